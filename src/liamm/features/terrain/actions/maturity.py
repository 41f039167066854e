"""Saying how ripe a problem is, condition by condition, with what shows it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.charter import bindings
from liamm.features.terrain.facts import MaturityMarked
from liamm.features.terrain.models import MaturityMark, Problem
from liamm.features.terrain.policies import Permission, policy
from liamm.features.terrain.telltale import refuse_telltale
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record


@action
def mark_maturity(
    actor: Actor, problem: Problem, *, condition: str, kept: bool, evidence: str, checked: bool = False
) -> MaturityMark:
    """Say that a condition of maturity is kept, or is not (any more), and what shows it; what was said before stays."""
    require(policy, actor, Permission.SHAPE_PROBLEM, problem)
    maturity = bindings.maturity(clock.today())
    known = {one.key: one.name for one in maturity.value.conditions}
    if condition not in known:
        raise DomainError(
            _("Cette condition n’est pas de celles que la maison regarde."),
            citation=maturity.cite(),
            nearest=", ".join(known.values()),
            field="condition",
        )
    if not evidence.strip():
        raise DomainError(_("Dites ce qui le montre : une phrase suffit."), citation=maturity.cite(), field="evidence")
    refuse_telltale(evidence, field="evidence", checked=checked)
    mark = MaturityMark.objects.create(
        problem=problem,
        condition=condition,
        kept=kept,
        evidence=evidence.strip(),
        by=actor if isinstance(actor, Person) else None,
        charter_version=maturity.version,
    )
    record(actor, MaturityMarked(subject_id=problem.pk, condition=condition, kept=kept, charter=maturity.version))
    return mark
