"""What is read about the items of a sitting: requests with their grid and their load, the rest in their own words."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.charter import bindings
from liamm.features.commitments.queries import LoadTable, load_tables
from liamm.features.governance.dossiers import ArgumentSaid, BlockSaid, CriterionSaid, Dossier, GateSaid
from liamm.features.governance.enums import ItemState
from liamm.features.governance.load_said import LoadSaid, said_load
from liamm.features.governance.models import AgendaItem
from liamm.features.proposals.queries import ProposalFile, files_of, passed_of, say_lacks
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM


def dossiers(items: Sequence[AgendaItem], *, named: bool) -> dict[UUID, Dossier]:
    """What is read about each item; as many queries for twenty as for one. `named` shows who wrote an opinion."""
    return dossiers_of(items, (), named=named)[0]


def dossiers_of(
    seen: Sequence[AgendaItem], placed: Sequence[AgendaItem], *, named: bool
) -> tuple[dict[UUID, Dossier], LoadSaid | None]:
    """What is read about the items seen, and the load if all those placed were retained.

    The load of all is absent when one of them at most asks for days.
    """
    proposals = [item.proposal for item in seen if item.proposal is not None]
    files = files_of(SYSTEM, proposals)
    skills = [skill.key for skill in bindings.skills(clock.today()).value.skills]
    together = [item.proposal_id for item in placed if item.proposal_id]
    loads = load_tables([one.pk for one in proposals], together=together, skills=skills)
    found = {}
    for item in seen:
        file = files.get(item.proposal_id) if item.proposal_id else None
        table = loads.each.get(item.proposal_id) if item.proposal_id else None
        found[item.pk] = _of_request(item, file, table, named=named) if file else Dossier(summary=item.summary)
    return found, said_load(loads.together) if loads.together else None


def _of_request(item: AgendaItem, file: ProposalFile, table: LoadTable | None, *, named: bool) -> Dossier:
    objectives = {one.key: one.name for one in bindings.objectives(file.version.charter_version).value.objectives}
    return Dossier(
        summary=item.summary,
        reference=file.proposal.reference,
        url=f"/demandes/{file.proposal.reference}/" if named else "",
        carriers=tuple(_carrier(str(one.person), str(one.organisation or "")) for one in file.carriers),
        lines=tuple((one.label, one.words) for one in file.answers if one.words),
        objectives=tuple(objectives.get(key, key) for key in file.objectives),
        territories=tuple(one.label for one in file.territories),
        community=file.has_community,
        grid=file.grid.value.version,
        gate=_gate(file),
        blocks=tuple(block for block in blocks_of(file, named=named) if block.given),
        set_aside=file.set_aside,
        load=said_load(table) if table else None,
        load_passed=passed_of(file.proposal, file.load) if _awaits_first_word(item) else "",
        lacks=tuple(say_lacks(file.lacks)),
    )


def _awaits_first_word(item: AgendaItem) -> bool:
    """Whether its load may still be dated anew: a body decides on the load that it was shown."""
    return item.state != ItemState.DECIDED and item.confirms_id is None


def _carrier(name: str, organisation: str) -> str:
    return f"{name} ({organisation})" if organisation else name


def _gate(file: ProposalFile) -> GateSaid | None:
    if not file.gate.acts and not any(block.given for block in file.spread):
        return None
    words = (
        tuple(_stated(word.person, word.argument) for word in file.gate.act.gate_words.all()) if file.gate.act else ()
    )
    return GateSaid(file.gate.is_passed, file.gate.is_held, words, file.grid.value.gate.motto)


def _stated(person: Person, argument: str) -> str:
    """A statement at the gate, which is an act by named persons."""
    return _("%(who)s : %(argument)s") % {"who": person, "argument": argument}


def blocks_of(file: ProposalFile, *, named: bool) -> list[BlockSaid]:
    """The spread of the opinions block after block, with names only for whoever may read them."""
    scale = tuple(step.name for step in file.grid.value.scale)
    return [
        BlockSaid(
            one.block.name,
            one.block.motto,
            one.block.gate,
            scale,
            tuple(
                CriterionSaid(
                    each.label,
                    each.counts,
                    each.own,
                    tuple(ArgumentSaid(a.step, a.words, a.who if named else "", a.own) for a in each.arguments),
                )
                for each in one.criteria
            ),
        )
        for one in file.spread
    ]
