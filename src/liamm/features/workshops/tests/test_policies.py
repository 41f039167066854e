"""Who may see, follow and lead a déroulé."""

import pytest
from django.contrib.auth.models import AnonymousUser

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.spaces.enums import Audience
from liamm.features.spaces.tests.factories import CommunityMemberFactory
from liamm.features.workshops.models import Workshop
from liamm.features.workshops.policies import Permission, policy
from liamm.features.workshops.tests.factories import prepared
from liamm.kernel.access import SYSTEM, LinkHolder

pytestmark = pytest.mark.django_db


def test_who_sees_one_by_one_and_in_a_list():
    shared = prepared()
    own = prepared(audience=Audience.PRIVATE)
    for actor, seen in (
        (AnonymousUser(), set()),
        (PersonFactory(), set()),
        (CommunityMemberFactory(), {shared}),
        (own.made_by, {shared, own}),
        (SYSTEM, {shared, own}),
    ):
        assert set(policy.visible_to(actor, Workshop.objects.all())) == seen
        assert {one for one in (shared, own) if policy.decide(actor, Permission.VIEW, one)} == seen


def test_who_may():
    one = prepared()
    member, team = CommunityMemberFactory(), TeamMemberFactory()
    assert policy.decide(LinkHolder(one.pk), Permission.FOLLOW, one)
    assert policy.decide(member, Permission.FOLLOW, one)
    assert not policy.decide(PersonFactory(), Permission.FOLLOW, one)
    assert policy.decide(member, Permission.PREPARE)
    assert not policy.decide(SYSTEM, Permission.PREPARE)
    assert policy.decide(team, Permission.LEAD, one)
    assert policy.decide(one.made_by, Permission.CHANGE, one)
    assert not policy.decide(member, Permission.CHANGE, one)
