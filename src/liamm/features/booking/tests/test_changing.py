"""A booking said otherwise: all or nothing, never in its own way, and what was booked kept when rules refuse."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from liamm.features.accounts.tests.factories import AffiliationFactory, OrganisationFactory, TeamMemberFactory
from liamm.features.booking import actions, purposes, taking
from liamm.features.booking.models import Booking, Occupation
from liamm.features.booking.refusing import BookingRefusedError
from liamm.features.booking.rules.asking import Verdict
from liamm.features.booking.tests.factories import booked, contributing, draft, opened
from liamm.features.spaces.tests.factories import CommunityMemberFactory
from liamm.kernel import clock
from liamm.kernel.access import Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry
from liamm.kernel.model import uuid7

HOUR = timedelta(hours=1)


def change(booking, by=None, seen=None, **changes):
    base = {"starts": booking.starts, "title": booking.title, "organisation": booking.organisation}
    seen = booking.sequence if seen is None else seen
    return actions.change_booking(by or booking.booked_by, booking, draft=draft(**{**base, **changes}), seen=seen)


@pytest.mark.django_db
class TestChanging:
    def test_an_hour_later_in_two_rooms(self, letters):
        one = booked()
        changed = change(one, starts=one.starts + HOUR, rooms=(1, 2), needs="Du café")
        assert (changed.sequence, changed.needs, changed.reference) == (1, "Du café", one.reference)
        assert list(changed.occupations.order_by("room").values_list("room_id", "living")) == [(1, True), (2, True)]
        assert Entry.objects.get(kind="booking.booking_changed").payload["rooms"] == [1, 2]
        assert "Vous avez changé" in letters()[-1].body
        assert "La cuisine" in letters()[-1].body

    def test_by_the_team_also_of_somebody_who_left(self, letters):
        one = booked()
        changed = change(one, by=TeamMemberFactory(), people=3)
        assert "L’équipe a changé" in letters()[-1].body
        Booking.objects.update(booked_by=None)
        sent = len(letters())
        change(changed, by=TeamMemberFactory(), people=4)
        assert len(letters()) == sent
        with pytest.raises(Refused, match="Qui a réservé"):
            change(one, by=CommunityMemberFactory())

    def test_what_was_booked_stays_when_rules_refuse(self):
        one, other = booked(), booked(rooms=(2,))
        with pytest.raises(BookingRefusedError) as caught:
            change(one, rooms=(1, 2))
        assert "La cuisine" in str(caught.value)
        assert caught.value.offers
        one.refresh_from_db()
        assert (one.sequence, one.occupations.get().room_id) == (0, 1)
        assert other.occupations.get().living

    def test_what_has_begun_is_made_longer_and_not_moved(self):
        starts = opened()
        one = booked(starts=starts)
        with clock.at(starts + HOUR):
            longer = change(one, hours=3)
            assert longer.ends == starts + 3 * HOUR
            with pytest.raises(BookingRefusedError, match="est passé"):
                change(longer, starts=starts + HOUR / 2)
        with clock.at(starts + 4 * HOUR), pytest.raises(DomainError, match="déjà passée"):
            change(longer)

    def test_changed_meanwhile_is_said(self):
        one = booked()
        change(one, people=3)
        with pytest.raises(DomainError, match="entre-temps") as caught:
            change(one, seen=0, people=4)
        assert caught.value.link == (one.reference, one.get_absolute_url())

    def test_the_database_answers_as_the_rules_do(self, monkeypatch):
        one, _other = booked(), booked(rooms=(2,))
        judge, seen = taking.judge, []

        def blind(*given):
            seen.append(given)
            return judge(*given) if len(seen) > 1 else Verdict()

        monkeypatch.setattr(taking, "judge", blind)
        with pytest.raises(BookingRefusedError, match="est prise"):
            change(one, rooms=(2,))
        assert Occupation.objects.filter(room=1, living=True).count() == 1


@pytest.mark.django_db
class TestInTheNameOf:
    def test_ones_own_organisation_only_and_what_it_was_stays(self):
        person = CommunityMemberFactory()
        own, other = AffiliationFactory(person=person).organisation, OrganisationFactory()
        one = booked(person, organisation=own)
        assert one.organisation == own
        with pytest.raises(DomainError, match="au nom de") as caught:
            booked(person, organisation=other, rooms=(2,))
        assert caught.value.field == "organisation"
        assert change(one, by=TeamMemberFactory(), people=3).organisation == own
        with pytest.raises(DomainError, match="au nom de"):
            change(one, by=TeamMemberFactory(), seen=1, organisation=other)

    def test_what_it_was_for_stays_though_the_team_could_not_choose_it(self, monkeypatch):
        thing = uuid7()
        monkeypatch.setattr(purposes, "manifests", lambda: [contributing(thing)])
        one = booked(purpose=("thing", thing))
        monkeypatch.setattr(purposes, "manifests", lambda: [contributing()])
        assert change(one, by=TeamMemberFactory(), purpose=("thing", thing)).purpose_id == thing
        with pytest.raises(DomainError, match="réserver pour cela"):
            change(one, by=TeamMemberFactory(), seen=1, purpose=("thing", uuid7()))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_thirty_moves_to_one_room():
    """Each has a booking of its own and moves it to the same place: one does, the others keep what they had."""
    target = opened(30)
    mine = [booked(starts=opened(7 + number // 6), rooms=(number % 6 + 1,), people=2) for number in range(30)]
    barrier = Barrier(len(mine))

    def run(one):
        try:
            barrier.wait(timeout=60)
            return change(one, starts=target, rooms=(1, 2), people=2)
        except BookingRefusedError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(mine)) as pool:
        answers = list(pool.map(run, mine))
    assert sum(isinstance(one, Booking) for one in answers) == 1
    assert Booking.objects.filter(starts=target).count() == 1
    assert Occupation.objects.filter(living=True).count() == len(mine) + 1
    assert all(one.offers for one in answers if isinstance(one, BookingRefusedError))
