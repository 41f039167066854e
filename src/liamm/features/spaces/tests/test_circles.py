from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from liamm.features.accounts.tests.factories import OrganisationFactory, PersonFactory, TeamMemberFactory
from liamm.features.spaces.actions import add_member, close_space, entrust_space, leave_space, open_space
from liamm.features.spaces.enums import Audience, Entrance, SpaceKind, Standing
from liamm.features.spaces.models import Membership, Space
from liamm.features.spaces.queries import in_community, is_member, keeps
from liamm.features.spaces.tests.factories import (
    CommunityMemberFactory,
    LabSpaceFactory,
    MembershipFactory,
    SpaceFactory,
)
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry

pytestmark = pytest.mark.django_db


def test_the_team_opens_a_circle_with_an_address_that_stays():
    space = open_space(TeamMemberFactory(), kind=SpaceKind.COMMUNITY, name=" L’accueil à Plœuc-L’Hermitage ")
    assert (space.name, space.slug) == ("L’accueil à Plœuc-L’Hermitage", "accueil-a-ploeuc-hermitage")
    assert open_space(SYSTEM, kind=SpaceKind.PROJECT, name="L’accueil à Plœuc l’Hermitage").slug.endswith("-2")
    assert open_space(SYSTEM, kind=SpaceKind.PROJECT, name="L’accueil à Plœuc l’Hermitage").slug.endswith("-3")
    assert open_space(SYSTEM, kind=SpaceKind.PROJECT, name="»»»").slug == "cercle"
    assert list(Space.objects.open()) == list(Space.objects.all())


@pytest.mark.parametrize("actor", [AnonymousUser, CommunityMemberFactory])
def test_others_open_none(actor):
    with pytest.raises(Refused, match="équipe"):
        open_space(actor(), kind=SpaceKind.COMMUNITY, name="Nous")


def test_a_circle_has_a_name_and_the_lab_one_circle():
    with pytest.raises(DomainError):
        open_space(SYSTEM, kind=SpaceKind.COMMUNITY, name=" ")
    lab = open_space(SYSTEM, kind=SpaceKind.LAB, name="Le laboratoire")
    assert Space.objects.the_lab() == lab
    with pytest.raises(DomainError):
        open_space(SYSTEM, kind=SpaceKind.LAB, name="Le laboratoire")


def test_keepers_close_their_circle_once_and_nobody_enters_after():
    keeper = MembershipFactory(standing=Standing.KEEPER)
    closed = close_space(keeper.person, keeper.space)
    assert closed.closed_at
    assert not Space.objects.open().exists()
    with pytest.raises(DomainError, match="déjà fermé"):
        close_space(keeper.person, keeper.space)
    with pytest.raises(DomainError, match="plus"):
        add_member(SYSTEM, closed, person=PersonFactory())
    with pytest.raises(DomainError):
        close_space(SYSTEM, LabSpaceFactory())


def test_keepers_and_team_take_people_in_for_an_organisation_or_in_their_own_name():
    keeper, organisation = MembershipFactory(standing=Standing.KEEPER), OrganisationFactory()
    first, second = PersonFactory(), PersonFactory()
    assert not is_member(first, keeper.space_id)
    held = add_member(keeper.person, keeper.space, person=first, organisation=organisation)
    assert is_member(first, keeper.space_id)
    assert held.organisation == organisation
    assert add_member(TeamMemberFactory(), keeper.space, person=second, standing=Standing.KEEPER).organisation is None
    assert keeps(second, keeper.space_id)
    assert add_member(keeper.person, keeper.space, person=first) == held
    assert Entry.objects.latest("id").payload["organisation"] == str(organisation.pk)


def test_one_enters_an_open_circle_by_oneself_as_a_member_only():
    space, person = SpaceFactory(entrance=Entrance.OPEN), PersonFactory()
    add_member(person, space, person=person)
    with pytest.raises(Refused):
        add_member(person, space, person=PersonFactory())
    with pytest.raises(Refused, match="animent"):
        add_member(person, space, person=person, standing=Standing.KEEPER)
    with pytest.raises(Refused):
        add_member(person, SpaceFactory(entrance=Entrance.OPEN, audience=Audience.COMMUNITY), person=person)
    with pytest.raises(Refused, match="invitent"):
        add_member(person, SpaceFactory(), person=person)


def test_one_enters_the_community_by_a_welcome_only():
    lab, person = LabSpaceFactory(entrance=Entrance.OPEN), PersonFactory()
    for actor in (person, TeamMemberFactory()):
        with pytest.raises(Refused, match="accueil"):
            add_member(actor, lab, person=person)
    add_member(SYSTEM, lab, person=person)
    assert in_community(person)


def test_a_member_is_entrusted_with_the_circle():
    member = MembershipFactory()
    entrust_space(TeamMemberFactory(), member.space, person=member.person, standing=Standing.KEEPER)
    assert keeps(member.person, member.space_id)
    entrust_space(member.person, member.space, person=member.person, standing=Standing.MEMBER)
    assert not keeps(member.person, member.space_id)
    with pytest.raises(Refused):
        entrust_space(member.person, member.space, person=member.person, standing=Standing.KEEPER)
    with pytest.raises(DomainError, match="pas dans le cercle"):
        entrust_space(SYSTEM, member.space, person=PersonFactory(), standing=Standing.KEEPER)


def test_one_leaves_at_once_and_may_come_back():
    member = MembershipFactory()
    assert is_member(member.person, member.space_id)
    left = leave_space(member.person, member)
    assert left.ends == clock.today() - timedelta(days=1)
    assert not is_member(left.person, member.space_id)
    with pytest.raises(DomainError, match="déjà fait"):
        leave_space(left.person, left)
    add_member(SYSTEM, member.space, person=left.person)
    assert Membership.objects.filter(person=left.person).count() == 2


def test_keepers_and_team_may_see_someone_off_others_not():
    member = MembershipFactory()
    keeper = MembershipFactory(space=member.space, standing=Standing.KEEPER)
    with pytest.raises(Refused):
        leave_space(PersonFactory(), member)
    leave_space(keeper.person, member)
    leave_space(TeamMemberFactory(), keeper)
