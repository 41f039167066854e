"""Several dates reach the calendar of who comes: a letter each, one identifier for ever, a number that rises."""

import pytest
from django.contrib.auth.models import AnonymousUser
from icalendar import Calendar

from liamm.features.booking.tests.factories import opened
from liamm.features.events.actions import (
    accept_offer,
    add_dates,
    add_place,
    call_off_date,
    cancel_event,
    cancel_registration,
    move_date,
    register,
    seat_applicants,
)
from liamm.features.events.answers import take
from liamm.features.events.enums import Admission, RegistrationState, Taken
from liamm.features.events.tests.factories import announced, coming, registered, slot
from liamm.features.events.tests.test_registering import answered
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, LinkHolder
from liamm.kernel.actions import DomainError
from liamm.kernel.ical import Answer
from liamm.kernel.post.models import Message, ReplyAddress

pytestmark = pytest.mark.django_db


def three(**changes):
    return announced(slot(7), slot(14), slot(21), **changes)


def entries(registration, kind=None):
    """What was said to the calendar of somebody: method, identifier and number, in the order of the letters."""
    rows = Message.objects.filter(recipient=f"registration:{registration.pk}").exclude(calendar="")
    rows = rows.filter(kind=f"events.{kind}") if kind else rows
    found = []
    for one in rows.order_by("created_at", "pk"):
        calendar = Calendar.from_ical(one.calendar)
        (event,) = calendar.walk("VEVENT")
        found.append((str(calendar["METHOD"]), str(event["UID"]), int(event["SEQUENCE"])))
    return found


def uids(event):
    return [f"event-date-{one.pk}" for one in event.sessions.order_by("starts")]


def said(event, method, number=0):
    return {(method, uid, number) for uid in uids(event)}


def local(found):
    return {(method, uid.split("@")[0], number) for method, uid, number in found}


def test_a_letter_for_each_date_and_the_first_in_that_which_confirms():
    event = three()
    one = registered(event)
    assert len(entries(one)) == 3
    assert local(entries(one)) == said(event, "REQUEST")
    assert local(entries(one, "registered")) == {("REQUEST", uids(event)[0], 0)}
    letter = Message.objects.filter(kind="events.date").order_by("created_at").first()
    assert "Pour votre agenda" in letter.subject
    assert "Vous venez aussi" in letter.text


def test_who_waits_gets_none_until_they_take_the_place():
    event = three(capacity=1)
    one, waiting = registered(event), registered(event, 2)
    assert entries(waiting) == []
    cancel_registration(LinkHolder(one.pk), one)
    assert local(entries(one)[3:]) == said(event, "CANCEL")
    assert "sort de votre agenda" in Message.objects.filter(kind="events.date").order_by("-created_at").first().text
    waiting.refresh_from_db()
    assert entries(waiting) == []
    accept_offer(LinkHolder(waiting.pk), waiting)
    assert local(entries(waiting)) == said(event, "REQUEST")


def test_who_waited_and_leaves_is_told_once():
    event = three(capacity=1)
    registered(event)
    waiting = registered(event, 2)
    cancel_registration(LinkHolder(waiting.pk), waiting)
    assert not Message.objects.filter(kind="events.date", recipient=f"registration:{waiting.pk}").exists()


def test_the_date_that_moves_and_the_one_that_will_not_be():
    event = three()
    one = registered(event)
    first, second, third = uids(event)
    sessions = list(event.sessions.order_by("starts"))
    move_date(event.organiser, sessions[1], date=slot(starts=opened(15)))
    assert local(entries(one, "moved")) == {("REQUEST", second, 1)}
    move_date(event.organiser, sessions[1], date=slot(starts=opened(16)))
    assert local(entries(one, "moved")[1:]) == {("REQUEST", second, 2)}
    call_off_date(event.organiser, sessions[0])
    assert local(entries(one, "moved")[2:]) == {("CANCEL", first, 1)}
    before = len(entries(one))
    event.refresh_from_db()
    cancel_event(event.organiser, event, reason="La salle a pris l’eau.")
    assert local(entries(one)[before:]) == {("CANCEL", second, 3), ("CANCEL", third, 1)}


def test_a_date_more_for_who_comes_to_all():
    event = three()
    one = registered(event)
    add_dates(event.organiser, event, dates=[slot(28)])
    assert len(entries(one)) == 4
    assert local(entries(one)) == said(event, "REQUEST")
    each = three(attends=Taken.EACH)
    date = each.seatings.select_related("event").order_by("session__starts").first()
    other = register(AnonymousUser(), date, draft=coming(3)).registration
    add_dates(each.organiser, each, dates=[slot(28)])
    assert local(entries(other)) == {("REQUEST", uids(each)[0], 0)}


def test_dates_that_are_past_are_put_in_no_calendar():
    event = three(admission=Admission.SELECTION, capacity=1, closes_at=clock.in_days(1))
    answers = {str(question.pk): "Un guichet" for question in event.questions.all()}
    one = registered(event, answers=answers)
    with clock.at(event.sessions.order_by("starts").first().ends):
        seat_applicants(SYSTEM, event, seated=[one.pk], waiting=[])
    assert local(entries(one)) == {("REQUEST", uid, 0) for uid in uids(event)[1:]}


def test_those_who_applied_get_them_with_their_place():
    event = three(admission=Admission.SELECTION, capacity=1, closes_at=clock.in_days(1))
    answers = {str(question.pk): "Un guichet" for question in event.questions.all()}
    one, other = (registered(event, number, answers=answers) for number in (1, 2))
    assert entries(one) == []
    seat_applicants(SYSTEM, event, seated=[one.pk], waiting=[other.pk])
    assert local(entries(one)) == said(event, "REQUEST")
    assert entries(other) == []
    other.refresh_from_db()
    add_place(SYSTEM, other)
    assert local(entries(other)) == said(event, "REQUEST")


def test_a_no_to_one_of_several_dates_gives_nothing_back():
    event = three()
    one = registered(event)
    reply = ReplyAddress.objects.get(subject=one.pk)
    with pytest.raises(DomainError, match="toutes les dates ensemble") as caught:
        take(reply, answered(one, Answer.NO))
    assert "toute l’inscription" in caught.value.nearest
    one.refresh_from_db()
    assert one.state == RegistrationState.CONFIRMED
