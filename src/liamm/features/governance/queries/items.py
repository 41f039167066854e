"""One agenda item, for whoever decides it or stays out of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import team
from liamm.features.charter import bindings
from liamm.features.charter.bindings.shapes.functions import Function
from liamm.features.charter.bindings.shapes.route import Outcome
from liamm.features.charter.enums import ItemKind
from liamm.features.governance.counting import count_quorum, out_of, rules_of
from liamm.features.governance.dossiers import Dossier
from liamm.features.governance.files import dossiers
from liamm.features.governance.matters import about, carriers_of_item, ties
from liamm.features.governance.models import AgendaItem, Decision, Recusal
from liamm.features.governance.policies import Permission, policy
from liamm.features.governance.policies.agenda import out_of_it
from liamm.features.governance.policies.permissions import on_team, stays_out
from liamm.features.governance.ripening import unasked
from liamm.features.governance.rules.closing import CONFIRMING
from liamm.features.governance.rules.interest import Tie
from liamm.features.governance.rules.quorum import Quorum
from liamm.features.governance.seats import sitters
from liamm.features.governance.weighing import weigh
from liamm.kernel import clock
from liamm.kernel.access import Actor, Refused, load_visible
from liamm.kernel.actions import Citation


def load_item(actor: Actor, key: UUID) -> AgendaItem:
    """An item of an agenda that the actor may see.

    Raises Http404 both when there is none and when it may not be seen; Refused, with the sentence of the recusal, for
    whoever stays out of it: they know that it is there.
    """
    found = AgendaItem.objects.select_related("body", "proposal", "sitting__body", "sitting__chair", "confirms__body")
    if stays_out(actor, key):
        raise Refused(out_of_it())
    item = load_visible(policy, actor, found, pk=key)
    if item.sitting is None:
        raise Http404
    return item


@dataclass(frozen=True, slots=True)
class DecidingPage:
    """What whoever leads the sitting sees while closing an item."""

    item: AgendaItem
    outcomes: Sequence[Outcome]
    functions: Sequence[Function]
    minders: Sequence[UUID]
    dossier: Dossier | None
    quorum: Quorum
    overloads: bool
    overload_rule: str
    overload_citation: Citation
    recusals: int
    decision: Decision | None
    reads_proposal: bool
    weighs: bool


def deciding_page(actor: Actor, item: AgendaItem) -> DecidingPage:
    """The item in hand, its file, the quorum without those who stay out, and what it weighs."""
    assert item.sitting is not None  # load_item has seen it
    at = rules_of(item.sitting)
    kind = bindings.agenda_items(at).value.kind(ItemKind(item.kind))
    outcomes = [one for one in kind.outcomes if item.confirms_id is None or one.effect in CONFIRMING]
    thing = about(item)
    route = bindings.route(at)
    return DecidingPage(
        item=item,
        outcomes=outcomes,
        functions=[one for one in bindings.functions(at).value.functions if one.key != thing.function],
        minders=_minders(item),
        dossier=dossiers([item], named=on_team(actor)).get(item.pk),
        quorum=count_quorum(item.sitting, item),
        overloads=bool(thing.node and item.confirms_id is None and weigh(thing.node.id).overloads),
        overload_rule=route.value.overload.text,
        overload_citation=route.cite(route.value.overload),
        recusals=len(out_of(item)),
        decision=Decision.objects.filter(item=item).first(),
        reads_proposal=item.confirms is not None
        and bool(policy.decide(actor, Permission.VIEW_DECISION, item.confirms)),
        weighs=thing.node is not None,
    )


def _minders(item: AgendaItem) -> list[UUID]:
    """Those who may mind a preconisation: the members, the team and those who carry the request."""
    people: list[Person] = [one.person for one in sitters(item.body, clock.today())]
    return list(dict.fromkeys(one.pk for one in [*people, *team(), *carriers_of_item(item)]))


@dataclass(frozen=True, slots=True)
class RecusalLine:
    """One recusal, and what the actor may answer for it: that the person takes part, or that they carry the item."""

    recusal: Recusal
    may_let_in: bool
    may_set_out: bool


@dataclass(frozen=True, slots=True)
class RecusalsPage:
    """Who stays out of an item, and whom the actor may let take part: never who carries it."""

    item: AgendaItem
    recusals: Sequence[RecusalLine]
    out: bool
    to_ask: Sequence[Person]


def recusals_page(actor: Actor, item: AgendaItem) -> RecusalsPage:
    """The recusals of an item, each with whether the actor may settle it."""
    rows = list(item.recusals.select_related("person", "item__sitting").order_by("created_at"))
    carrying = ties(item).get(Tie.CARRIER, ()) if rows else ()
    out = any(row.state == "stands" and row.person_id == actor.pk for row in rows)
    return RecusalsPage(
        item=item,
        recusals=[_line(actor, row, carries=row.person_id in carrying) for row in rows],
        out=out,
        to_ask=_to_ask(actor, item),
    )


def _line(actor: Actor, row: Recusal, *, carries: bool) -> RecusalLine:
    may = row.state == "proposed" and bool(policy.decide(actor, Permission.SETTLE_RECUSAL, row))
    return RecusalLine(row, may and not carries, may and carries and row.person_id != actor.pk)


def _to_ask(actor: Actor, item: AgendaItem) -> list[Person]:
    """The members tied to the item who were not asked yet, for whoever may ask them."""
    if not item.is_living or not policy.decide(actor, Permission.PROPOSE_RECUSAL, item):
        return []
    people = [one.person for one in sitters(item.body, clock.today())]
    asked = unasked(item, people)
    return list(dict.fromkeys(one for one in people if one.pk in asked))
