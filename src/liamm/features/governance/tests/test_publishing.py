"""Two texts, four eyes, the register: what leaves the house, and what never does."""

import hashlib
import json
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from liamm.features.accounts.tests.factories import AdminFactory, PersonFactory
from liamm.features.governance import actions
from liamm.features.governance.actions import (
    CorrectionDraft,
    FrameDraft,
    PreconisationDraft,
    TextDraft,
    attach_observation,
    correct_decision,
    read_text,
    set_frame,
    take_notes,
    write_texts,
)
from liamm.features.governance.enums import MandateKind
from liamm.features.governance.exports import holds
from liamm.features.governance.models import AgendaItem, Decision, Frame, Observation, SecondReading
from liamm.features.governance.queries.bodies import frame_on
from liamm.features.governance.queries.writing import reading_page
from liamm.features.governance.tests.factories import seat
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.chain import seal
from liamm.kernel.ledger.models import Entry
from liamm.kernel.search.index import find

pytestmark = pytest.mark.django_db
CANARY = "CANARIDESOMBRES"


def write(person, decision, **values):
    texts = {"full_text": decision.full_text, "public_title": "Titre", "public_text": "Texte"}
    draft = TextDraft(**{"version": decision.text_version, **texts, **values})
    return write_texts(person, decision, draft=draft)


@pytest.fixture
def decision(house):
    return house.decide(house.item(house.open()), full_text=f"Raisons {CANARY}")


class TestNamingNobody:
    def test_a_number_never_leaves_and_a_name_only_once_looked_at(self, house, decision):
        for words in ("Appelez le 06 12 34 56 78.", "Mme Canari l’a dit."):
            with pytest.raises(DomainError, match=r"(désigner|nommer) quelqu’un"):
                write(house.secretary, decision, public_text=words)
        with pytest.raises(DomainError, match="06 12"):
            write(house.secretary, decision, public_text="Appelez le 06 12 34 56 78.", checked=True)
        written = write(house.secretary, decision, public_text="Mme Canari l’a dit.", checked=True)
        assert "Canari" in reading_page(written).doubtful
        assert read_text(house.reader, written, version=written.text_version).is_published

    def test_what_was_typed_in_the_sitting_is_looked_through_by_the_reader(self, house):
        decision = house.decide(
            house.item(house.open()), public_title="Titre", public_text="Écrivez à a.canari@exemple.example."
        )
        with pytest.raises(DomainError, match="canari@"):
            read_text(house.reader, decision, version=decision.text_version)
        assert not Decision.objects.get().is_published


class TestFourEyes:
    def test_another_person_lets_it_leave(self, house, decision):
        write(house.secretary, decision)
        decision = read_text(house.reader, Decision.objects.get(), version=2)
        assert decision.published_at is not None
        assert decision.digest
        assert holds(Decision.objects.select_related("body", "sitting").get())

    def test_whoever_wrote_any_version_does_not_read(self, house, decision):
        write(house.secretary, decision)
        decision.refresh_from_db()
        write(house.head, decision, public_text="Mieux dit")
        decision.refresh_from_db()
        for writer in (house.secretary, house.head):
            with pytest.raises(Refused, match="autre personne") as caught:
                read_text(writer, decision, version=3)
            assert caught.value.decision.citation.article == ""
        read_text(house.reader, decision, version=3)

    def test_a_reading_holds_for_the_version_that_was_read(self, house, decision):
        write(house.secretary, decision)
        decision.refresh_from_db()
        with pytest.raises(DomainError, match="a changé"):
            read_text(house.reader, decision, version=1)

    def test_nothing_leaves_empty(self, house, decision):
        with pytest.raises(DomainError, match="pas encore écrits"):
            read_text(house.reader, decision, version=1)

    def test_only_those_inside_read_or_write(self, house, decision):
        for someone in (PersonFactory(), house["president-region"], SYSTEM):
            with pytest.raises(Refused):
                read_text(someone, decision, version=1)
            with pytest.raises(Refused):
                write(someone, decision)
        with pytest.raises(Refused, match="écrits par l’équipe"):
            write(house["adjointe"], decision)

    def test_two_who_write_at_once_lose_nothing(self, house, decision):
        write(house.secretary, decision, public_text="Le premier")
        with pytest.raises(DomainError, match="entre-temps"):
            write(house.head, decision, version=1, public_text="Le second")
        decision.refresh_from_db()
        assert decision.public_text == "Le premier"

    def test_as_many_readers_as_the_charter_asks(self, house, decision, monkeypatch):
        monkeypatch.setattr("liamm.features.governance.four_eyes.readers_asked", lambda: 2)
        write(house.secretary, decision)
        decision.refresh_from_db()
        assert read_text(house.reader, decision, version=2).published_at is None
        assert read_text(house["adjointe"], decision, version=2).published_at is not None
        assert SecondReading.objects.count() == 2

    def test_the_team_is_asked_to_read_without_the_text_leaving(self, house, decision, letters):
        write(house.secretary, decision, ask_reading=True, public_text=f"Public {CANARY}")
        sent = letters()
        assert {mail.to[0] for mail in sent} == {f"{one.name} <{one.email}>" for one in (house.head, house.reader)}
        assert CANARY not in str([mail.body + mail.subject for mail in sent])


class TestImmutability:
    """A published decision is tried through the ORM, SQL, the administration, a POST and the actions."""

    @pytest.fixture
    def published(self, house):
        minded = PreconisationDraft(
            text="Associer la MSA", minder=house.reader, minder_said="la chargée", term=clock.today()
        )
        return house.published(outcome="retenue-avec-preconisations", preconisations=(minded,))

    @pytest.mark.parametrize(
        "change",
        [
            {"public_text": "Autre"},
            {"full_text": "Autre"},
            {"public_title": "Autre"},
            {"published_at": None},
            {"outcome": "non-retenue"},
            {"digest": "0" * 64},
            {"capacity": [1]},
            {"text_version": 9},
            {"recusals": 4},
        ],
    )
    def test_the_database_refuses(self, published, change):
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            Decision.objects.filter(pk=published.pk).update(**change)

    @pytest.mark.parametrize("statement", ["DELETE FROM governance_decision", "DELETE FROM governance_preconisation"])
    def test_the_database_refuses_to_forget(self, published, statement):
        with pytest.raises(IntegrityError), transaction.atomic():
            connection.cursor().execute(statement)

    def test_what_was_decided_never_changes_even_before(self, decision):
        for change in ({"outcome": "x"}, {"effect": "refuse"}, {"charter_version": "5"}, {"recusals": 3}):
            with pytest.raises(IntegrityError, match="what was decided"), transaction.atomic():
                Decision.objects.filter(pk=decision.pk).update(**change)

    def test_a_preconisation_is_followed_but_not_rewritten(self, published):
        with pytest.raises(IntegrityError, match="never rewritten"), transaction.atomic():
            published.preconisations.update(text="Autre chose")
        with pytest.raises(IntegrityError, match="never rewritten"), transaction.atomic():
            published.preconisations.update(term=clock.today() + timedelta(days=900))

    def test_what_is_written_once_stays(self, house, published):
        attach_observation(house.head, published.origin, text="Critères tenus.")
        for model in (Observation, SecondReading):
            with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
                model.objects.all().delete()

    def test_the_actions_refuse(self, house, published):
        with pytest.raises(DomainError, match="ne change plus"):
            write(house.secretary, published)
        with pytest.raises(DomainError, match="ne change plus"):
            read_text(house["adjointe"], published, version=published.text_version)

    def test_a_post_without_the_page_is_refused(self, client, house, published):
        client.force_login(house.secretary)
        typed = {"version": published.text_version, "full_text": "x", "public_title": "x", "public_text": "x"}
        one = published.preconisations.get()
        typed |= {f"text_{one.pk}": "y", f"said_{one.pk}": "z"}
        response = client.post(f"/decisions/{published.reference}/textes/", typed)
        assert response.status_code == 422
        assert "ne change plus" in response.content.decode()
        assert Decision.objects.get(pk=published.pk).public_text == "Texte public"

    def test_the_administration_shows_and_changes_nothing(self, client, published):
        client.force_login(AdminFactory())
        base = f"/administration/governance/decision/{published.pk}"
        assert client.post(f"{base}/change/", {"outcome_name": "x"}).status_code == 403
        assert client.post(f"{base}/delete/", {"post": "yes"}).status_code == 403
        assert client.post("/administration/governance/decision/add/", {}).status_code == 403
        text = client.get(f"{base}/change/").content.decode()
        assert published.reference in text
        assert "Parce que" not in text


class TestCorrection:
    def correct(self, house, decision, **values):
        texts = {
            "reason": "Une date fausse.",
            "full_text": "Tout",
            "public_title": "Titre juste",
            "public_text": "Juste",
        }
        return correct_decision(house.secretary, decision, draft=CorrectionDraft(**{**texts, **values}))

    def test_a_correction_is_a_new_entry_and_the_old_one_stays_with_a_mark(self, client, house):
        first = house.published(text="Texte d’avant")
        second = self.correct(house, first)
        before = client.get(f"/decisions/{first.reference}/").content.decode()
        assert "Corrigée depuis" not in before
        read_text(house.reader, second, version=1)
        before = client.get(f"/decisions/{first.reference}/").content.decode()
        assert "Corrigée depuis" in before
        assert "Texte d’avant" in before
        after = client.get(f"/decisions/{second.reference}/").content.decode()
        assert "Une date fausse." in after
        assert first.reference in after

    def test_it_needs_its_reason_its_four_eyes_and_comes_once(self, house):
        first = house.published()
        with pytest.raises(DomainError, match="ce qui est corrigé"):
            self.correct(house, first, reason=" ")
        second = self.correct(house, first)
        with pytest.raises(DomainError, match=second.reference):
            self.correct(house, first)
        with pytest.raises(Refused, match="autre personne"):
            read_text(house.secretary, second, version=1)

    def test_what_is_not_published_is_rewritten_instead(self, house, decision):
        with pytest.raises(Refused, match="se récrit"):
            self.correct(house, decision)

    def test_a_correction_is_corrected_in_turn(self, house):
        second = read_text(house.reader, self.correct(house, house.published()), version=1)
        assert self.correct(house, second, public_text="Plus juste").corrects == second


class TestNothingReservedLeaves:
    """A canary sits in the full text, the notes, the summary, a recusal's reason: it must not sing in public."""

    @pytest.fixture
    def published(self, house):
        sitting = house.open()
        item = house.item(sitting, summary=f"Résumé {CANARY}")
        take_notes(house.secretary, item, notes=f"Débat {CANARY}", before="")
        actions.recuse_oneself(house["pilote-region"], item, reason=f"Lien {CANARY}")
        decision = house.decide(AgendaItem.objects.get(pk=item.pk), full_text=f"Complet {CANARY}")
        return house.publish(decision)

    @pytest.fixture
    def addresses(self, published):
        reference, slug = published.reference, published.sitting.slug
        return [
            "/",
            "/gouvernance/",
            "/gouvernance/instances/copil/",
            "/seances/",
            f"/seances/{slug}/",
            "/decisions/",
            f"/decisions/{reference}/",
            f"/decisions/{reference}.json",
            f"/decisions/{reference}.pdf",
            "/decisions/fil.atom",
            "/decisions/decisions.csv",
            "/decisions/decisions.json",
            "/registre/chaine.jsonl",
        ]

    def test_on_no_public_page_feed_or_export(self, client, published, addresses):
        seal()
        for path in addresses:
            response = client.get(path)
            content = b"".join(response.streaming_content) if response.streaming else response.content
            assert response.status_code == 200, path
            assert CANARY.encode() not in content, path
        assert published.reference not in client.get(f"/decisions/?q={CANARY}").content.decode()

    def test_not_found_by_anyone(self, house, published):
        for someone in (PersonFactory(), house.secretary, house.head):
            assert find(someone, CANARY) == []

    def test_not_in_the_ledger_nor_in_any_letter(self, published, letters):
        assert CANARY not in str(list(Entry.objects.values_list("payload", flat=True)))
        assert CANARY not in str([mail.body + mail.subject for mail in letters()])

    def test_members_read_it_and_one_who_stayed_out_does_not(self, client, house, published):
        path = f"/decisions/{published.reference}/"
        client.force_login(house["adjointe"])
        assert CANARY in client.get(path).content.decode()
        client.force_login(house["pilote-region"])
        assert CANARY not in client.get(path).content.decode()
        file = f"/seances/{published.sitting.slug}/dossier/"
        text = client.get(file).content.decode()
        assert CANARY not in text
        assert "il se tient sans vous" in text

    def test_the_register_counts_those_who_stayed_out_without_naming_them(self, client, house, published):
        text = client.get(f"/decisions/{published.reference}/").content.decode()
        assert "1 membre" in text
        assert house["pilote-region"].name not in text


class TestObservation:
    def test_the_guarantor_observes_and_the_decision_shows_it(self, client, house):
        decision = house.decide(house.item(house.open()))
        attach_observation(house.head, decision.origin, text="Le critère usagers est tenu.")
        house.publish(decision)
        text = client.get(f"/decisions/{decision.reference}/").content.decode()
        assert "Le critère usagers est tenu." in text
        assert "Ajoutée après la publication" not in text
        assert house.head.name not in text

    def test_the_same_words_are_attached_once(self, house):
        item = house.item(house.open())
        attach_observation(house.head, item, text="Vu.")
        with pytest.raises(DomainError, match="mot pour mot"):
            attach_observation(house.head, item, text=" Vu. ")

    def test_added_after_the_publication_it_waits_for_other_eyes_and_says_so(self, house, client):
        decision = house.published()
        address = f"/decisions/{decision.reference}/"
        client.force_login(house.head)
        page = client.get(f"/points/{decision.origin_id}/observer/").content.decode()
        assert "ajoutée après" in page
        one = attach_observation(house.head, decision.origin, text="À revoir de près.")
        assert "une fois relue" in client.get(address).content.decode()
        with pytest.raises(Refused, match="une autre personne"):
            actions.read_observation(house.head, one)
        client.logout()
        assert "À revoir de près." not in client.get(address).content.decode()
        client.force_login(house.reader)
        assert client.post(f"/observations/{one.pk}/relire/").status_code == 302
        with pytest.raises(DomainError, match="déjà été relue"):
            actions.read_observation(house.secretary, one)
        client.logout()
        text = client.get(address).content.decode()
        assert "À revoir de près." in text
        assert "Ajoutée après la publication" in text

    def test_a_substitute_may_and_says_so(self, house):
        item = house.item(house.open())
        assert attach_observation(house["adjointe"], item, text="Vu.").stands_in
        stand_in = seat(house.copil, "responsable", kind=MandateKind.SUBSTITUTE)
        assert attach_observation(stand_in, item, text="Vu.").stands_in
        assert not attach_observation(house.head, item, text="Vu.").stands_in

    def test_nobody_else_and_never_on_what_one_stays_out_of(self, house):
        item = house.item(house.open())
        with pytest.raises(Refused, match="garante") as caught:
            attach_observation(house["pilote-region"], item, text="Vu.")
        assert caught.value.decision.citation.article == "1.2.3"
        actions.recuse_oneself(house.head, item, reason="")
        with pytest.raises(Refused, match="à l’écart"):
            attach_observation(house.head, item, text="Vu.")
        with pytest.raises(DomainError, match="quelques mots"):
            attach_observation(house["adjointe"], item, text=" ")

    def test_only_what_is_on_an_agenda(self, house):
        item = house.item(house.sitting())
        actions.remove_item(house.secretary, item, reason="Trop tôt.")
        with pytest.raises(DomainError, match="à l’ordre du jour"):
            attach_observation(house.head, item, text="Vu.")


class TestFrame:
    def draft(self, **values):
        texts = {"title": "Cap sur l’accès aux droits", "full_text": "Tout", "public_text": "Trois priorités."}
        return FrameDraft(**{**texts, "starts": clock.today(), **values})

    def test_the_codir_sets_it_for_three_years_and_every_file_shows_it(self, client, house):
        sitting = house.open(house.codir)
        frame = set_frame(house["sgar"], sitting, draft=self.draft())
        assert frame.ends == clock.today().replace(year=clock.today().year + 3) - timedelta(days=1)
        assert frame_on(clock.today()) is None
        house.publish(frame.decision, title="Cap sur l’accès aux droits", text="Trois priorités.")
        assert frame_on(clock.today()) == frame
        client.force_login(house.head)
        assert "Trois priorités." in client.get(f"/seances/{house.sitting().slug}/dossier/").content.decode()
        assert "Trois priorités." in client.get("/gouvernance/cadre/").content.decode()

    def test_no_other_body_and_nobody_else(self, house):
        with pytest.raises(Refused, match="CODIR"):
            set_frame(house.head, house.open(), draft=self.draft())
        sitting = house.open(house.codir)
        with pytest.raises(Refused):
            set_frame(house["dgs-region"], sitting, draft=self.draft())
        with pytest.raises(DomainError, match="titre"):
            set_frame(house["sgar"], sitting, draft=self.draft(title=" "))
        actions.close_sitting(house["sgar"], sitting)
        with pytest.raises(DomainError, match="pas ouverte"):
            set_frame(house["sgar"], sitting, draft=self.draft())

    def test_it_needs_the_quorum(self, house):
        sitting = house.open(house.codir, present=["sgar"])
        with pytest.raises(DomainError, match="quorum"):
            set_frame(house["sgar"], sitting, draft=self.draft())

    def test_a_leap_day_counts_too(self, house):
        sitting = house.open(house.codir)
        frame = set_frame(house["sgar"], sitting, draft=self.draft(starts=date(2028, 2, 29)))
        assert frame.ends == date(2031, 2, 28)
        assert str(Frame.objects.get()) == "2028–2031"


class TestRegister:
    def test_filters(self, client, house):
        kept = house.published(title="Les papiers qui reviennent")
        refused = house.published(outcome="non-retenue", title="Une application déjà achetée")

        def shown(query):
            text = client.get(f"/decisions/?{query}").content.decode()
            return [one.reference for one in (kept, refused) if one.reference in text]

        assert shown("") == [kept.reference, refused.reference]
        assert shown("issue=refuse") == [refused.reference]
        assert shown("instance=codir") == []
        assert shown("instance=copil&issue=retain") == [kept.reference]
        assert shown(f"annee={clock.today().year}") == [kept.reference, refused.reference]
        assert shown("q=papier") == [kept.reference]
        assert shown("q=…") == []
        assert shown("fonction=archipel") == []
        assert shown("territoire=Ploërmel") == []

    def test_the_data_follow_the_filters_and_the_schema_knows_every_field(self, client, house):
        decision = house.published(title="=Formule()", text="Texte, avec virgule")
        whole = client.get("/decisions/decisions.json").json()
        (line,) = whole["decisions"]
        schema = client.get("/decisions/schema.json").json()
        assert set(line["acte"]) == set(schema["$defs"]["acte"]["properties"])
        assert set(line) == set(schema["$defs"]["decision"]["properties"])
        assert line["adresse"].endswith(f"/decisions/{decision.reference}/")
        assert client.get("/decisions/decisions.json?issue=refuse").json()["decisions"] == []
        table = client.get("/decisions/decisions.csv").content.decode().splitlines()
        assert table[0].startswith("COLL_NOM,DELIB_ID,DELIB_DATE")
        assert "'=Formule()" in table[1]
        assert decision.reference in client.get("/decisions/fil.atom").content.decode()

    def test_anyone_recomputes_the_digest(self, client, house):
        decision = house.published()
        whole = client.get(f"/decisions/{decision.reference}.json").json()
        text = json.dumps(whole["acte"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert hashlib.sha256(text.encode()).hexdigest() == whole["empreinte"]

    def test_the_exports_take_as_many_queries_for_many(self, client, house, django_assert_num_queries):
        for _ in range(2):
            house.published()
            for path, queries in (("decisions.csv", 5), ("decisions.json", 5), ("fil.atom", 3)):
                with django_assert_num_queries(queries):
                    client.get(f"/decisions/{path}")

    def test_what_is_not_published_has_no_data(self, client, house, decision):
        client.force_login(house.secretary)
        assert client.get(f"/decisions/{decision.reference}.json").status_code == 404
        assert client.get(f"/decisions/{decision.reference}.pdf").status_code == 404
        assert client.get(f"/decisions/{decision.reference}/").status_code == 200
