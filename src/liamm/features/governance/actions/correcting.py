"""Correcting what was written: a new entry, linked to the one that stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.features.governance.enums import Door
from liamm.features.governance.facts import DecisionMade
from liamm.features.governance.models import Decision, Wording
from liamm.features.governance.naming import refuse_naming
from liamm.features.governance.policies import Permission, policy
from liamm.features.governance.saying_anew import changes_words, say_anew
from liamm.features.governance.stirring import acting
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.numbering.references import next_reference
from liamm.kernel.thread.chain import Node, tie

_KEPT = (
    "origin",
    "body",
    "sitting",
    "kind",
    "matter",
    "outcome",
    "outcome_name",
    "effect",
    "deferred_to",
    "redirected_to",
    "overload_reason",
    "function",
    "territories",
    "charter_version",
    "grid_version",
    "theory_version",
    "route",
    "quorum",
    "capacity",
    "recusals",
)
"""What a correction takes over: it mends words. Another outcome needs another sitting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionDraft:
    """The texts as they should have been, and what is corrected, which is published.

    `preconisations` gives anew, by identifier, the words and the public name of who minds them; `checked` says that the
    words which could name somebody were looked at.
    """

    reason: str
    full_text: str
    public_title: str
    public_text: str
    preconisations: Mapping[UUID, tuple[str, str]] = field(default_factory=dict)
    checked: bool = False


@action
def correct_decision(actor: Actor, decision: Decision, *, draft: CorrectionDraft) -> Decision:
    """Write a correction of a published decision; it needs four eyes like any other, and the old entry stays.

    Raises DomainError without a reason, when nothing would change, when a correction was written already (correct that
    one), or when what everybody would read could name somebody.
    """
    require(policy, actor, Permission.CORRECT, decision)
    person = acting(actor)
    decision = Decision.objects.select_for_update(of=("self",), no_key=True).get(pk=decision.pk)
    _refuse(decision, draft)
    correction = Decision.objects.create(
        **{name: getattr(decision, name) for name in _KEPT},
        door=Door.CORRECTION,
        decided_by=person,
        decided_at=clock.now(),
        corrects=decision,
        correction_reason=draft.reason.strip(),
        full_text=draft.full_text.strip(),
        public_title=draft.public_title.strip(),
        public_text=draft.public_text.strip(),
        reference=next_reference("D"),
    )
    say_anew(correction, decision, draft.preconisations)
    Wording.objects.create(decision=correction, person=person, version=1)
    tie(Node("decision", decision.pk), "corrected_by", Node("decision", correction.pk))
    record(
        actor,
        DecisionMade(
            subject_id=correction.pk,
            reference=correction.reference,
            body=correction.body_id,
            item=None,
            door=Door.CORRECTION,
            outcome=correction.outcome,
            effect=correction.effect,
            charter_version=correction.charter_version,
            corrects=decision.pk,
        ),
    )
    return correction


def _refuse(decision: Decision, draft: CorrectionDraft) -> None:
    """Stop a correction that says nothing, changes nothing, names somebody, or comes after another."""
    later = Decision.objects.filter(corrects=decision).first()
    if later is not None:
        raise DomainError(
            _("Une correction existe déjà : %(reference)s.") % {"reference": later.reference},
            nearest=_("C’est elle que l’on récrit, ou que l’on corrige."),
            link=(later.reference, reverse("governance:decision", args=[later.reference])),
        )
    if not draft.reason.strip():
        raise DomainError(_("Dites ce qui est corrigé : c’est publié avec la correction."), field="reason")
    if not _changes(decision, draft):
        raise DomainError(
            _("Aucun mot n’est changé : il n’y a rien à corriger."),
            nearest=_("Changez ce qui doit l’être, dans les textes ou dans les préconisations."),
            field="public_text",
        )
    asked = [text for text, _said in draft.preconisations.values()]
    public = {"reason": [draft.reason], "public_text": [draft.public_title, draft.public_text, *asked]}
    refuse_naming(public, checked=draft.checked)


def _changes(decision: Decision, draft: CorrectionDraft) -> bool:
    """Whether anything would read otherwise."""
    was = (decision.full_text, decision.public_title, decision.public_text)
    words = tuple(one.strip() for one in (draft.full_text, draft.public_title, draft.public_text))
    return words != was or changes_words(decision, draft.preconisations)
