"""Registering: places, the waiting list, offers that lapse, changing and cancelling."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from liamm.features.events.actions import (
    RegistrationChange,
    accept_offer,
    cancel_event,
    cancel_registration,
    change_registration,
    close_registrations,
    register,
)
from liamm.features.events.answers import take
from liamm.features.events.jobs import note_held, pass_terms
from liamm.features.events.models import Registration, Seating
from liamm.features.events.policies import policy
from liamm.features.events.tests.factories import announced, coming, planned, registered, slot
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, LinkHolder, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ical import Answer, Reply
from liamm.kernel.post.mails import Mail
from liamm.kernel.post.models import Message, ReplyAddress

pytestmark = pytest.mark.django_db


def holder(one):
    return LinkHolder(one.pk)


def states(event):
    return [one.state for one in event.registrations.order_by("created_at", "pk")]


def taken(event):
    return Seating.objects.get(event=event).taken


def letters(kind):
    return Message.objects.filter(kind=f"events.{kind}")


def test_places_then_the_waiting_list_then_the_next_is_offered():
    event = announced(capacity=2)
    first, second, third, _fourth = (registered(event, number) for number in range(4))
    assert states(event) == ["confirmed", "confirmed", "waiting", "waiting"]
    cancel_registration(holder(first), first)
    assert states(event) == ["cancelled", "confirmed", "offered", "waiting"]
    assert taken(event) == 2
    third.refresh_from_db()
    assert third.is_offered
    assert letters("offer").get().address == third.mail
    accept_offer(holder(third), third)
    accept_offer(holder(third), third)
    assert states(event) == ["cancelled", "confirmed", "confirmed", "waiting"]
    assert letters("registered").filter(address=third.mail).count() == 2
    assert second.attendees.get().name == second.name


def test_an_offer_lapses_to_the_next():
    event = announced(capacity=1)
    first, second, _third = (registered(event, number) for number in range(3))
    cancel_registration(holder(first), first)
    with clock.at(clock.in_days(2.5)):
        pass_terms()
        assert states(event) == ["cancelled", "lapsed", "offered"]
        assert taken(event) == 1
        assert letters("lapsed").get().address == second.mail
        with pytest.raises(DomainError, match="personne suivante"):
            accept_offer(holder(second), second)
        pass_terms()
        assert states(event) == ["cancelled", "lapsed", "offered"]


def test_a_group_comes_together_and_a_place_is_not_kept_empty_for_it():
    event = announced(capacity=3, most_together=3)
    registered(event, 1, seats=2, names=["Anna"])
    group = registered(event, 2, seats=3)
    assert group.state == "waiting"
    alone = registered(event, 3)
    assert alone.state == "confirmed"
    cancel_registration(holder(alone), alone)
    later = registered(event, 4)
    assert later.state == "confirmed"
    with pytest.raises(DomainError, match="au plus 3"):
        registered(event, 5, seats=4)
    first = Registration.objects.get(mail="p1@exemple.example")
    assert [one.name for one in first.attendees.all()] == ["Anna", ""]
    change = RegistrationChange(name="Anna", seats=1, names=["Anna Le Bihan"])
    change_registration(holder(first), first, change=change)
    assert [one.name for one in first.attendees.all()] == ["Anna Le Bihan"]
    assert taken(event) == 2
    with pytest.raises(DomainError, match="pas autant"):
        change_registration(holder(first), first, change=RegistrationChange(name="Anna", seats=3))
    assert taken(event) == 2


def test_the_same_address_adds_nothing_and_is_told():
    event = announced(capacity=5)
    one = registered(event, 1, submission="a")
    again = register(AnonymousUser(), one.seating, draft=coming(1, mail="P1@exemple.example ", submission="b"))
    assert again.again
    assert again.registration == one
    assert letters("again").count() == 1
    pressed = register(AnonymousUser(), one.seating, draft=coming(1, submission="a"))
    assert pressed.again
    assert letters("again").count() == 1
    assert taken(event) == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": " "}, "votre nom"),
        ({"mail": ""}, "adresse"),
        ({"rules_accepted": False}, "règles de la maison"),
    ],
)
def test_what_is_missing(changes, said):
    with pytest.raises(DomainError, match=said):
        registered(announced(), 1, **changes)


def test_one_does_not_register_before_nor_after():
    event = planned()
    with pytest.raises(Refused):
        registered(event)
    with pytest.raises(DomainError, match="pas encore ouvertes"):
        registered(event, actor=event.organiser)
    event = announced()
    one = registered(event)
    close_registrations(event.organiser, event)
    event.refresh_from_db()
    with pytest.raises(DomainError, match="closes"):
        registered(event, 2)
    cancel_event(event.organiser, event, reason="La salle a pris l’eau.")
    event.refresh_from_db()
    with pytest.raises(DomainError, match="annulé"):
        registered(event, 2)
    said = letters("cancelled").get()
    assert said.address == one.mail
    assert "pris l’eau" in said.text
    assert "METHOD:CANCEL" in said.calendar
    with pytest.raises(DomainError, match="passé ou annulé"):
        cancel_event(event.organiser, event, reason="encore")


def test_whoever_read_the_page_before_it_closed_is_refused_all_the_same():
    event = announced()
    seating = event.seatings.select_related("event").get()
    close_registrations(event.organiser, event)
    with pytest.raises(DomainError, match="closes"):
        register(AnonymousUser(), seating, draft=coming())


def test_each_date_has_its_places():
    event = announced(slot(7), slot(14), attends="each", capacity=1)
    both = list(event.seatings.order_by("session__starts").select_related("event"))
    assert [one.capacity for one in both] == [1, 1]
    made = [register(AnonymousUser(), one, draft=coming(1)).registration.state for one in both]
    assert made == ["confirmed", "confirmed"]


def test_who_says_otherwise_takes_the_places_that_are_left_and_none_once_cancelled():
    event = announced(capacity=3, most_together=3)
    one = registered(event)
    change_registration(holder(one), one, change=RegistrationChange(name="Anna", seats=3))
    assert taken(event) == 3
    cancel_registration(holder(one), one)
    with pytest.raises(DomainError, match="déjà annulée"):
        change_registration(holder(one), one, change=RegistrationChange(name="Anna", seats=1))
    assert taken(event) == 0


def test_who_changes_their_name_comes_under_the_new_one():
    """At the door, on the sheet and for the photos it is the same person."""
    event = announced(capacity=5, most_together=3)
    one = registered(event, name="Ana Un", seats=2, names=["Bob", "Ana Un"])
    change = RegistrationChange(name="Ana Une", seats=2, names=["Bob", "Ana Un"])
    change_registration(holder(one), one, change=change)
    assert [who.name for who in one.attendees.order_by("rank")] == ["Bob", "Ana Une"]


def test_a_group_that_is_more_than_all_the_places_is_told_so():
    event = announced(capacity=2, most_together=3)
    with pytest.raises(DomainError, match="n’y tiendra jamais") as caught:
        registered(event, seats=3)
    assert caught.value.field == "seats"
    assert registered(event, 2, seats=2).state == "confirmed"


def test_the_link_of_a_registration_shows_that_one_alone():
    event = announced()
    one, _other = registered(event, 1), registered(event, 2)
    assert list(policy.visible_to(holder(one), Registration.objects.all())) == [one]


def test_nobody_cancels_for_somebody_else():
    event = announced()
    one, other = registered(event, 1), registered(event, 2)
    with pytest.raises(Refused):
        cancel_registration(holder(other), one)
    with pytest.raises(Refused):
        cancel_registration(AnonymousUser(), one)
    with pytest.raises(Refused):
        change_registration(SYSTEM, one, change=RegistrationChange(name="x", seats=1))
    cancel_registration(event.organiser, one)
    assert "par qui organise" in letters("registration_cancelled").get().text
    with pytest.raises(DomainError, match="déjà annulée"):
        cancel_registration(holder(one), one)


def test_what_is_over_is_noted_and_offers_nothing():
    event = announced(capacity=1)
    one = registered(event)
    registered(event, 2)
    with clock.at(event.sessions.get().starts + timedelta(minutes=5)):
        cancel_registration(holder(one), one)
        assert states(event) == ["cancelled", "waiting"]
    with clock.at(event.sessions.get().ends + timedelta(minutes=5)):
        note_held()
        event.refresh_from_db()
        assert event.state == "held"


def answered(one, answer=None):
    replies = (Reply(uid="x", address=one.mail, answer=answer),) if answer else ()
    return Mail(message_id="<1@x>", sender=one.mail, subject="", text="", replies=replies, automatic=False)


def test_a_no_from_the_calendar_gives_the_place_back():
    event = announced(capacity=1)
    one = registered(event)
    registered(event, 2)
    said = letters("registered").get(address=one.mail)
    assert "METHOD:REQUEST" in said.calendar
    assert said.sender
    reply = ReplyAddress.objects.get(subject=one.pk)
    yes, no = (answered(one, answer) for answer in (Answer.YES, Answer.NO))
    take(reply, yes)
    assert states(event) == ["confirmed", "waiting"]
    take(reply, no)
    take(reply, no)
    assert states(event) == ["cancelled", "offered"]
    with pytest.raises(DomainError, match="lire de réponse"):
        take(reply, answered(one))
