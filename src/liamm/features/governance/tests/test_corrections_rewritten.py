"""A correction that waits for its reader is rewritten whole, leads to the last one, and keeps all of le fil."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from liamm.features.accounts.tests.factories import PersonFactory
from liamm.features.charter.enums import ProposalKind
from liamm.features.governance.actions import (
    ClosingDraft,
    CorrectionDraft,
    PreconisationDraft,
    correct_decision,
    decide_by_delegation,
    read_text,
)
from liamm.features.governance.models import Decision
from liamm.features.governance.queries.decisions import decision_page
from liamm.features.governance.tests.test_requests import confirm, place, read_anew, ready_by, room_enough
from liamm.features.proposals.tests import factories as proposals
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM
from liamm.kernel.actions import DomainError

pytestmark = pytest.mark.django_db
__all__ = ["read_anew", "room_enough"]


@pytest.fixture
def first(house):
    term = clock.today() + timedelta(days=30)
    asked = PreconisationDraft(text="Associer la MSA", minder=PersonFactory(), minder_said="la chargée", term=term)
    item = house.item(house.open())
    return house.publish(house.decide(item, outcome="retenue-avec-preconisations", preconisations=(asked,)))


def correct(house, decision, **changes):
    same = {name: getattr(decision, name) for name in ("full_text", "public_title", "public_text")}
    return correct_decision(
        house.secretary, decision, draft=CorrectionDraft(**{"reason": "Une date fausse.", **same, **changes})
    )


def test_what_changes_no_word_is_no_correction(house, first):
    asked = first.preconisations.get()
    for same in (
        {},
        {"preconisations": {asked.pk: (" Associer la MSA ", "la chargée")}},
        {"public_title": f" {first.public_title} "},
    ):
        with pytest.raises(DomainError, match="rien à corriger"):
            correct(house, first, **same)
    assert correct(house, first, preconisations={asked.pk: ("Associer la CAF", "")}).corrects == first


def test_the_one_that_waits_is_named_with_its_link(house, first):
    second = correct(house, first, public_text="Juste.")
    with pytest.raises(DomainError, match="existe déjà") as caught:
        correct(house, first, public_text="Autre.")
    assert caught.value.link == (second.reference, f"/decisions/{second.reference}/")


def test_its_reason_and_what_is_asked_for_are_rewritten_until_it_leaves(client, house, first):
    second = correct(house, first, public_text="Juste.")
    assert not second.preconisations.exists()
    client.force_login(house.secretary)
    path = f"/decisions/{second.reference}/textes/"
    page = client.get(path)
    shown = page.content.decode()
    assert "Une date fausse." in shown
    assert "Associer la MSA" in shown
    (line,) = page.context["form"].lines
    typed = {
        "version": 1,
        "full_text": "Complet.",
        "public_title": "Titre",
        "public_text": "Juste.",
        "correction_reason": "Un organisme et une date.",
        f"text_{line.pk}": "Associer la CAF",
        f"said_{line.pk}": "la chargée",
    }
    refused = client.post(path, {**typed, "correction_reason": "Joindre le 06 12 34 56 78."})
    assert refused.status_code == 422
    assert client.post(path, typed).status_code == 302
    (own,) = client.get(path).context["form"].lines
    assert (own.decision, own.text) == (second, "Associer la CAF")
    again = {name: value for name, value in typed.items() if str(line.pk) not in name}
    again |= {"version": 2, f"text_{own.pk}": "Associer la CAF et la MSA", f"said_{own.pk}": "la chargée"}
    assert client.post(path, again).status_code == 302
    second = read_text(house.reader, Decision.objects.get(pk=second.pk), version=3)
    assert second.correction_reason == "Un organisme et une date."
    assert second.preconisations.get().text == "Associer la CAF et la MSA"
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Decision.objects.filter(pk=second.pk).update(correction_reason="Autre.")


def test_the_reason_is_never_taken_away(house, first):
    second = correct(house, first, public_text="Juste.")
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Decision.objects.filter(pk=second.pk).update(correction_reason="")


def test_it_leads_on_to_the_project_and_the_first_leads_to_the_last_one(house):
    proposal, _seats = ready_by(PersonFactory())
    decision = house.decide(place(house, proposal))
    house.publish(decision)
    house.publish(confirm(house, decision))
    first = Decision.objects.get(pk=decision.pk)
    second = read_text(house.reader, correct(house, first, public_text="Juste."), version=1)
    third = read_text(house.reader, correct(house, second, public_text="Plus juste."), version=1)
    kinds = {one.kind for one in decision_page(SYSTEM, first.reference).chain}
    assert "project" in kinds
    for one in (second, third):
        page = decision_page(SYSTEM, one.reference)
        assert {stage.kind for stage in page.chain} == kinds
        assert not page.other_times
    assert decision_page(SYSTEM, first.reference).correction == third


class TestDecidedAlready:
    def test_by_delegation_there_is_no_form_left(self, client, house):
        action = proposals.ready(kind=ProposalKind.ACTION)
        path = f"/gouvernance/deleguer/{action.reference}/"
        client.force_login(house.head)
        assert "Relire avant de décider" in client.get(path).content.decode()
        decision = decide_by_delegation(house.head, action, draft=ClosingDraft(outcome="non-retenue", full_text="Non."))
        text = client.get(path).content.decode()
        assert "Relire avant de décider" not in text
        assert decision.reference in text
        house.publish(decision)
        assert "Relire avant de décider" not in client.get(path).content.decode()

    def test_nor_in_a_sitting_but_what_was_typed_stays(self, client, house):
        item = house.item(house.open())
        decision = house.decide(item)
        client.force_login(house.secretary)
        path = f"/points/{item.pk}/decider/"
        text = client.get(path).content.decode()
        assert decision.reference in text
        assert "Relire avant de décider" not in text
        typed = {"outcome": "retenue", "full_text": "Mes raisons.", "p-TOTAL_FORMS": "0", "p-INITIAL_FORMS": "0"}
        assert "Mes raisons." in client.post(path, typed).content.decode()
