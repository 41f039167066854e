"""The register says when a thing was decided and when it was mended, and finds by place in both directions."""

import re
from dataclasses import replace

import pytest

from liamm.features.governance.actions import CorrectionDraft, correct_decision, deciding, read_text
from liamm.features.governance.dating import said_when
from liamm.features.governance.enums import Door
from liamm.features.governance.matters import about
from liamm.features.governance.models import Decision
from liamm.features.proposals.tests import factories as proposals
from liamm.features.territories.queries import by_code
from liamm.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(house):
    """The correction of a decision of a sitting, to be read."""
    first = house.published(title="Titre de janvier")
    draft = CorrectionDraft(reason="Une faute", full_text="Tout", public_title="Titre juste", public_text="Juste")
    return correct_decision(house.secretary, first, draft=draft)


class TestCorrections:
    def test_it_is_dated_as_a_correction_of_what_a_sitting_decided(self, client, house, second):
        listed = client.get("/decisions/").content.decode()
        assert "corrigée depuis" not in listed
        read_text(house.reader, second, version=1)
        made = Decision.objects.select_related("sitting").get(pk=second.pk)
        said = said_when("COPIL", made.door, made.decided_at, made.sitting.starts)
        assert said.startswith("corrigée le ")
        assert "(séance du COPIL du " in said
        for path in ("/decisions/", f"/decisions/{second.reference}/"):
            assert said in client.get(path).content.decode(), path
        listed = client.get("/decisions/").content.decode()
        assert "corrigée depuis" in listed
        assert "· correction" in listed
        assert client.get(f"/decisions/{second.reference}.pdf").status_code == 200
        assert "correction" in client.get("/gouvernance/").content.decode()

    def test_without_a_sitting(self):
        assert said_when("COPIL", Door.CORRECTION, clock.now(), None).startswith("corrigée le ")
        assert said_when("COPIL", Door.DELEGATION, clock.now(), None).startswith("Par délégation du COPIL, le ")


class TestPlaces:
    @pytest.mark.parametrize("level", ["epci", "departement"])
    def test_what_was_decided_for_a_whole_place_is_found_from_its_commune(self, client, house, level, monkeypatch):
        commune = by_code("35236")
        wider = getattr(commune, level)
        monkeypatch.setattr(deciding, "about", lambda item: replace(about(item), territories=[wider.pk]))
        house.published(title="Pour toutes les communes")
        for one in (commune, wider):
            text = client.get("/decisions/", {"territoire": one.code}).content.decode()
            assert "Pour toutes les communes" in text, one


def test_titles_and_outcomes_are_french_on_an_english_page(client, house):
    decision = house.published(title="Pour les guichets")
    text = client.get("/decisions/", headers={"accept-language": "en"}).content.decode()
    assert 'lang="fr">Pour les guichets</a>' in text
    assert f'lang="fr">{decision.outcome_name}</span>' in text


class TestNotUnderstood:
    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            ({"territoire": "zzzz nulle part"}, "Territoire « zzzz nulle part »"),
            ({"annee": "abc", "issue": "zzz", "q": "public"}, "Issue « zzz », Année « abc »"),
        ],
    )
    def test_the_page_says_what_it_left_aside_and_data_finds_nothing(self, client, house, asked, said):
        decision = house.published()
        other = house.published(title="Autre", text="Autrement")
        for headers in ({}, {"HX-Request": "true", "HX-Target": "results"}):
            text = client.get("/decisions/", asked, headers=headers).content.decode()
            text = re.sub("[\u00a0\u202f]", " ", text)
            assert f"Laissé de côté, faute d’être compris : {said}." in text
            assert decision.reference in text
            assert (other.reference in text) == ("q" not in asked)
        assert client.get("/decisions/decisions.json", asked).json()["decisions"] == []

    def test_what_is_taken_away_is_what_is_shown(self, client, house):
        """With or without JavaScript, the exports carry the filters that are understood, and those only."""
        decision = house.published()
        for headers in ({}, {"HX-Request": "true", "HX-Target": "results"}):
            asked = {"q": "", "issue": "retain", "annee": "abc"}
            text = client.get("/decisions/", asked, headers=headers).content.decode()
            links = re.findall(r'href="([^"]*decisions\.(?:csv|json)[^"]*)"', text)
            assert [link.partition("?")[2] for link in links] == ["issue=retain"] * 2
            assert decision.reference in client.get(links[0]).content.decode()
            assert "que la liste propose" in text
        assert "1 filtre en place" in re.sub("[\u00a0\u202f]", " ", client.get("/decisions/", asked).content.decode())
        text = client.get("/decisions/", {"territoire": "zzzz"}).content.decode()
        assert "que la liste propose" not in text
        assert "Corrigez ce que le filtre demande" in text

    def test_what_is_understood_is_not_spoken_of(self, client, house):
        house.published()
        assert "Laissé de côté" not in client.get("/decisions/", {"issue": "retain"}).content.decode()

    def test_the_list_of_requests_keeps_the_other_filters(self, client, house):
        shown, hidden = proposals.ready(), proposals.draft(house.secretary)
        client.force_login(house.secretary)
        text = client.get("/demandes/toutes/", {"etat": "submitted", "genre": "zzz"}).content.decode()
        assert "Genre « zzz »" in re.sub("[\u00a0\u202f]", " ", text)
        assert shown.reference in text
        assert hidden.reference not in text
