"""Every author of every signal upstream learns each step, in one sentence without a word of what others wrote."""

import pytest

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.charter.enums import Effect
from liamm.features.proposals import actions
from liamm.features.proposals.models import Clarification
from liamm.features.proposals.tests.factories import at_gate, carrier_of, fresh, sent, written
from liamm.features.terrain.enums import Origin
from liamm.features.terrain.models import FieldSignal, SignalStep
from liamm.features.terrain.tests.factories import FieldSignalFactory
from liamm.kernel.access import SYSTEM
from liamm.kernel.model import uuid7
from liamm.kernel.thread.chain import Node, tie

pytestmark = pytest.mark.django_db


def steps(signal):
    return list(SignalStep.objects.filter(signal=signal).order_by("created_at").values_list("sentence", flat=True))


def from_the_field(proposal):
    """A signal crossed into a problem that led to the proposal."""
    signal = FieldSignalFactory(author__mail="secretaire@exemple.example")
    problem = Node("problem", uuid7())
    tie(Node("signal", signal.pk), "crossed_into", problem)
    tie(problem, "led_to", Node("proposal", proposal.pk))
    return signal


def test_a_request_that_is_submitted_again_and_withdrawn(letters):
    proposal = written()
    actions.write_answers(carrier_of(proposal), proposal, sent={"problem": sent("CANARI", 1, "Réponse à problem")})
    signal = from_the_field(proposal)
    actions.submit_proposal(carrier_of(proposal), fresh(proposal))
    actions.return_proposal(TeamMemberFactory(), fresh(proposal), words="CANARI aussi")
    actions.submit_proposal(carrier_of(proposal), fresh(proposal))
    actions.withdraw_proposal(carrier_of(proposal), fresh(proposal), words="CANARI encore")
    told = steps(signal)
    assert [sentence.split(" (")[0] for sentence in told] == [
        "Une demande née de ce que vous avez dit vient d’être déposée au laboratoire",
        "La demande née de ce que vous avez dit a été reprise et déposée à nouveau",
        "La demande née de ce que vous avez dit",
    ]
    assert all(proposal.reference in sentence for sentence in told)
    mails = [mail for mail in letters() if "secretaire@" in mail.to[0]]
    assert len(mails) == 3
    assert not any("CANARI" in mail.body for mail in mails)
    assert not any("CANARI" in sentence for sentence in told)


def test_whoever_passed_it_on_is_told_of_what_they_passed_on():
    proposal = written()
    actions.write_answers(carrier_of(proposal), proposal, sent={"problem": sent("CANARI", 1, "Réponse à problem")})
    signal = from_the_field(proposal)
    FieldSignal.objects.filter(pk=signal.pk).update(origin=Origin.RELAY)
    actions.submit_proposal(carrier_of(proposal), fresh(proposal))
    actions.return_proposal(TeamMemberFactory(), fresh(proposal), words="À reprendre")
    actions.submit_proposal(carrier_of(proposal), fresh(proposal))
    actions.withdraw_proposal(carrier_of(proposal), fresh(proposal), words="Plus tard")
    told = [step.for_passer for step in SignalStep.objects.filter(signal=signal)]
    assert len(told) == 3
    assert all("de ce que vous avez transmis" in sentence for sentence in told)
    assert all(proposal.reference in sentence for sentence in told)
    assert all("ce que vous avez dit" in sentence for sentence in steps(signal))


def test_a_draft_that_is_withdrawn_concerns_nobody_else():
    proposal = written()
    signal = from_the_field(proposal)
    actions.withdraw_proposal(carrier_of(proposal), proposal)
    assert steps(signal) == []


def test_a_request_that_follows_another_still_comes_from_the_field():
    proposal, _seats = at_gate(step="absente")
    signal = from_the_field(proposal)
    actions.mark_decided(SYSTEM, proposal, effect=Effect.REDIRECT)
    other = actions.resubmit_proposal(carrier_of(proposal), fresh(proposal), kind="resource")
    for key in ("need", "use", "when"):
        actions.write_answers(carrier_of(other), fresh(other), sent={key: sent("Une salle")})
    actions.submit_proposal(carrier_of(other), fresh(other))
    assert any(other.reference in sentence for sentence in steps(signal))


def test_a_clarification_from_a_signal_is_told_when_it_opens_and_closes():
    signal = FieldSignalFactory()
    team = TeamMemberFactory()
    opened = actions.open_clarification(
        team, Node("signal", signal.pk), title="Files", intuition="CANARI", parties=[PersonFactory()]
    )

    def found():
        return Clarification.objects.select_related("space").get(pk=opened.pk)

    actions.close_clarification(team, found(), outcome="dropped", words="CANARI")
    actions.reopen_clarification(team, found(), words="CANARI")
    actions.close_clarification(team, found(), outcome="ready", words="")
    told = steps(signal)
    assert len(told) == 3
    assert "laisse ce sujet de côté" in told[1]
    assert "peut devenir une demande" in told[2]
    assert not any("CANARI" in sentence for sentence in told)
