"""Strategic subjects from anybody, and what was asked for until it is kept."""

from datetime import timedelta

import pytest

from liamm.features.accounts.tests.factories import PersonFactory
from liamm.features.governance.actions import (
    PreconisationDraft,
    SubjectDraft,
    accept_subject,
    close_preconisation,
    decline_subject,
    remind_preconisation,
    suggest_subject,
)
from liamm.features.governance.enums import ItemState, PreconisationState
from liamm.features.governance.jobs import fill_agendas, remind_preconisations
from liamm.features.governance.models import AgendaItem, Body, Preconisation
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.actions import DomainError

pytestmark = pytest.mark.django_db
TYPED = {"title": "Ouvrir le samedi", "text": "Les familles ne peuvent pas venir.", "website": ""}


class TestSubjects:
    def test_a_visitor_proposes_and_is_answered_by_mail(self, client, house, letters):
        typed = {**TYPED, "name": "Soazig", "email": "soazig@exemple.example"}
        assert client.post("/gouvernance/proposer/", typed).status_code == 302
        item = AgendaItem.objects.get()
        assert item.state == ItemState.OFFERED
        assert item.suggestion.email == "soazig@exemple.example"
        assert "bien arrivé" in letters()[-1].subject
        client.force_login(house.secretary)
        assert "Ouvrir le samedi" in client.get("/gouvernance/sujets/").content.decode()
        client.post(f"/gouvernance/sujets/{item.pk}/porter/", {"sure": "1"})
        sitting = house.open(sitting=house.sitting(starts=clock.in_days(5)))
        assert "passera à la prochaine séance" in letters()[-1].body.replace("\n", " ")
        item.refresh_from_db()
        assert item.state == ItemState.WAITING
        AgendaItem.objects.filter(pk=item.pk).update(sitting=sitting, state=ItemState.PLACED)
        house.publish(house.decide(AgendaItem.objects.get(pk=item.pk)), title="Ouvrir le samedi")
        assert any("/decisions/" in mail.body and "soazig" in mail.to[0] for mail in letters())

    def test_it_comes_on_the_agenda_by_itself(self, house):
        item = suggest_subject(PersonFactory(), SubjectDraft(title="x", text="y"))
        accept_subject(house.secretary, item, due_on=clock.today() + timedelta(days=5))
        late = house.sitting(starts=clock.in_days(9))
        house.sitting(starts=clock.in_days(2), slug="trop-tot")
        fill_agendas()
        item.refresh_from_db()
        assert item.sitting == late

    def test_declined_with_a_reason_that_is_told(self, client, house, letters):
        person = PersonFactory()
        client.force_login(person)
        client.post("/gouvernance/proposer/", TYPED)
        item = AgendaItem.objects.get()
        assert item.suggestion.person == person
        client.force_login(house.secretary)
        path = f"/gouvernance/sujets/{item.pk}/repondre/"
        assert client.post(path, {"reason": ""}).status_code == 422
        client.post(path, {"reason": "Le bail ne le permet pas."})
        assert "Le bail ne le permet pas." in letters()[-1].body
        with pytest.raises(DomainError, match="déjà reçu sa réponse"):
            decline_subject(house.secretary, item, reason="Encore")
        with pytest.raises(DomainError, match="déjà reçu sa réponse"):
            accept_subject(house.secretary, item)

    def test_words_are_needed_and_robots_are_not(self, client, house):
        assert client.post("/gouvernance/proposer/", {**TYPED, "website": "http://x.example"}).status_code == 422
        with pytest.raises(DomainError, match="quelques mots"):
            suggest_subject(SYSTEM, SubjectDraft(title=" ", text="x"))
        assert not AgendaItem.objects.exists()

    def test_before_the_bodies_are_founded(self):
        assert not Body.objects.exists()
        with pytest.raises(DomainError, match="pas encore réunie"):
            suggest_subject(PersonFactory(), SubjectDraft(title="x", text="y"))

    def test_only_the_team_answers_and_reads(self, client, house):
        item = suggest_subject(PersonFactory(), SubjectDraft(title="x", text="y"))
        with pytest.raises(Refused):
            decline_subject(house["pilote-region"], item, reason="Non")
        with pytest.raises(DomainError, match="pourquoi"):
            decline_subject(house.secretary, item, reason=" ")
        client.force_login(PersonFactory())
        assert client.get("/gouvernance/sujets/").status_code == 403


class TestPreconisations:
    @pytest.fixture
    def minder(self):
        return PersonFactory(name="Nolwenn Canari")

    @pytest.fixture
    def asked(self, house, minder):
        draft = PreconisationDraft(
            text="Associer la MSA",
            minder=minder,
            minder_said="la chargée de projet",
            term=clock.today() + timedelta(days=30),
        )
        house.published(outcome="retenue-avec-preconisations", preconisations=(draft,))
        return Preconisation.objects.get()

    def test_whoever_minds_it_is_told_and_named_by_function_only(self, client, minder, asked, letters):
        assert any(minder.email in mail.to[0] and "Associer la MSA" in mail.body for mail in letters())
        text = client.get(f"/decisions/{asked.decision.reference}/").content.decode()
        assert "la chargée de projet" in text
        assert "Nolwenn" not in text

    def test_kept_with_words_that_the_register_shows(self, client, minder, asked):
        client.force_login(minder)
        assert "Associer la MSA" in client.get("/preconisations/").content.decode()
        path = f"/preconisations/{asked.pk}/"
        assert client.get(path).status_code == 200
        assert client.post(path, {"state": "kept", "words": ""}).status_code == 422
        client.post(path, {"state": "kept", "words": "La MSA siège au groupe."})
        asked.refresh_from_db()
        assert asked.state == PreconisationState.KEPT
        client.logout()
        assert "La MSA siège au groupe." in client.get(f"/decisions/{asked.decision.reference}/").content.decode()
        with pytest.raises(DomainError, match="déjà close"):
            close_preconisation(minder, asked, state=PreconisationState.DROPPED, words="Finalement non")

    def test_dropped_says_why_and_open_is_no_answer(self, minder, asked):
        with pytest.raises(DomainError, match="quelques mots"):
            close_preconisation(minder, asked, state=PreconisationState.OPEN, words="En cours")
        close_preconisation(minder, asked, state=PreconisationState.DROPPED, words="Le dispositif a fermé.")

    def test_nobody_else_closes_it(self, client, house, asked):
        with pytest.raises(Refused):
            close_preconisation(house["adjointe"], asked, state=PreconisationState.KEPT, words="x")
        client.force_login(PersonFactory())
        assert client.get(f"/preconisations/{asked.pk}/").status_code == 403

    def test_nothing_is_followed_before_publication(self, house, minder):
        draft = PreconisationDraft(text="x", minder=minder, minder_said="y", term=clock.today())
        item = house.item(house.open())
        decision = house.decide(item, outcome="retenue-avec-preconisations", preconisations=(draft,))
        with pytest.raises(DomainError, match="pas encore publiée"):
            close_preconisation(minder, decision.preconisations.get(), state=PreconisationState.KEPT, words="x")

    def test_reminded_near_its_term_and_then_once_a_month(self, minder, asked, letters):
        remind_preconisations()
        asked.refresh_from_db()
        assert asked.reminded_on is None
        with clock.at(clock.in_days(20)):
            remind_preconisations()
            remind_preconisations()
        with clock.at(clock.in_days(45)):
            remind_preconisations()
        with clock.at(clock.in_days(51)):
            remind_preconisations()
        with clock.at(clock.in_days(60)):
            due = [mail.subject for mail in letters() if minder.email in mail.to[0]][1:]
        assert [subject.split()[0] for subject in due] == ["Une", "Où"]

    def test_only_the_house_reminds_and_only_of_what_runs(self, house, asked):
        with pytest.raises(Refused):
            remind_preconisation(house.secretary, asked)
        remind_preconisation(SYSTEM, asked)
        with pytest.raises(DomainError, match="rien à rappeler"):
            remind_preconisation(SYSTEM, asked)
