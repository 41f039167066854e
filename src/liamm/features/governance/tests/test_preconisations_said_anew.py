"""A correction says anew what a decision asks for: the first words stay readable, the last ones are followed."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from liamm.features.accounts.tests.factories import PersonFactory
from liamm.features.governance.actions import (
    CorrectionDraft,
    PreconisationDraft,
    close_preconisation,
    correct_decision,
    read_text,
)
from liamm.features.governance.enums import PreconisationState
from liamm.features.governance.exports import holds
from liamm.features.governance.models import Decision
from liamm.features.governance.queries.following import preconisations_page
from liamm.kernel import clock
from liamm.kernel.actions import DomainError
from liamm.kernel.search.index import find

pytestmark = pytest.mark.django_db
TEXTS = {"reason": "Le mauvais organisme.", "full_text": "Tout", "public_title": "Titre", "public_text": "Texte"}


@pytest.fixture
def first(house):
    """Published, with two things asked for."""
    minder = PersonFactory(name="Soucieuse")
    term = clock.today() + timedelta(days=30)
    asked = [
        PreconisationDraft(text=text, minder=minder, minder_said="la chargée", term=term + timedelta(days=place))
        for place, text in enumerate(("Associer la MSA", "Dire ce qui rate"))
    ]
    item = house.item(house.open())
    return house.publish(house.decide(item, outcome="retenue-avec-preconisations", preconisations=tuple(asked)))


def corrected(house, decision, said):
    one = decision.preconisations.first()
    draft = CorrectionDraft(preconisations={one.pk: said}, **TEXTS)
    return correct_decision(house.secretary, decision, draft=draft)


def asked(decision):
    return [(one.text, one.minder_said, one.state) for one in decision.preconisations.all()]


def test_the_correction_shows_them_and_the_first_words_stay(client, house, first):
    second = read_text(house.reader, corrected(house, first, ("Associer la CAF", "le chargé")), version=1)
    assert asked(second) == [("Associer la CAF", "le chargé", "open"), ("Dire ce qui rate", "la chargée", "open")]
    assert {state for *_words, state in asked(first)} == {"mended"}
    page = client.get(f"/decisions/{second.reference}/").content.decode()
    assert "Associer la CAF" in page
    assert "Associer la MSA" not in page
    before = client.get(f"/decisions/{first.reference}/").content.decode()
    assert "Associer la MSA" in before
    assert "récrite" in before
    kept = client.get(f"/decisions/{second.reference}.json").json()["acte"]["preconisations"]
    assert [one["texte"] for one in kept] == ["Associer la CAF", "Dire ce qui rate"]
    assert all(holds(Decision.objects.get(pk=one.pk)) for one in (first, second))
    assert [one.url for one in find(AnonymousUser(), "associer caf")] == [f"/decisions/{second.reference}/"]
    assert find(AnonymousUser(), "associer msa") == []
    followed = preconisations_page(house.secretary)
    assert [one.text for one in followed.running] == ["Associer la CAF", "Dire ce qui rate"]
    assert followed.closed == []


def test_what_was_kept_meanwhile_stays_kept_in_its_new_words(house, first):
    second = corrected(house, first, ("Associer la CAF", ""))
    assert [one.decision for one in preconisations_page(house.secretary).running] == [first, first]
    one = first.preconisations.first()
    close_preconisation(house.secretary, one, state=PreconisationState.KEPT, words="C’est fait.")
    second = read_text(house.reader, second, version=1)
    assert asked(second)[0] == ("Associer la CAF", "la chargée", "kept")
    assert asked(first)[0] == ("Associer la MSA", "la chargée", "kept")
    (closed,) = preconisations_page(house.secretary).closed
    assert (closed.text, closed.words) == ("Associer la CAF", "C’est fait.")
    third = read_text(house.reader, corrected(house, second, ("Associer la CPAM", "")), version=1)
    assert asked(third)[0] == ("Associer la CPAM", "la chargée", "kept")


def test_what_is_not_said_anew_is_asked_as_before(client, house, first):
    one = first.preconisations.first()
    second = read_text(house.reader, corrected(house, first, (one.text, one.minder_said)), version=1)
    assert asked(second) == []
    assert {state for *_words, state in asked(first)} == {"open"}
    assert "Associer la MSA" in client.get(f"/decisions/{second.reference}/").content.decode()


def test_the_page_offers_them_and_what_names_somebody_is_refused(client, house, first):
    with pytest.raises(DomainError, match="de quoi désigner"):
        corrected(house, first, ("Rappeler le 06 12 34 56 78", ""))
    client.force_login(house.secretary)
    path = f"/decisions/{first.reference}/corriger/"
    assert "Associer la MSA" in client.get(path).content.decode()
    lines = {}
    for one in first.preconisations.all():
        lines |= {f"text_{one.pk}": f"{one.text} vite", f"said_{one.pk}": one.minder_said}
    assert client.post(path, {**TEXTS, **lines}).status_code == 302
    second = Decision.objects.get(corrects=first)
    assert [text for text, *_rest in asked(second)] == ["Associer la MSA vite", "Dire ce qui rate vite"]
