"""The room of a sitting: kept for it, moved and given back with it, never taken from whoever is there."""

from datetime import timedelta

import pytest

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.booking.actions import BlockingDraft, block_room, lift_blocking
from liamm.features.booking.models import Occupation
from liamm.features.booking.refusing import BookingRefusedError
from liamm.features.booking.tests.factories import booked
from liamm.features.governance.actions import (
    CallDraft,
    OpeningDraft,
    call_sitting,
    cancel_sitting,
    move_sitting,
    open_sitting,
    plan_sitting,
)
from liamm.features.governance.almanac import keep
from liamm.features.governance.contributions import calendar_entries
from liamm.features.governance.models import Sitting
from liamm.features.governance.queries.planning import missing_sittings
from liamm.features.governance.tests.factories import opened
from liamm.features.spaces.tests.factories import CommunityMemberFactory
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM
from liamm.kernel.actions import DomainError

pytestmark = pytest.mark.django_db
SALON = 1


def call(house, starts=None, place="le salon"):
    draft = CallDraft(starts=starts or opened(9), minutes=90, place=place, reason="Un pacte.")
    return call_sitting(house.secretary, house.copil, draft=draft)


def kept():
    return list(Occupation.objects.filter(living=True).order_by("during").values_list("room", "during"))


def test_nobody_books_where_a_sitting_is_held(house):
    sitting = call(house)
    assert sitting.held.room_id == SALON
    with pytest.raises(BookingRefusedError, match="Séance"):
        booked(CommunityMemberFactory(), rooms=(SALON,), starts=sitting.starts + timedelta(minutes=30))
    [entry] = calendar_entries(SYSTEM, sitting.day, sitting.day)
    assert (entry.rooms, entry.instead_of) == ((SALON,), f"closure:{sitting.held_id}")


def test_its_room_is_not_opened_again_from_the_closures_but_from_the_sitting(house, client):
    sitting = call(house)
    client.force_login(TeamMemberFactory())
    shown = client.get("/maison/salles/fermetures/").content.decode()
    assert f'href="/seances/{sitting.slug}/"' in shown
    assert "Ouvrir à nouveau" not in shown
    answer = client.post(f"/maison/salles/fermetures/{sitting.held_id}/lever/", {"everywhere": "1"}, follow=True)
    assert "c’est là que cela se règle" in answer.content.decode()
    assert kept()


def test_the_week_of_its_room_leads_to_the_sitting_and_opens_nothing(house, client):
    sitting = call(house)
    team = TeamMemberFactory()
    days_after = sitting.starts + timedelta(hours=5)
    closure = BlockingDraft(starts=days_after, ends=days_after + timedelta(hours=1), reason="Peinture")
    blocking = block_room(team, SALON, draft=closure)
    client.force_login(team)
    page = f"/maison/salles/{SALON}/?semaine={sitting.day}"
    shown = client.get(page).content.decode()
    assert f'href="/seances/{sitting.slug}/">Voir ce qui la tient' in shown
    assert f"/fermetures/{sitting.held_id}/lever/" not in shown
    assert f"/fermetures/{blocking.pk}/lever/" in shown
    client.force_login(CommunityMemberFactory())
    assert "Voir ce qui la tient" not in client.get(page).content.decode()


def test_one_called_where_somebody_is_is_refused_and_leaves_nothing(house):
    there = booked(CommunityMemberFactory(), rooms=(SALON,), starts=opened(9))
    before = kept()
    with pytest.raises(DomainError, match="ne met personne dehors") as said:
        call(house, there.starts)
    assert there.reference in said.value.nearest
    assert (Sitting.objects.count(), kept()) == (0, before)


def test_it_moves_and_ends_with_the_sitting(house):
    sitting = call(house)
    there = booked(CommunityMemberFactory(), rooms=(SALON,), starts=opened(16))
    with pytest.raises(DomainError, match="ne met personne dehors"):
        move_sitting(house.secretary, sitting, starts=there.starts, reason="Grève des trains.")
    assert Sitting.objects.get().held.during.lower == sitting.starts
    sitting = move_sitting(house.secretary, sitting, starts=opened(23), reason="Grève des trains.")
    assert [during.lower for room, during in kept() if room == SALON][1:] == [sitting.starts]
    cancel_sitting(house.secretary, sitting, reason="Rien à décider.")
    assert [room for room, during in kept() if during.lower == sitting.starts] == []
    assert Sitting.objects.get().held is None


@pytest.mark.parametrize("place", ["", "À la préfecture"])
def test_elsewhere_no_room_is_kept(house, place):
    sitting = call(house, place=place)
    assert (sitting.held, sitting.where, kept()) == (None, place, [])


def test_one_of_the_cadence_stands_without_its_room_and_seeks_it(house):
    due = missing_sittings(house.copil)[2]
    there = booked(CommunityMemberFactory(), rooms=(SALON,), starts=due.starts)
    sitting = plan_sitting(SYSTEM, house.copil, due=due)
    assert (sitting.held, sitting.where) == (None, "Le salon, à confirmer")
    there.occupations.update(living=False)
    keep()
    sitting.refresh_from_db()
    assert (sitting.held.room_id, sitting.where) == (SALON, "Le salon")


def test_a_room_opened_to_others_is_to_be_confirmed(house):
    sitting = call(house)
    lift_blocking(house.secretary, sitting.held)
    sitting.refresh_from_db()
    assert (sitting.held, sitting.where) == (None, "le salon, à confirmer")


def test_one_that_opens_on_another_day_leaves_its_room_and_takes_it_that_day(house):
    sitting = call(house)
    planned = sitting.starts
    with clock.at(opened(8)):
        open_sitting(
            house.head, sitting, draft=OpeningDraft(chair=house.head, secretary=house.secretary, reason="Tous là.")
        )
    held = Sitting.objects.get().held
    assert held.during.lower < planned
    assert [during.lower for _room, during in kept()] == [held.during.lower]
