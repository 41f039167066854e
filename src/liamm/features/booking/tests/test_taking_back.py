"""An opening that was granted is taken back before it begins: what is booked in it is cancelled or kept."""

from datetime import timedelta

import pytest

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.booking import actions
from liamm.features.booking.models import Booking, Opening
from liamm.features.booking.opening import booked_in
from liamm.features.booking.refusing import BookingRefusedError
from liamm.features.booking.tests.factories import booked, draft, opening_asked
from liamm.features.spaces.tests.factories import CommunityMemberFactory
from liamm.kernel import clock
from liamm.kernel.access import Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.tests.racing import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(db):
    return CommunityMemberFactory()


@pytest.fixture
def opening(person):
    """The house opens from 20:00 to 23:00, and shuts at 21:00 on other days."""
    return actions.answer_opening(TeamMemberFactory(), opening_asked(person), grants=True, answer="Oui.")


def in_it(opening, **changes):
    return booked(**{"starts": opening.starts + timedelta(hours=1, minutes=15), "hours": 1, **changes})


def take_back(opening, actor=None, *, cancels=False, reason="Plus personne pour fermer.", seen=None):
    seen = [one.pk for one in booked_in(opening)] if seen is None else seen
    return actions.take_opening_back(actor or TeamMemberFactory(), opening, reason=reason, cancels=cancels, seen=seen)


def test_what_stands_only_by_it(opening):
    inside = in_it(opening)
    booked(rooms=(2,), starts=opening.starts - timedelta(hours=1), hours=1.5)  # the house is open then anyway
    assert booked_in(opening) == [inside]
    actions.open_house(
        TeamMemberFactory(),
        draft=actions.OpeningDraft(starts=opening.starts, ends=opening.ends + timedelta(hours=1), reason="Aussi"),
    )
    assert booked_in(opening) == []


class TestTakingBack:
    def test_with_what_is_booked_in_it(self, opening, person, letters):
        one = in_it(opening)
        sent = len(letters())
        after = take_back(opening, cancels=True)
        one.refresh_from_db()
        assert (after.state, one.state, one.cancelled_because) == (
            "taken_back",
            "cancelled",
            "Plus personne pour fermer.",
        )
        told = letters()[sent:]
        assert len(told) == 2
        assert all("Plus personne pour fermer." in mail.body for mail in told)
        with pytest.raises(BookingRefusedError):
            in_it(opening)

    def test_or_what_is_booked_is_kept(self, opening, letters):
        one, alone = in_it(opening), in_it(opening, rooms=(2,))
        Booking.objects.filter(pk=alone.pk).update(booked_by=None)
        sent = len(letters())
        take_back(opening)
        one.refresh_from_db()
        assert one.is_standing
        (kept,) = [mail for mail in letters()[sent:] if one.booked_by.email in mail.to[0]]
        assert "tient" in kept.body
        assert len(letters()) == sent + 2
        with pytest.raises(BookingRefusedError):
            in_it(opening, rooms=(3,), people=2)

    def test_nobody_is_told_twice_nor_of_their_own_act(self, letters):
        team = TeamMemberFactory()
        own = actions.answer_opening(TeamMemberFactory(), opening_asked(team), grants=True, answer="Oui.")
        sent = len(letters())
        take_back(own, team)
        assert len(letters()) == sent
        gone = actions.answer_opening(TeamMemberFactory(), opening_asked(team), grants=True, answer="Oui.")
        Opening.objects.update(asked_by=None)
        sent = len(letters())
        take_back(gone)
        assert len(letters()) == sent

    def test_what_is_refused(self, opening, person):
        with pytest.raises(Refused):
            take_back(opening, person)
        with pytest.raises(DomainError, match="pourquoi"):
            take_back(opening, reason=" ")
        one = in_it(opening)
        with pytest.raises(DomainError, match="entre-temps"):
            take_back(opening, seen=[])
        with clock.at(opening.starts), pytest.raises(DomainError, match="a commencé"):
            take_back(opening)
        take_back(opening)
        with pytest.raises(DomainError, match="plus accordée"):
            take_back(opening, seen=[one.pk])


class TestPages:
    def test_decided_on_its_page(self, client, opening):
        one = in_it(opening)
        client.force_login(TeamMemberFactory())
        where = f"{opening.get_absolute_url()}reprendre/"
        shown = client.get(opening.get_absolute_url()).content.decode()
        assert "Une réservation tient" in shown
        assert one.title in shown
        given = {"seen": str(one.pk), "reason": "La chaudière.", "bookings": "cancel"}
        assert client.post(where, {**given, "bookings": ""}).status_code == 422
        assert client.post(where, {**given, "seen": "rien"}).status_code == 422
        refused = client.post(where, {**given, "seen": ""})
        assert "entre-temps" in refused.content.decode()
        assert "La chaudière." in refused.content.decode()
        assert client.post(where, given).url == opening.get_absolute_url()
        one.refresh_from_db()
        assert not one.is_standing
        shown = client.get(opening.get_absolute_url()).content.decode()
        assert "reprise" in shown
        assert "La chaudière." in shown
        assert "Reprendre l’ouverture" not in shown

    def test_when_nobody_booked_there_is_nothing_to_decide(self, client, opening, person):
        client.force_login(person)
        assert "Reprendre l’ouverture" not in client.get(opening.get_absolute_url()).content.decode()
        where = f"{opening.get_absolute_url()}reprendre/"
        assert client.post(where, {"reason": "x"}).status_code == 403
        client.force_login(TeamMemberFactory())
        shown = client.get(opening.get_absolute_url()).content.decode()
        assert "Personne n’a encore réservé" in shown
        assert 'name="bookings"' not in shown
        assert client.post(where, {"reason": "La chaudière."}).status_code == 302

    def test_in_a_number_of_queries_that_does_not_grow(self, client, opening, django_assert_max_num_queries):
        for room in (1, 2, 3):
            in_it(opening, rooms=(room,), people=2)
        client.force_login(TeamMemberFactory())
        with django_assert_max_num_queries(30):
            assert "3 réservations tiennent" in client.get(opening.get_absolute_url()).content.decode()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_taken_back_while_others_book_in_it():
    """Whoever books meanwhile is seen and decided of, or is refused: no booking is left that nobody looked at."""
    person = CommunityMemberFactory()
    opening = actions.answer_opening(TeamMemberFactory(), opening_asked(person), grants=True, answer="Oui.")
    there, team = in_it(opening), TeamMemberFactory()
    people = [CommunityMemberFactory() for _ in range(6)]
    starts = opening.starts + timedelta(hours=1, minutes=15)
    at_once(
        [
            *[
                lambda one=one, room=room: actions.book_rooms(
                    one, draft=draft(starts=starts, hours=1, rooms=(room,), people=2)
                )
                for room, one in enumerate(people, start=2)
            ],
            lambda: take_back(opening, team, cancels=True, seen=[there.pk]),
            lambda: actions.cancel_booking(there.booked_by, there, reason="x"),
        ]
    )
    opening.refresh_from_db()
    standing = Booking.objects.standing().count()
    assert (opening.state, standing == 0) in (("taken_back", True), ("granted", False), ("granted", True))
