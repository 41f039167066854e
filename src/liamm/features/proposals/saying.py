"""Sentences about what a file or a gate lacks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liamm.features.charter.bindings.shapes.grid import Grid
from liamm.features.commitments.queries import say_month
from liamm.features.proposals.rules.gate import GateFinding, GateLack
from liamm.features.proposals.rules.readiness import Lack
from liamm.kernel import clock
from liamm.ui.dates import say_day


def say_findings(findings: Sequence[GateFinding], grid: Grid) -> str:
    """« 2 avis envoyés sur 3 attendus », « “Impact potentiel agents” : 1 avis sur 3 à “réelle” ou au-dessus »."""
    return " ; ".join(_say_finding(finding, grid) for finding in findings)


def _say_finding(finding: GateFinding, grid: Grid) -> str:
    if finding.lack is GateLack.SENT:
        return ngettext(
            "%(have)d avis envoyé sur %(of)d attendus", "%(have)d avis envoyés sur %(of)d attendus", finding.have
        ) % {"have": finding.have, "of": finding.of}
    return _("« %(criterion)s » : %(have)d avis sur %(of)d à « %(step)s » ou au-dessus, il en faut davantage") % {
        "criterion": grid.criterion(finding.criterion).name,
        "have": finding.have,
        "of": finding.of,
        "step": grid.appreciation(grid.gate_rule.at_least).name,
    }


def say_lacks(lacks: Sequence[Lack]) -> list[str]:
    """What is missing, one sentence each."""
    sentences = {
        Lack.SUBMITTED: _("La demande n’est pas déposée."),
        Lack.GATE: _("Personne n’a encore constaté si le filtre des usages est franchi."),
        Lack.GATE_HELD: _("Il a été constaté que le filtre des usages n’est pas franchi."),
        Lack.APPRAISALS: _("Il manque des avis sur la suite de la grille."),
        Lack.LOAD: _("L’équipe n’a pas encore dit ce que la demande prendrait de temps au laboratoire."),
    }
    return [sentences[lack] for lack in lacks]


def say_passed(months: Sequence[date], returns_on: date) -> str:
    """« La charge demandée pour janvier 2027 et février 2027 vient avant le retour, le 12 mars : … », or nothing."""
    if not months:
        return ""
    return _("La charge demandée pour %(months)s vient avant le retour, le %(day)s : elle est à dater de nouveau.") % {
        "months": _listed([say_month(month) for month in months]),
        "day": say_day(returns_on, clock.today(), weekday=False),
    }


def _listed(words: Sequence[str]) -> str:
    if len(words) == 1:
        return words[0]
    return _("%(first)s et %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
