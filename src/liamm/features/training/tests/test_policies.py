"""Who may see an application."""

import pytest
from django.contrib.auth.models import AnonymousUser

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.training.models import Application
from liamm.features.training.policies import Permission, policy
from liamm.features.training.tests.factories import applied, training
from liamm.kernel.access import LinkHolder

pytestmark = pytest.mark.django_db


def test_who_sees_one_by_one_and_in_a_list():
    event, person = training(), PersonFactory()
    own, other = (applied(event, number) for number in (1, 2))
    own.person = person
    own.save()
    own, other = Application.objects.get(registration=own), Application.objects.get(registration=other)
    for actor, seen in (
        (AnonymousUser(), set()),
        (PersonFactory(), set()),
        (person, {own}),
        (LinkHolder(other.pk), {other}),
        (TeamMemberFactory(), {own, other}),
    ):
        assert set(policy.visible_to(actor, Application.objects.all())) == seen
        assert {one for one in (own, other) if policy.decide(actor, Permission.VIEW_APPLICATION, one)} == seen
