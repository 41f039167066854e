"""The register says of each decided request whether its gate was passed, as it was stated then, and names nobody."""

import pytest

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.governance import matters
from liamm.features.governance.actions import CorrectionDraft, correct_decision, read_text
from liamm.features.governance.decision_pdf import _blocks
from liamm.features.governance.dossiers import GateSaid
from liamm.features.governance.queries.decisions import decision_page
from liamm.features.governance.tests.test_requests import place, read_anew, ready_by, room_enough
from liamm.features.proposals import actions as requests
from liamm.features.proposals.tests import factories as proposals
from liamm.kernel.access import SYSTEM
from liamm.kernel.paper import Text

pytestmark = pytest.mark.django_db
__all__ = ["read_anew", "room_enough"]
ARGUMENT = "Personne n’a rencontré d’usager."


def held():
    """A request of which two persons stated that the gate is not passed, and those who spoke of it."""
    proposal, seats = proposals.at_gate(step="absente")
    people = [TeamMemberFactory(name=f"Constat {number}") for number in range(2)]
    for person in people:
        requests.hold_gate(person, proposal, argument=ARGUMENT)
    return proposals.fresh(proposal), [*people, *(one.person for one in seats)]


def shown_everywhere(client, house, decision):
    """The page, the paper and the JSON of a decision, as everybody reads them."""
    client.logout()
    page = client.get(f"/decisions/{decision.reference}/").content.decode()
    data = client.get(f"/decisions/{decision.reference}.json").json()
    shown = decision_page(SYSTEM, decision.reference)
    assert shown.gate is None or Text(shown.gate.said) in list(_blocks(shown))
    return page.replace("\u00a0", " "), data["acte"]["avis"]


def test_a_retained_request_says_that_its_gate_was_passed(client, house):
    proposal, _seats = ready_by(PersonFactory())
    decision = house.decide(place(house, proposal))
    client.force_login(house.reader)
    assert "Filtre usagers" in client.get(f"/decisions/{decision.reference}/relire/").content.decode()
    page, kept = shown_everywhere(client, house, house.publish(decision))
    assert "Filtre usagers : franchi." in page
    assert "défectueux" in page
    assert [one["franchi"] for one in kept if one["filtre"]] == [True]
    assert not any("franchi" in one for one in kept if not one["filtre"])


def test_a_request_refused_at_the_gate_says_so_and_neither_who_nor_why(client, house):
    proposal, people = held()
    decision = house.publish(house.decide(place(house, proposal), outcome="non-retenue"))
    page, kept = shown_everywhere(client, house, decision)
    assert "Filtre usagers : non franchi." in page
    assert [one["franchi"] for one in kept if one["filtre"]] == [False]
    assert ARGUMENT not in page
    assert not [one.name for one in people if one.name in page]


def test_what_has_no_gate_says_nothing_of_one(client, house):
    page, kept = shown_everywhere(client, house, house.published())
    assert "Filtre usagers" not in page
    assert kept == []


def test_a_correction_keeps_the_grid_of_what_it_corrects(house, monkeypatch):
    """What was said of the request since, of another version perhaps, is not published by a correction."""
    proposal, _people = held()
    first = house.publish(house.decide(place(house, proposal), outcome="non-retenue"))
    told = {"reason": "Une date fausse.", "public_title": "Juste", "full_text": "Juste", "public_text": "Juste"}
    second = correct_decision(house.secretary, first, draft=CorrectionDraft(**told))
    monkeypatch.setattr(matters, "file_of", lambda *_given: pytest.fail("the file is read anew"))
    second = read_text(house.reader, second, version=second.text_version)
    assert second.grid == first.grid != []


def test_in_words():
    assert "pas encore" in GateSaid(passed=False, held=False, words=()).said
