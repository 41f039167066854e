"""Emptying an earlier version of a problem that names or exposes somebody: its words go, the day and why stay."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.charter.bindings import promised
from liamm.features.terrain.facts import KnownRedacted
from liamm.features.terrain.models import KnownVersion, Problem
from liamm.features.terrain.policies import Permission, policy
from liamm.features.terrain.telltale import refuse_telltale
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record


@action
def redact_version(actor: Actor, problem: Problem, *, number: int, because: str, checked: bool = False) -> KnownVersion:
    """Empty an earlier version; the one in force is written anew first."""
    require(policy, actor, Permission.SHAPE_PROBLEM, problem)
    problem = Problem.objects.select_for_update(of=("self",), no_key=True).get(pk=problem.pk)
    last, *earlier = problem.versions.all()
    version = next((one for one in earlier if one.number == number and one.redacted_at is None), None)
    if last.number == number or version is None:
        raise DomainError(
            _("Seule une version d’avant, encore lisible, peut être retirée."),
            citation=promised("versions_stay"),
            nearest=_("Pour la version en cours, écrivez-en d’abord une autre."),
            field="number",
        )
    because = because.strip()
    if not because:
        raise DomainError(
            _("Dites pourquoi, sans redire ce qui est retiré."), citation=promised("versions_stay"), field="because"
        )
    refuse_telltale(because, field="because", checked=checked)
    version.question = version.concerned = version.known = ""
    version.redacted_at, version.redacted_because = clock.now(), because[:300]
    version.save()
    record(actor, KnownRedacted(subject_id=problem.pk, number=number))
    return version
