"""Every feed of the house answers that nothing is new to who has it already."""

from datetime import timedelta

import pytest
from django.urls import reverse

from liamm.features.projects.tests.factories import opened
from liamm.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["terrain:feed", "projects_feed", "governance:feed"])
def test_a_feed_is_not_sent_again_unchanged(client, name):
    there = reverse(name)
    first = client.get(there)
    assert first["Content-Type"].startswith("application/atom+xml")
    later = clock.now() + timedelta(seconds=5)
    with clock.at(later):
        again = client.get(there, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_feed_is_sent_again_with_what_is_new(client):
    there = reverse("projects_feed")
    first = client.get(there)
    project = opened()
    again = client.get(there, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert project.reference in again.content.decode()
