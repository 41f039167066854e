"""Who came is put right after a week, with a reason that the ledger keeps, until the names are erased."""

from datetime import timedelta

import pytest

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.attendance.actions import CorrectionDraft, correct_arrivals
from liamm.features.attendance.enums import Because
from liamm.features.attendance.models import Arrival
from liamm.features.attendance.queries import arrivals_said, counted_at
from liamm.features.attendance.tests.factories import arrive, day
from liamm.features.attendance.tests.test_day import door, text
from liamm.features.events.actions import hold_event
from liamm.features.events.enums import EventState
from liamm.features.events.jobs import forget_what_is_old
from liamm.features.events.models import Event, Registration
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry
from liamm.kernel.post.models import Message
from liamm.kernel.stale import StaleError, mark

pytestmark = pytest.mark.django_db


def came():
    return set(Arrival.objects.filter(here=True).values_list("attendee", flat=True))


def thanked():
    return [one.address for one in Message.objects.filter(kind="attendance.taken_away")]


def later(session, days=10):
    return clock.at(session.ends + timedelta(days=days))


def put_right(session, *people, by=None, **changes):
    given = {"came": {one.pk for one in people}, "because": Because.FORGOTTEN, **changes}
    return correct_arrivals(by or session.event.organiser, session, draft=CorrectionDraft(**given))


@pytest.fixture
def held():
    session, people = day()
    arrive(session, people[0], at=session.starts)
    with clock.at(session.ends + timedelta(minutes=2)):
        hold_event(SYSTEM, session.event)
    session.event.refresh_from_db()
    return session, people


def test_from_the_door_with_a_reason_that_stays_and_names_nobody(client, held):
    session, (first, second, _third) = held
    client.force_login(session.event.organiser)
    page = f"{door(session)}corriger/"
    assert thanked() == [first.registration.mail]
    with later(session):
        assert page in text(client.get(door(session)))
        form = client.get(page).context["form"]
        assert form.initial["came"] == [str(first.pk)]
        given = {"came": [str(second.pk)], "people": "2", "because": "sheet", "seen": form.initial["seen"]}
        assert client.post(page, {**given, "because": ""}).status_code == 422
        assert "C’est corrigé" in text(client.post(page, given, follow=True))
        assert "Rien ne change" in text(client.post(page, {**given, "seen": ""}))
    assert came() == {second.pk}
    assert counted_at(session) == 2
    entry = Entry.objects.get(kind="attendance.arrivals_corrected")
    assert (entry.payload["because"], entry.payload["changed"], entry.payload["people"]) == ("sheet", 2, 2)
    assert second.name not in str(entry.payload)
    assert thanked() == [first.registration.mail, second.registration.mail]


def test_while_it_is_noted_at_the_door_it_is_noted_there(held):
    session, (first, second, _third) = held
    with later(session, days=7), pytest.raises(DomainError, match="se note encore"):
        put_right(session, first, second)
    assert came() == {first.pk}


def test_until_the_names_are_erased(client, held):
    session, (first, second, _third) = held
    client.force_login(session.event.organiser)
    with later(session, days=89):
        assert put_right(session, first, second) == 1
    with later(session, days=91):
        forget_what_is_old()
        with pytest.raises(DomainError, match="effacés"):
            put_right(session, first)
        assert client.get(f"{door(session)}corriger/").status_code == 404
        assert "corriger/" not in text(client.get(door(session)))
    assert came() == {first.pk, second.pk}


def test_by_those_who_prepare_it_and_over_nobody(held):
    session, (first, second, _third) = held
    seen = mark(arrivals_said(session))
    with later(session):
        with pytest.raises(Refused):
            put_right(session, first, second, by=PersonFactory())
        assert put_right(session, first, second, by=TeamMemberFactory(), seen=seen) == 1
        with pytest.raises(StaleError):
            put_right(session, first, seen=seen)
    assert came() == {first.pk, second.pk}


def test_nobody_is_thanked_for_what_is_not_said_to_be_held_nor_who_has_no_address(held):
    session, (first, second, third) = held
    Registration.objects.filter(pk=second.registration_id).update(mail="")
    with later(session):
        put_right(session, first, second)
        assert thanked() == [first.registration.mail]
        Event.objects.filter(pk=session.event_id).update(state=EventState.OPEN)
        session.event.refresh_from_db()
        put_right(session, first, second, third)
    assert came() == {first.pk, second.pk, third.pk}
    assert thanked() == [first.registration.mail]
