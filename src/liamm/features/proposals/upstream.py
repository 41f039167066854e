"""Telling the authors of the signals from which a clarification or a request came, one sentence a step.

The sentences hold references and outcomes only: nothing of what carriers and team wrote.
"""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from liamm.features.proposals.enums import ClarificationState
from liamm.features.proposals.models import Clarification, Proposal, ProposalVersion
from liamm.features.terrain.actions import tell_authors
from liamm.kernel.access import SYSTEM
from liamm.kernel.thread.chain import Node

_OUTCOMES = {
    ClarificationState.READY: _("Après en avoir parlé, l’équipe pense que ce sujet peut devenir une demande."),
    ClarificationState.REDIRECTED: _("Après en avoir parlé, l’équipe a orienté ce sujet ailleurs."),
    ClarificationState.DROPPED: _("Après en avoir parlé, l’équipe laisse ce sujet de côté pour l’instant."),
}


def tell_clarification_opened(clarification: Clarification) -> None:
    """The team talks about it with people who could carry it."""
    sentence = _("L’équipe du laboratoire en parle avec des personnes qui pourraient porter le sujet.")
    node = Node("clarification", clarification.pk)
    tell_authors(SYSTEM, node, step=f"clarification_opened:{clarification.pk}", sentence=sentence)


def tell_clarification_closed(clarification: Clarification) -> None:
    """What became of the talk."""
    moment = f"{clarification.closed_at:%Y%m%d%H%M%S%f}"
    step = f"clarification_closed:{clarification.pk}:{moment}"
    sentence = _OUTCOMES[ClarificationState(clarification.state)]
    tell_authors(SYSTEM, Node("clarification", clarification.pk), step=step, sentence=sentence)


def tell_submitted(version: ProposalVersion) -> None:
    """A request was submitted, or submitted again."""
    first = _("Une demande née de ce que vous avez dit vient d’être déposée au laboratoire ({reference}).")
    again = _("La demande née de ce que vous avez dit a été reprise et déposée à nouveau ({reference}).")
    passed_first = _("Une demande née de ce que vous avez transmis vient d’être déposée au laboratoire ({reference}).")
    passed_again = _("La demande née de ce que vous avez transmis a été reprise et déposée à nouveau ({reference}).")
    own, passed = (first, passed_first) if version.number == 1 else (again, passed_again)
    reference = version.proposal.reference
    tell_authors(
        SYSTEM,
        Node("proposal", version.proposal_id),
        step=f"proposal_submitted:{version.pk}",
        sentence=format_lazy(own, reference=reference),
        passed=format_lazy(passed, reference=reference),
    )


def tell_withdrawn(proposal: Proposal) -> None:
    """Its carriers withdrew a request that had been submitted."""
    sentence = format_lazy(
        _("La demande née de ce que vous avez dit ({reference}) a été retirée par ceux qui la portaient."),
        reference=proposal.reference,
    )
    passed = format_lazy(
        _("La demande née de ce que vous avez transmis ({reference}) a été retirée par ceux qui la portaient."),
        reference=proposal.reference,
    )
    step = f"proposal_withdrawn:{proposal.pk}:{proposal.versions_count}"
    tell_authors(SYSTEM, Node("proposal", proposal.pk), step=step, sentence=sentence, passed=passed)
