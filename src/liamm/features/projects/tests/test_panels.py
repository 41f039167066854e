"""What the home page says of projects."""

import pytest

from liamm.features.accounts.models import Person
from liamm.features.accounts.tests.factories import OrganisationFactory, PersonFactory, TeamMemberFactory
from liamm.features.projects import actions
from liamm.features.projects.panels import followed_by
from liamm.features.projects.tests.factories import carrier_of, opened
from liamm.kernel.access import SYSTEM

pytestmark = pytest.mark.django_db


def test_who_carries_sees_le_fil_and_what_awaits_them(client):
    project = opened()
    client.force_login(carrier_of(project))
    text = client.get("/").content.decode()
    assert "Ce que vous suivez" in text
    assert "attend que l’on accepte" in text
    assert 'class="thread' in text
    for promise in project.promises.filter(side="carriers"):
        actions.accept_promise(carrier_of(project), promise)
    assert "attend que l’on accepte" not in client.get("/").content.decode()


def test_the_team_is_asked_for_its_own_side_only():
    project, person = opened(), TeamMemberFactory()
    assert followed_by(person).asked == [project]
    for promise in project.promises.filter(side="lab"):
        actions.accept_promise(person, promise)
    assert followed_by(person) is None


def test_who_follows_sees_it_and_others_see_what_the_lab_leads(client):
    project, person = opened(), PersonFactory()
    actions.follow_project(person, project)
    assert followed_by(person).first == project
    other = PersonFactory()
    assert followed_by(other) is None
    client.force_login(other)
    text = client.get("/").content.decode()
    assert "Ce que vous suivez" not in text
    assert project.title in text


def test_it_costs_the_same_whatever_one_follows(django_assert_num_queries):
    person = PersonFactory()
    actions.follow_project(person, opened())
    with django_assert_num_queries(8):
        followed_by(Person.objects.get(pk=person.pk))
    for number in range(6):
        project = opened(title=f"Projet {number}", carriers=[(person, OrganisationFactory())])
        actions.add_terrain(SYSTEM, project, name="Ici")
    with django_assert_num_queries(8):
        assert len(followed_by(Person.objects.get(pk=person.pk)).others) == 3
