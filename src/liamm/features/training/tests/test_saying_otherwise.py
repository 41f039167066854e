"""What may still be said otherwise of a training: answers until they are read, a place not answered in time."""

from datetime import timedelta

import pytest

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.events.actions import (
    QuestionDraft,
    RegistrationChange,
    Told,
    add_dates,
    ask_question,
    cancel_registration,
    change_event,
    change_registration,
    drop_question,
    lapse_offer,
    move_date,
    open_event,
    wait_again,
)
from liamm.features.events.models import Registration
from liamm.features.events.tests.factories import announced, planned, slot, words
from liamm.features.training import actions
from liamm.features.training.models import Application
from liamm.features.training.tests.factories import applied, published, read, training
from liamm.features.training.tests.test_pages import text
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, LinkHolder, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry
from liamm.kernel.post.models import Message
from liamm.kernel.tests.racing import at_once

pytestmark = pytest.mark.django_db


def heard_again():
    return Entry.objects.filter(kind="training.application_heard_again").count()


class TestAnswers:
    def other(self, one, words):
        told = Told(host=one.host, answers=dict.fromkeys(one.answers, words))
        change_registration(LinkHolder(one.pk), one, change=RegistrationChange(name=one.name, seats=1, told=told))

    def test_until_somebody_has_read_them(self):
        one = applied(training(), 1)
        self.other(one, "Tout a changé")
        assert heard_again() == 1
        read(Application.objects.get(registration=one), [TeamMemberFactory()], 1, 1)
        self.other(one, "Tout a changé")
        with pytest.raises(DomainError, match="déjà lu") as refused:
            self.other(one, "Encore")
        assert "candidatez de nouveau" in refused.value.nearest
        one.refresh_from_db()
        assert set(one.answers.values()) == {"Tout a changé"}
        assert heard_again() == 1

    def test_other_words_of_a_registration_are_not_about_them(self):
        one = applied(training(), 1)
        change_registration(LinkHolder(one.pk), one, change=RegistrationChange(name="Anna", seats=1))
        assert not heard_again()


def lapsed():
    """A list that is out, one place given back, and nobody who answered for it."""
    selection, readers = published()
    rows = Registration.objects.filter(event=selection.event_id)
    first = rows.filter(state="confirmed").first()
    cancel_registration(LinkHolder(first.pk), first)
    late = rows.get(state="offered")
    with clock.at(late.offered_until):
        lapse_offer(SYSTEM, late)
    late.refresh_from_db()
    return selection, readers, late


class TestPutBack:
    def test_they_wait_again_and_are_told(self, client):
        selection, (reader, _other), late = lapsed()
        application = Application.objects.get(registration=late)
        client.force_login(reader)
        desk = f"/formations/{selection.event.reference}/candidatures/"
        assert "N’ont pas répondu à temps" in text(client.get(desk))
        with pytest.raises(Refused):
            actions.put_back(PersonFactory(), application)
        assert client.get(f"{desk}{application.number}/remettre/").status_code == 405
        assert client.post(f"{desk}{application.number}/remettre/").headers["Location"] == desk
        late.refresh_from_db()
        assert late.state == "waiting"
        letter = Message.objects.get(kind="training.put_back")
        assert letter.address == late.mail
        assert "remis en liste d’attente" in letter.text
        shown = text(client.get(desk))
        assert "N’ont pas répondu à temps" not in shown
        client.post(f"{desk}{application.number}/remettre/")
        assert "restée sans réponse" in text(client.get(desk))
        assert Message.objects.filter(kind="training.put_back").count() == 1

    def test_a_place_that_is_free_is_offered_anew(self):
        selection, (reader, _other), late = lapsed()
        for one in Registration.objects.filter(event=selection.event_id, state__in=["offered", "waiting"]):
            cancel_registration(LinkHolder(one.pk), one)
        actions.put_back(reader, Application.objects.get(registration=late))
        late.refresh_from_db()
        assert late.state == "offered"

    def test_not_once_it_has_begun_nor_when_they_are_forgotten(self):
        _selection, _readers, late = lapsed()
        with clock.at(late.event.sessions.get().starts), pytest.raises(DomainError, match="commencé"):
            wait_again(SYSTEM, late)
        with pytest.raises(Refused):
            wait_again(late.event.organiser, late)
        Registration.objects.filter(pk=late.pk).update(forgotten_at=clock.now())
        with pytest.raises(DomainError, match="sans réponse"):
            wait_again(SYSTEM, late)

    @pytest.mark.race
    @pytest.mark.django_db(transaction=True)
    def test_pressed_by_two_they_are_told_once(self):
        _selection, (reader, _other), late = lapsed()
        application = Application.objects.get(registration=late)
        found = at_once([lambda: actions.put_back(reader, application)] * 2)
        assert sum(isinstance(one, DomainError) for one in found) == 1
        assert Message.objects.filter(kind="training.put_back").count() == 1


class TestOnceTheListIsOut:
    def test_nothing_is_reopened_nor_taken_back(self, client):
        selection, readers = published()
        event = selection.event
        client.force_login(readers[0])
        shown = text(client.get(event.get_absolute_url()))
        assert "on ne candidate plus" in shown
        for gone in ("Rouvrir les inscriptions", "Retirer", "Poser une question"):
            assert gone not in shown
        question = event.questions.first()
        with pytest.raises(DomainError, match="Les places sont données"):
            drop_question(event.organiser, question)
        with pytest.raises(DomainError, match="Les places sont données"):
            ask_question(event.organiser, event, draft=QuestionDraft(text="Et ?"))
        assert event.questions.filter(pk=question.pk).exists()

    def test_what_one_applies_by_stays_as_it_is_asked(self, client):
        """The criteria of the charter among it, with what was answered."""
        event = training()
        client.force_login(event.organiser)
        asked = [one.text for one in event.questions.all()]
        assert asked
        assert "Retirer" not in text(client.get(event.get_absolute_url()))
        refused = client.post(f"{event.get_absolute_url()}questions/{event.questions.first().pk}/retirer/", follow=True)
        assert "reste le même pour tout le monde" in text(refused)
        assert [one.text for one in event.questions.all()] == asked

    def test_before_it_is_nothing_is_hidden(self, client):
        event = training()
        client.force_login(event.organiser)
        assert "Poser une question" in text(client.get(event.get_absolute_url()))


class TestLastDay:
    def last(self, event, days, **changes):
        said = words(admission=event.admission, attends=event.attends, closes_at=clock.in_days(days), **changes)
        return change_event(event.organiser, event, words=said)

    def test_one_applies_before_the_first_date(self, client):
        event = planned(slot(7), slot(14), admission="selection", capacity=2)
        assert self.last(event, 3).closes_at
        with pytest.raises(DomainError, match="vient avant la première date") as refused:
            self.last(event, 8)
        assert refused.value.field == "closes_on"
        assert "au plus tard" in refused.value.nearest
        event.refresh_from_db()
        client.force_login(event.organiser)
        page = f"{event.get_absolute_url()}changer/"
        first = event.sessions.first().starts.date()
        sent = {
            "kind": "atelier", "title": "Un titre tapé", "audience": "public", "language": "fr", "attends": "whole",
            "admission": "selection", "most_together": "1", "closes_on": first.isoformat(), "summary": "Rien de perdu",
        }  # fmt: skip
        answer = text(client.post(page, sent))
        assert "vient avant la première date" in answer
        assert "Rien de perdu" in answer
        sent["closes_on"] = (first - timedelta(days=1)).isoformat()
        assert client.post(page, sent).status_code == 302

    def test_nor_is_a_date_brought_before_it_while_one_applies(self):
        event = training()
        session = event.sessions.get()
        with pytest.raises(DomainError, match="vient avant la première date"):
            move_date(event.organiser, session, date=slot(1))
        with pytest.raises(DomainError, match="vient avant la première date"):
            add_dates(event.organiser, event, dates=[slot(1)])
        assert event.sessions.count() == 1
        selection, _readers = published()
        moved = move_date(selection.event.organiser, selection.event.sessions.get(), date=slot(1))
        assert moved.sequence == 1

    def test_what_was_prepared_so_is_not_announced(self):
        event = planned(admission="selection", capacity=2, closes_at=clock.in_days(30))
        with pytest.raises(DomainError, match="vient avant la première date"):
            open_event(event.organiser, event)

    def test_one_registers_until_the_day_of_the_beginning(self):
        together, apart = announced(slot(7), slot(14)), announced(slot(7), slot(14), attends="each")
        assert self.last(together, 6)
        assert self.last(apart, 10)
        for event, days in ((together, 10), (apart, 20)):
            with pytest.raises(DomainError, match="On s’inscrit jusqu’au début"):
                self.last(event, days)
