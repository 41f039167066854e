"""Sentences about what a file or a gate lacks."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liamm.features.charter.bindings.shapes.grid import Grid
from liamm.features.proposals.rules.gate import GateFinding, GateLack
from liamm.features.proposals.rules.readiness import Lack


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
