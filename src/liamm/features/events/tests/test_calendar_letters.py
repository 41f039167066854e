"""Several dates reach the calendar of who comes: one letter, one identifier each for ever, a number that rises."""

import re
from dataclasses import replace
from email import message_from_bytes, policy

import pytest
from django.contrib.auth.models import AnonymousUser
from icalendar import Calendar

from liamm.features.booking.tests.factories import opened
from liamm.features.events.actions import (
    RegistrationChange,
    accept_offer,
    add_dates,
    call_off_date,
    cancel_event,
    cancel_registration,
    change_registration,
    move_date,
    register,
)
from liamm.features.events.answers import take
from liamm.features.events.enums import RegistrationState, Taken
from liamm.features.events.queries import dates_of, invitations
from liamm.features.events.tests.factories import announced, coming, registered, slot
from liamm.features.events.tests.test_registering import answered
from liamm.kernel import clock
from liamm.kernel.access import LinkHolder
from liamm.kernel.actions import DomainError
from liamm.kernel.ical import Answer
from liamm.kernel.post.models import Message, ReplyAddress
from liamm.kernel.post.replies import find_reply_address
from liamm.kernel.post.sender import as_mail

pytestmark = pytest.mark.django_db


def three(**changes):
    return announced(slot(7), slot(14), slot(21), **changes)


def entries(registration, kind=None):
    """What was said to the calendar of somebody: method, identifier and number, in the order of the letters."""
    rows = Message.objects.filter(recipient=f"registration:{registration.pk}").exclude(calendar="")
    rows = rows.filter(kind=f"events.{kind}") if kind else rows
    found = []
    for one in rows.order_by("created_at", "pk"):
        for written in (one.calendar, *one.more_calendars):
            calendar = Calendar.from_ical(written)
            (event,) = calendar.walk("VEVENT")
            found.append((str(calendar["METHOD"]), str(event["UID"]), int(event["SEQUENCE"])))
    return found


def uids(event):
    return [str(one.pk) for one in event.sessions.order_by("starts")]


def said(event, method, number=0):
    return {(method, uid, number) for uid in uids(event)}


def local(found):
    """The same, each entry by its date."""
    return {(method, uid.split("@")[0].split(".")[1], number) for method, uid, number in found}


def lives(mail):
    """What each entry of the calendar of somebody went through, by its identifier: method, number, organiser."""
    found = {}
    for one in Message.objects.filter(address=mail).exclude(calendar="").order_by("created_at", "pk"):
        for written in (one.calendar, *one.more_calendars):
            calendar = Calendar.from_ical(written)
            (event,) = calendar.walk("VEVENT")
            said = (str(calendar["METHOD"]), int(event["SEQUENCE"]), str(event["ORGANIZER"]))
            found.setdefault(str(event["UID"]), []).append(said)
    return found


@pytest.mark.parametrize("dates", [1, 3])
def test_a_whole_life_has_numbers_that_rise_and_one_organiser_for_each_entry(dates):
    event = announced(*[slot(7 * number) for number in range(1, dates + 1)])
    one = registered(event)
    change_registration(LinkHolder(one.pk), one, change=RegistrationChange(name="Autrement", seats=1))
    cancel_registration(LinkHolder(one.pk), one)
    again = registered(event)
    session = event.sessions.order_by("starts").first()
    move_date(event.organiser, session, date=slot(starts=opened(8)))
    change_registration(LinkHolder(again.pk), again, change=RegistrationChange(name="Autrement", seats=1))
    event.refresh_from_db()
    cancel_event(event.organiser, event, reason="La salle a pris l’eau.")
    found = lives(one.mail)
    assert len(found) == 2 * dates
    for said in found.values():
        methods, numbers, organisers = zip(*said, strict=True)
        assert methods[-1] == "CANCEL"
        assert "CANCEL" not in methods[:-1]
        assert list(numbers) == sorted(set(numbers))
        assert len(set(organisers)) == 1
    assert len({said[0][2] for said in found.values()}) == 2
    for registration in (one, again):
        organisers = {said[0][2] for uid, said in found.items() if str(registration.pk) in uid}
        reply = find_reply_address(organisers.pop().removeprefix("mailto:"))
        assert reply.subject == registration.pk


def test_the_calendar_answers_to_the_registration_that_was_made_anew():
    event = announced()
    one = registered(event)
    cancel_registration(LinkHolder(one.pk), one)
    again = registered(event)
    take(ReplyAddress.objects.get(subject=one.pk), answered(one, Answer.NO))
    again.refresh_from_db()
    assert again.state == RegistrationState.CONFIRMED
    take(ReplyAddress.objects.get(subject=again.pk), replace(answered(again, Answer.NO), message_id="<2@x>"))
    again.refresh_from_db()
    assert again.state == RegistrationState.CANCELLED


def test_one_letter_holds_all_the_dates_each_as_a_calendar_of_its_own():
    event = three()
    one = registered(event)
    letter = Message.objects.get(recipient=f"registration:{one.pk}")
    assert len(entries(one, "registered")) == 3
    assert local(entries(one)) == said(event, "REQUEST")
    assert "Chaque date est jointe" in letter.text
    mail = message_from_bytes(as_mail(letter).message().as_bytes(), policy=policy.default)
    _ways, *files = mail.iter_parts()
    assert [part.get_filename() for part in files] == ["invitation.ics", "invitation-2.ics", "invitation-3.ics"]
    assert [part.get_content_type() for part in files[1:]] == ["text/calendar"] * 2
    assert {part.get_param("method") for part in files[1:]} == {"REQUEST"}
    assert [part.get_payload(decode=True).decode() for part in files] == [letter.calendar, *letter.more_calendars]
    assert len({letter.sender, *(re.search(r"ORGANIZER.*mailto:(\S+)", _unfolded(part))[1] for part in files)}) == 1


def _unfolded(part):
    return part.get_payload(decode=True).decode().replace("\r\n ", "")


def test_one_date_is_said_as_before():
    letter = Message.objects.get(recipient=f"registration:{registered(announced()).pk}")
    assert letter.more_calendars == []
    assert "jointe" not in letter.text


def test_who_waits_gets_none_until_they_take_the_place():
    event = three(capacity=1)
    one, waiting = registered(event), registered(event, 2)
    assert entries(waiting) == []
    cancel_registration(LinkHolder(one.pk), one)
    assert local(entries(one)[3:]) == local(entries(one, "registration_cancelled")) == said(event, "CANCEL", 1)
    waiting.refresh_from_db()
    assert entries(waiting) == []
    accept_offer(LinkHolder(waiting.pk), waiting)
    assert local(entries(waiting)) == said(event, "REQUEST")


def test_who_waited_and_leaves_is_told_once():
    event = three(capacity=1)
    registered(event)
    waiting = registered(event, 2)
    cancel_registration(LinkHolder(waiting.pk), waiting)
    assert entries(waiting) == []


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
    assert Message.objects.filter(kind="events.cancelled").count() == 1


def test_a_date_more_for_who_comes_to_all():
    event = three()
    one = registered(event)
    add_dates(event.organiser, event, dates=[slot(28)])
    assert len(entries(one)) == 4
    letter = Message.objects.get(kind="events.date")
    assert "Pour votre agenda" in letter.subject
    assert "Vous venez à cette date" in letter.text
    assert local(entries(one)) == said(event, "REQUEST")
    each = three(attends=Taken.EACH)
    date = each.seatings.select_related("event").order_by("session__starts").first()
    other = register(AnonymousUser(), date, draft=coming(3)).registration
    add_dates(each.organiser, each, dates=[slot(28)])
    assert local(entries(other)) == {("REQUEST", uids(each)[0], 0)}


def test_dates_that_are_past_are_put_in_no_calendar():
    event = three()
    one = registered(event)
    first = event.sessions.order_by("starts").first()
    with clock.at(first.ends):
        ahead = invitations(one, event, dates_of(event))
    assert [str(first.pk) in put.entries[0].uid for put in ahead] == [False, False]
    assert len(invitations(one, event, dates_of(event))) == 3


def test_a_no_to_one_of_several_dates_gives_nothing_back():
    event = three()
    one = registered(event)
    reply = ReplyAddress.objects.get(subject=one.pk)
    with pytest.raises(DomainError, match="toutes les dates ensemble") as caught:
        take(reply, answered(one, Answer.NO))
    assert "toute l’inscription" in caught.value.nearest
    one.refresh_from_db()
    assert one.state == RegistrationState.CONFIRMED
