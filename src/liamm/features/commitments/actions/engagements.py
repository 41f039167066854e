"""Engaging a bounded amount of time, giving it back without having to justify it, and coming to its term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.features.accounts.models import Organisation, Person
from liamm.features.accounts.queries import recipient
from liamm.features.commitments.enums import CommitmentState, Unit
from liamm.features.commitments.facts import EngagementEnded, EngagementGivenBack, EngagementMade
from liamm.features.commitments.letters import TermLetter
from liamm.features.commitments.models import Commitment
from liamm.features.commitments.policies import Permission, policy
from liamm.features.commitments.rules.engagements import Fault, engagement_fault, most
from liamm.features.spaces.models import Space
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post
from liamm.kernel.thread.chain import Node

_FAULTS = {
    Fault.NOTHING: ("amount", gettext_lazy("Dites combien de temps vous donnez.")),
    Fault.TOO_MUCH: ("amount", gettext_lazy("C’est plus que ce qu’une personne peut donner dans l’année.")),
    Fault.ENDS_BEFORE: ("ends", gettext_lazy("La fin vient après le début.")),
    Fault.ENDED: ("ends", gettext_lazy("Cette date est déjà passée.")),
    Fault.TOO_LONG: ("ends", gettext_lazy("Un engagement dure un an au plus ; il peut être renouvelé ensuite.")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementDraft:
    """What a person engages: for which thing, how much, until when, in whose name and with what expertise."""

    person: Person
    subject: Node
    purpose: str
    amount: Decimal
    ends: date
    unit: Unit = Unit.DAYS
    starts: date | None = None
    organisation: Organisation | None = None
    space: Space | None = None
    expertise: str = ""


@action
def engage(actor: Actor, draft: EngagementDraft) -> Commitment:
    """Engage a bounded amount of one's own time for one thing."""
    require(policy, actor, Permission.ENGAGE, draft.person)
    starts = draft.starts or clock.today()
    if fault := engagement_fault(draft.amount, draft.unit, starts, draft.ends, clock.today()):
        field, sentence = _FAULTS[fault]
        nearest = ""
        if fault == Fault.TOO_MUCH:
            nearest = _("Au plus %(most)s %(unit)s.") % {"most": most(draft.unit), "unit": draft.unit.label}
        raise DomainError(str(sentence), field=field, nearest=nearest)
    commitment = Commitment.objects.create(
        person=draft.person,
        organisation=draft.organisation,
        space=draft.space,
        subject_kind=draft.subject.kind,
        subject_id=draft.subject.id,
        purpose=draft.purpose[:200],
        amount=draft.amount,
        unit=draft.unit,
        expertise=draft.expertise.strip()[:120],
        starts=starts,
        ends=draft.ends,
    )
    record(
        actor,
        EngagementMade(
            subject_id=commitment.pk, of=draft.subject.kind, thing=draft.subject.id, starts=starts, ends=draft.ends
        ),
    )
    return commitment


@action
def give_back(actor: Actor, commitment: Commitment) -> Commitment:
    """Give an engagement back: it ends today, and nobody has to say why."""
    require(policy, actor, Permission.GIVE_BACK, commitment)
    commitment = _lock(commitment)
    commitment.state = CommitmentState.GIVEN_BACK
    commitment.ends = min(commitment.ends, max(commitment.starts, clock.today()))
    commitment.save()
    record(actor, EngagementGivenBack(subject_id=commitment.pk, ends=commitment.ends))
    return commitment


@action
def end_term(actor: Actor, commitment: Commitment) -> Commitment:
    """Let an engagement end on its term, and thank the person."""
    require(policy, actor, Permission.END_TERM, commitment)
    commitment = _lock(commitment)
    if commitment.ends >= clock.today():
        raise DomainError(_("Cet engagement n’est pas encore à son terme."))
    commitment.state = CommitmentState.ENDED
    commitment.save()
    post(TermLetter(commitment_id=commitment.pk, purpose=commitment.purpose), recipient(commitment.person))
    record(actor, EngagementEnded(subject_id=commitment.pk))
    return commitment


def _lock(commitment: Commitment) -> Commitment:
    fresh = (
        Commitment.objects.select_for_update(of=("self",), no_key=True).select_related("person").get(pk=commitment.pk)
    )
    if fresh.state != CommitmentState.KEPT:
        raise DomainError(_("Cet engagement a déjà pris fin."))
    return fresh
