"""A decision as a step of le fil, and what became of all that led to it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.features.charter.enums import Effect
from liamm.features.governance.enums import Door
from liamm.features.governance.models import Decision
from liamm.features.governance.rules.closing import RETAINS
from liamm.kernel.extension import ThreadStep
from liamm.ui.tongues import in_french


def step_of(decision: Decision) -> ThreadStep:
    """A decision as a step of le fil; of a request submitted several times it says which version was decided."""
    line, version = f"{decision.body.name} · {in_french(decision.outcome_name)}", getattr(decision, "version", None)
    line = f"{line} · {_('correction')}" if decision.door == Door.CORRECTION else line
    return ThreadStep(
        title=decision.public_title or (decision.origin.title if decision.origin else decision.reference),
        line=f"{line} · {_('version %(number)d') % {'number': version}}" if version else line,
        url=reverse("governance:decision", args=[decision.reference]),
        at=decision.decided_at,
        became=_became(decision),
        settles=(decision.origin.proposal_id, version) if decision.origin and decision.is_published else None,
    )


def _became(decision: Decision) -> str:
    """What became of all that led to a decided request, in a sentence."""
    outcome = decision.outcome_name[:1].lower() + decision.outcome_name[1:]
    words = {"body": decision.body.name, "outcome": outcome, "confirms": decision.route.get("confirms_name", "")}
    if words["confirms"] and not decision.confirms_id and Effect(decision.effect) in RETAINS:
        return _("Une demande en est née ; retour du %(body)s : %(outcome)s, le %(confirms)s confirme ou non.") % words
    return _("Une demande en est née ; retour du %(body)s : %(outcome)s.") % words
