"""Until when one registers, changes and cancels: by the clock of the request, whatever job ran or not."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import given
from hypothesis import strategies as st

from liamm.features.accounts.tests.factories import OrganisationFactory
from liamm.features.events.actions import (
    QuestionDraft,
    RegistrationChange,
    Told,
    accept_offer,
    add_place,
    ask_question,
    cancel_registration,
    change_registration,
    register,
    set_places,
)
from liamm.features.events.contributions import search
from liamm.features.events.links import own_path
from liamm.features.events.models import Attendee, EventSession
from liamm.features.events.rules.terms import Phase, phase_of
from liamm.features.events.tests.factories import announced, coming, registered, slot
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, LinkHolder
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry
from liamm.kernel.post.models import Message

pytestmark = pytest.mark.django_db
_NOW = datetime(2026, 11, 30, 20, tzinfo=UTC)
minutes = st.integers(-600, 600).map(lambda one: _NOW + timedelta(minutes=one))
spans = st.tuples(minutes, st.integers(1, 300)).map(lambda one: (one[0], one[0] + timedelta(minutes=one[1])))


@given(st.lists(spans, min_size=1, max_size=5))
def test_dates_begin_with_the_first_and_are_over_with_the_last(dates):
    phase = phase_of(dates, _NOW)
    assert (phase == Phase.AHEAD) == all(starts > _NOW for starts, _ends in dates)
    assert (phase == Phase.OVER) == all(ends <= _NOW for _starts, ends in dates)


def test_no_date_at_all_is_over():
    assert phase_of([], _NOW) == Phase.OVER


def holder(one):
    return LinkHolder(one.pk)


def begun(event):
    return clock.at(event.sessions.order_by("starts").first().starts)


def over(event):
    return clock.at(event.sessions.order_by("ends").last().ends)


def test_nobody_registers_once_it_has_begun_though_nothing_was_closed(client):
    event = announced(capacity=5)
    assert event.closes_at is None
    with begun(event):
        with pytest.raises(DomainError, match="commencé"):
            registered(event)
        assert "commencé" in client.get(f"{event.get_absolute_url()}inscription/").content.decode()
        assert "commencé" in client.get(event.get_absolute_url()).content.decode()
        assert "inscriptions closes" in client.get("/evenements/").content.decode()
    with over(event):
        with pytest.raises(DomainError, match="a eu lieu"):
            registered(event)
        said = client.get(event.get_absolute_url()).content.decode()
        assert "a eu lieu" in said
        assert "Les événements à venir" in said
    assert event.state == "open"
    assert not event.registrations.exists()


def test_nobody_waits_either_once_it_has_begun():
    event = announced(capacity=1)
    registered(event, 1)
    with begun(event), pytest.raises(DomainError, match="commencé"):
        registered(event, 2)


def test_dates_taken_together_close_with_the_first_and_apart_each_with_its_own():
    together = announced(slot(7), slot(14))
    with begun(together), pytest.raises(DomainError, match="commencé"):
        registered(together)
    apart = announced(slot(7), slot(14), attends="each")
    first, second = apart.seatings.order_by("session__starts").select_related("event")
    with begun(apart):
        with pytest.raises(DomainError, match="commencé"):
            register(AnonymousUser(), first, draft=coming())
        assert register(AnonymousUser(), second, draft=coming()).registration.state == "confirmed"


def test_an_offer_is_not_taken_once_it_has_begun_even_if_it_was_brought_forward(client):
    event = announced(capacity=1)
    first, second = registered(event, 1), registered(event, 2)
    cancel_registration(holder(first), first)
    second.refresh_from_db()
    EventSession.objects.update(starts=clock.now() + timedelta(minutes=5), ends=clock.now() + timedelta(hours=1))
    assert "Prendre la place" in client.get(own_path(second)).content.decode()
    with clock.at(clock.now() + timedelta(minutes=6)):
        assert second.is_offered
        with pytest.raises(DomainError, match="commencé"):
            accept_offer(holder(second), second)
        assert "Prendre la place" not in client.get(own_path(second)).content.decode()


def test_no_place_is_offered_nor_added_once_it_has_begun():
    event = announced(capacity=1)
    registered(event, 1)
    waiting = registered(event, 2)
    with begun(event):
        set_places(event.organiser, event.seatings.get(), capacity=3)
        with pytest.raises(DomainError, match="commencé"):
            add_place(SYSTEM, waiting)
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_during_it_one_may_leave_but_not_bring_more_and_after_nothing_changes(client):
    event = announced(capacity=5, most_together=3)
    one, other = registered(event, 1, seats=2), registered(event, 2)
    with begun(event):
        with pytest.raises(DomainError, match="commencé"):
            change_registration(holder(one), one, change=RegistrationChange(name="Anna", seats=3))
        change_registration(holder(one), one, change=RegistrationChange(name="Anna", seats=1))
        cancel_registration(holder(other), other)
    with over(event):
        with pytest.raises(DomainError, match="ne change plus"):
            change_registration(holder(one), one, change=RegistrationChange(name="Anne", seats=1))
        with pytest.raises(DomainError, match="ne change plus"):
            cancel_registration(holder(one), one)
        page = client.get(own_path(one)).content.decode()
        assert "Annuler mon inscription" not in page
        for step in ("changer", "annuler"):
            assert "ne change plus" in client.get(f"{own_path(one)}{step}/").content.decode()
    one.refresh_from_db()
    assert one.state == "confirmed"


def asking():
    event = announced(capacity=5)
    text, yes = (
        ask_question(event.organiser, event, draft=QuestionDraft(text=text, kind=kind, required=needed))
        for text, kind, needed in (("Votre métier", "line", True), ("Végétarien", "yes_no", False))
    )
    host = OrganisationFactory(name="La Région", is_host=True)
    return event, str(text.pk), str(yes.pk), host


def test_answers_and_host_are_said_otherwise_by_the_link_until_it_begins(client):
    event, job, diet, host = asking()
    one = registered(event, 1, answers={job: "Greffière"})
    page = f"{own_path(one)}changer/"
    assert "Greffière" in client.get(page).content.decode()
    sent = {"name": "Anna", "host": str(host.pk), "organisation": "Mairie", f"q-{job}": "Juge", f"q-{diet}": "yes"}
    refused = client.post(page, {**sent, f"q-{job}": ""})
    assert refused.status_code in {200, 422}
    assert client.post(page, sent).status_code == 302
    one.refresh_from_db()
    assert (one.host, one.organisation, one.answers) == (host, "", {job: "Juge", diet: "yes"})
    assert Entry.objects.filter(kind="events.registration_changed").latest("pk").payload["answered"] is True
    told = Message.objects.get(kind="events.registration_changed").text.replace("\xa0", " ").replace("\u202f", " ")
    for line in ("Qui vient : Anna", "Pour : La Région", "Votre métier : Juge", "Végétarien : oui"):
        assert line in told
    assert "Greffière" not in told
    with begun(event):
        said = client.get(page).content.decode()
        assert "ne changent plus" in said
        assert "Votre métier" not in said
        late = client.post(page, {**sent, f"q-{job}": "Maire"}).content.decode()
        assert "ne changent plus" in late
        assert "Maire" in late
        assert client.post(page, {"name": "Anne"}).status_code == 302
        assert client.post(page, sent).status_code == 302
    one.refresh_from_db()
    assert (one.name, one.answers[job]) == ("Anna", "Juge")


def test_what_is_asked_no_more_stays_and_what_must_be_answered_is():
    event, job, diet, _host = asking()
    one = registered(event, 1, answers={job: "Greffière", "old": "Oui"})
    change = RegistrationChange(name="Anna", seats=1, told=Told(answers={diet: " no "}))
    with pytest.raises(DomainError, match="Il manque une réponse"):
        change_registration(holder(one), one, change=change)
    changed = change_registration(
        holder(one), one, change=RegistrationChange(name="Anna", seats=1, told=Told(answers={job: "Juge", diet: " "}))
    )
    assert changed.answers == {job: "Juge", "old": "Oui"}


def test_what_one_is_chosen_by_stands_once_applications_are_closed(client):
    event = announced(admission="selection", capacity=1, closes_at=clock.in_days(2))
    answers = {str(question.pk): "Un guichet" for question in event.questions.all()}
    one = registered(event, answers=answers)
    other = dict.fromkeys(answers, "Un accueil")
    change = RegistrationChange(name="Anna", seats=1, told=Told(answers=other))
    assert change_registration(holder(one), one, change=change).answers == other
    with clock.at(clock.in_days(3)):
        again = RegistrationChange(name="Anna", seats=1, told=Told(answers=answers))
        with pytest.raises(DomainError, match="On ne candidate plus"):
            change_registration(holder(one), one, change=again)


def test_a_cancelled_registration_offers_no_form(client):
    one = registered(announced())
    cancel_registration(holder(one), one)
    for step in ("changer", "annuler"):
        said = client.get(f"{own_path(one)}{step}/").content.decode()
        assert "déjà annulée" in said
        assert "<textarea" not in said


def test_who_is_named_otherwise_stays_who_they_are():
    event = announced(most_together=3)
    one = registered(event, 1, seats=2, names=["Anna", "Brieg"])
    before = list(one.attendees.values_list("pk", flat=True))
    change_registration(holder(one), one, change=RegistrationChange(name="Anna", seats=2, names=["Anna", "Brieuc"]))
    assert list(one.attendees.values_list("pk", flat=True)) == before
    assert Attendee.objects.get(pk=before[1]).name == "Brieuc"


def test_nobody_who_is_named_is_dropped_without_a_word():
    event = announced(most_together=3)
    with pytest.raises(DomainError, match="plus de personnes"):
        registered(event, 1, seats=2, names=["Anna", "Brieg", "Corentin"])
    one = registered(event, 1, seats=2, names=["Anna", " ", "Brieg"])
    change = RegistrationChange(name="Anna", seats=1, names=["Anna", "Brieg"])
    with pytest.raises(DomainError, match="plus de personnes"):
        change_registration(holder(one), one, change=change)


def test_the_calendar_that_is_shared_holds_no_private_link():
    event = announced()
    one = registered(event)
    said = Message.objects.get(kind="events.registered", address=one.mail).calendar
    folded = said.replace("\r\n ", "")
    assert f"{event.get_absolute_url()}" in folded
    assert "/inscription/" not in folded


def test_search_knows_the_kind_of_an_event_and_how_one_comes():
    (found,) = search
    event = announced(kind="porte-ouverte", title="Pousser")
    body = found.texts([event.pk])[event.pk].body
    assert "orte ouverte" in body
    assert "inscription" in body
    free = announced(admission="free")
    assert "inscription" not in found.texts([free.pk])[free.pk].body


def test_the_letter_that_repeats_what_was_told_says_no_need_that_goes_before_it(client):
    one = registered(announced(capacity=5), 1)
    page = f"{own_path(one)}changer/"
    assert client.post(page, {"name": "Anna", "access_need": "boucle magnétique"}).status_code == 302
    told = Message.objects.get(kind="events.registration_changed").text
    assert "boucle" not in told
    assert "est noté ; vous le relisez" in told.replace("\xa0", " ").replace("\u202f", " ")
