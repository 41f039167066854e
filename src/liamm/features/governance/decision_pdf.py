"""A published decision on accessible paper: what its page says, in the same order."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from liamm.features.governance.enums import Door
from liamm.features.governance.exports import address_of
from liamm.features.governance.models import Decision
from liamm.features.governance.paper_days import paper_day
from liamm.features.governance.queries.decisions import DecisionPage
from liamm.kernel.paper import Block, Facts, Heading, Items, Sheet, Table, Text, as_pdf


def decision_as_pdf(shown: DecisionPage) -> bytes:
    """The public part of a decision; the full text is never on it."""
    decision = shown.decision
    said = {Door.DELEGATION: _("par délégation du %(body)s"), Door.CORRECTION: _("correction d’un retour du %(body)s")}
    body = said.get(Door(decision.door), "%(body)s") % {"body": decision.body.name}
    above = f"{body} · {_day(decision)} · {decision.reference}"
    sheet = Sheet(title=shown.title, above=above, foot=address_of(decision), blocks=tuple(_blocks(shown)))
    return as_pdf(sheet)


def _day(decision: Decision) -> str:
    return paper_day(timezone.localtime(decision.decided_at).date())


def _blocks(shown: DecisionPage) -> Iterable[Block]:
    decision = shown.decision
    yield Facts([(_("Issue"), decision.outcome_name), (_("Fonction"), shown.function.name if shown.function else "")])
    if decision.corrects is not None:
        yield Text(_("Corrige %(reference)s.") % {"reference": decision.corrects.reference})
        yield Text(decision.correction_reason)
    yield Heading(_("Pourquoi"))
    yield Text(decision.public_text)
    if shown.overload_reason:
        yield Heading(_("Au-delà de la capacité, parce que"))
        yield Text(shown.overload_reason)
    yield from _preconisations(shown)
    for observation in shown.observations:
        yield Heading(_("Observation sur le respect des critères"))
        yield Text(observation.text)
    yield from _grid(shown)
    yield from _load(shown)
    yield from _proof(shown)


def _grid(shown: DecisionPage) -> Iterable[Block]:
    """What was stated at the gate, and the opinions by criterion, with their arguments when the register shows them."""
    if shown.gate:
        yield Heading(_("La grille, critère par critère"))
        yield Text(shown.gate.said)
    for block in shown.blocks:
        yield Heading(block.name)
        yield Table([_("Critère"), *block.scale], [[one.name, *map(str, one.counts)] for one in block.criteria])
        for one in block.criteria:
            if one.arguments:
                yield Heading(one.name, level=3)
                yield Items([said.said for said in one.arguments])


def _preconisations(shown: DecisionPage) -> Iterable[Block]:
    if shown.preconisations:
        yield Heading(_("Préconisations"))
        yield Table(
            [_("Préconisation"), _("Qui s’en soucie"), _("Pour le"), _("Où elle en est")],
            [
                [one.text, one.minder_said, paper_day(one.term), str(one.get_state_display())]
                for one in shown.preconisations
            ],
        )


def _load(shown: DecisionPage) -> Iterable[Block]:
    said = shown.load
    if said:
        yield Heading(_("La charge, ce jour-là"))
        yield Items([f"{line.label} : {line.sentence}" for line in [said.whole, *said.months]])


def _proof(shown: DecisionPage) -> Iterable[Block]:
    decision = shown.decision
    yield Heading(_("D’où vient cette décision"))
    yield Facts(
        [
            (_("Route"), f"{shown.route.text} {shown.route.says}".strip()),
            (_("Charte"), _("version %(version)s") % {"version": decision.charter_version}),
            (_("Grille"), shown.grid),
            (_("Théorie de transformation"), decision.theory_version),
            (_("Déports"), str(decision.recusals)),
            (_("Empreinte"), decision.digest),
        ]
    )
