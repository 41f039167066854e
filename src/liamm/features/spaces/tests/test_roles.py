from datetime import date, timedelta

import pytest

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.spaces.actions import accept_rules, end_community_role, give_community_role
from liamm.features.spaces.models import CommunityRole
from liamm.features.spaces.queries import accepted_rules
from liamm.features.spaces.tests.factories import CommunityMemberFactory
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.actions import DomainError

pytestmark = pytest.mark.django_db


def test_one_plays_several_roles_at_once_each_in_its_context():
    member = CommunityMemberFactory()
    first = give_community_role(member, member, role="ingenieur", context="cartographie")
    give_community_role(TeamMemberFactory(), member, role="ambassadeur", context="mairies du pays de Redon")
    give_community_role(member, member, role="ingenieur", context="facilitation", starts=date(2026, 1, 1))
    assert give_community_role(member, member, role="ingenieur", context="cartographie") == first
    assert CommunityRole.objects.filter(person=member).now().count() == 3
    assert first.charter == "4.0"


def test_a_role_is_one_of_the_charter():
    member = CommunityMemberFactory()
    with pytest.raises(DomainError, match="charte") as told:
        give_community_role(member, member, role="chef")
    assert told.value.citation.article == "2.2"


def test_a_role_ends():
    member = CommunityMemberFactory()
    held = give_community_role(member, member, role="sage", starts=clock.today() - timedelta(days=9))
    end_community_role(member, held, ends=clock.today() - timedelta(days=1))
    assert not CommunityRole.objects.filter(person=member).now().exists()
    with pytest.raises(DomainError):
        end_community_role(member, held, ends=clock.today() - timedelta(days=10))
    with pytest.raises(DomainError):
        give_community_role(member, member, role="sage", ends=clock.today() - timedelta(days=1))


def test_a_role_opens_no_right():
    member = CommunityMemberFactory()
    give_community_role(member, member, role="animateur")
    assert not member.on_team
    assert not member.duties


def test_nobody_names_the_role_of_another():
    member, other = CommunityMemberFactory(), CommunityMemberFactory()
    held = give_community_role(member, member, role="curieux")
    with pytest.raises(Refused):
        give_community_role(other, member, role="sceptique")
    with pytest.raises(Refused):
        end_community_role(other, held)
    stranger = PersonFactory()
    with pytest.raises(Refused):
        give_community_role(stranger, stranger, role="curieux")


def test_the_rules_are_accepted_once_a_version_and_for_oneself():
    person = PersonFactory()
    assert accept_rules(person, person) == accept_rules(SYSTEM, person)
    assert accepted_rules(person) == ["4.0"]
    with pytest.raises(Refused):
        accept_rules(TeamMemberFactory(), person)
