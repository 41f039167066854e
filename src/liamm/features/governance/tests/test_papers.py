"""The file of a sitting and a published decision on paper: read back with a reader of PDF, tags and all."""

import re
import subprocess
from datetime import date, timedelta
from decimal import Decimal

import pytest

from liamm.features.accounts.tests.factories import HeadFactory, PersonFactory, TeamMemberFactory
from liamm.features.commitments.actions import set_capacity
from liamm.features.governance import actions
from liamm.features.governance.actions import CorrectionDraft, FrameDraft, PreconisationDraft
from liamm.features.governance.models import AgendaItem, Decision
from liamm.features.proposals import actions as requests
from liamm.features.proposals.tests import factories as proposals
from liamm.kernel import clock

pytestmark = pytest.mark.django_db
CANARY = "CANARIDESOMBRES"
JANUARY = date(2027, 1, 1)


@pytest.fixture
def paper(client, tmp_path):
    """Fetches a paper; gives its words on one line, and what the reader says of the file."""

    def fetch(path, person=None):
        if person is not None:
            client.force_login(person)
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "application/pdf"
        file = tmp_path / "paper.pdf"
        file.write_bytes(answer.content)
        return said(["pdftotext", "-layout", str(file), "-"]), said(["pdfinfo", str(file)]), answer

    return fetch


def said(command):
    text = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    return re.sub(r"\s+", " ", text.replace("\u00ad", ""))


def without_spaces(text):
    return re.sub(r"\s+", "", text)


class TestFile:
    @pytest.fixture
    def file(self, house):
        """A request that weighs too much, an item of the team's own, a frame and an observation."""
        set_capacity(HeadFactory(), JANUARY, skill="facilitation", days=Decimal(2))
        codir = house.open(house.codir)
        texts = {"title": "Cap", "full_text": "Tout", "public_text": "Trois priorités."}
        frame = actions.set_frame(house["sgar"], codir, draft=FrameDraft(starts=clock.today(), **texts))
        house.publish(frame.decision, title="Cap sur l’accès aux droits", text="Trois priorités.")
        proposal = proposals.ready(person=PersonFactory(name="Nolwenn Porteuse"))
        sitting = house.sitting(place="Le salon")
        item = actions.add_request(house.secretary, sitting, proposal=proposal)
        actions.attach_observation(house.head, item, text="Les usagers ont été rencontrés.")
        house.item(sitting, title="Les horaires d’été", summary=f"Ouvrir plus tôt {CANARY}", rank=9)
        return sitting, item

    def address(self, sitting):
        return f"/seances/{sitting.slug}/dossier.pdf"

    def test_it_says_what_the_page_says(self, paper, house, file):
        sitting, item = file
        text, _info, answer = paper(self.address(sitting), house["adjointe"])
        for words in (
            "Dossier du COPIL",
            "à ne pas diffuser",
            "Le salon",
            "Le cadre",
            "Trois priorités.",
            "Nolwenn Porteuse",
            item.proposal.reference,
            "Le filtre",
            "Franchi.",
            "Je l’ai vu au guichet",
            "Observation sur le respect des critères",
            "Les usagers ont été rencontrés.",
            "La charge, avec et sans",
            "Au-delà de la capacité",
            "Les horaires d’été",
        ):
            assert without_spaces(words) in without_spaces(text), words
        assert answer.headers["Cache-Control"] == "private, no-store"

    def test_it_is_tagged_titled_and_says_its_language(self, paper, house, file):
        sitting, _item = file
        _text, info, answer = paper(self.address(sitting), house["adjointe"])
        assert "Tagged: yes" in info
        assert "Title: Dossier du COPIL" in info
        assert re.search(rb"/Lang\s*\(fr", answer.content)
        assert b"/MarkInfo" in answer.content

    def test_names_of_appraisers_are_not_on_the_paper_of_a_member(self, paper, house, file):
        sitting, item = file
        names = [seat.person.name for seat in item.proposal.versions.last().seats.select_related("person")]
        text, _info, _answer = paper(self.address(sitting), house["adjointe"])
        assert names
        assert not [name for name in names if name in text]

    def test_one_who_stays_out_reads_a_title_and_nothing_else(self, paper, house, file):
        sitting, item = file
        actions.recuse_oneself(house["adjointe"], item, reason="Je le porte.")
        text, _info, _answer = paper(self.address(sitting), house["adjointe"])
        assert "il se tient sans vous" in text
        for words in ("Nolwenn Porteuse", "Je l’ai vu au guichet", "Franchi.", "Les usagers ont été rencontrés."):
            assert without_spaces(words) not in without_spaces(text)
        assert CANARY in text, "the other item is still theirs to read"
        other, _info, _answer = paper(self.address(sitting), house["pilote-region"])
        assert "1 membre" in other

    def test_a_gate_that_is_held_is_said(self, paper, house):
        proposal, _seats = proposals.at_gate(step="absente")
        for _ in range(2):
            requests.hold_gate(TeamMemberFactory(), proposal, argument="Personne n’a rencontré d’usager.")
        sitting = house.sitting()
        actions.add_request(house.secretary, sitting, proposal=proposals.fresh(proposal))
        text, _info, _answer = paper(self.address(sitting), house["adjointe"])
        assert "Non franchi." in text
        assert "Personne n’a rencontré d’usager." in text

    def test_what_is_to_be_confirmed_names_the_first_word(self, paper, house):
        up = house.sitting(house.codir, slug="codir-papier", starts=clock.in_days(7))
        decision = house.decide(house.item(house.open(), title="Nos orientations"))
        text, _info, _answer = paper(self.address(up), house["sgar"])
        assert "À confirmer" in text
        assert decision.reference in text

    def test_it_is_for_nobody_else(self, client, house, file):
        sitting, _item = file
        for person in (PersonFactory(), house["sgar"]):
            client.force_login(person)
            assert client.get(self.address(sitting)).status_code == 404


class TestDecision:
    @pytest.fixture
    def published(self, house):
        """Beyond capacity, with a preconisation and an observation."""
        set_capacity(HeadFactory(), JANUARY, skill="facilitation", days=Decimal(2))
        sitting = house.sitting()
        item = actions.add_request(house.secretary, sitting, proposal=proposals.ready())
        house.open(sitting=sitting)
        actions.recuse_oneself(house["adjoint-sgar"], item, reason=f"Lien {CANARY}")
        minded = PreconisationDraft(
            text="Associer la MSA",
            minder=PersonFactory(name=f"Nolwenn {CANARY}"),
            minder_said="la chargée de projet",
            term=clock.today() + timedelta(days=90),
        )
        decision = house.decide(
            AgendaItem.objects.get(pk=item.pk),
            outcome="retenue-avec-preconisations",
            full_text=f"Complet {CANARY}",
            overload_reason="L’été n’attend pas.",
            preconisations=(minded,),
        )
        actions.attach_observation(house.head, decision.origin, text="Les usagers ont été rencontrés.")
        return house.publish(decision, title="Les papiers qui reviennent", text="Parce que **trois** guichets.")

    def test_it_says_what_the_page_says_and_nothing_reserved(self, paper, published):
        text, info, answer = paper(f"/decisions/{published.reference}.pdf")
        for words in (
            "Les papiers qui reviennent",
            published.reference,
            "Retenue avec préconisations",
            "Parce que trois guichets.",
            "L’été n’attend pas.",
            "Associer la MSA",
            "la chargée de projet",
            "Les usagers ont été rencontrés.",
            "La charge, ce jour-là",
            "version 4.0",
            "Déports",
            published.digest,
        ):
            assert without_spaces(words) in without_spaces(text), words
        assert CANARY not in without_spaces(text)
        assert "Tagged: yes" in info
        assert "Title: Les papiers qui reviennent" in info
        assert re.search(rb"/Lang\s*\(fr", answer.content)

    def test_a_correction_says_what_it_corrects(self, paper, house):
        first = house.published()
        texts = {"public_title": "Titre juste", "public_text": "Juste.", "full_text": "Tout"}
        correct = actions.correct_decision(
            house.secretary, first, draft=CorrectionDraft(reason="Une date fausse.", **texts)
        )
        actions.read_text(house.reader, correct, version=1)
        text, _info, _answer = paper(f"/decisions/{correct.reference}.pdf")
        assert f"Corrige {first.reference}." in text
        assert "Une date fausse." in text
        assert "Préconisations" not in text
        assert "La charge, ce jour-là" not in text

    def test_what_is_not_published_has_no_paper(self, client, house):
        decision = house.decide(house.item(house.open()))
        client.force_login(house.secretary)
        assert client.get(f"/decisions/{decision.reference}.pdf").status_code == 404
        assert Decision.objects.filter(published_at__isnull=True).exists()
