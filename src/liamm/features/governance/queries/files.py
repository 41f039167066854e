"""The file of a sitting: what a member reads before it, on a phone or on paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from liamm.features.charter import bindings
from liamm.features.charter.bindings.shapes.route import AgendaItemKind
from liamm.features.charter.enums import ItemKind, Matter
from liamm.features.commitments.queries import read_snapshot
from liamm.features.governance.counting import rules_of
from liamm.features.governance.dossiers import Dossier
from liamm.features.governance.enums import ItemState, RecusalState
from liamm.features.governance.files import dossiers_of
from liamm.features.governance.load_said import LoadSaid, said_load, say_uncounted, skill_names
from liamm.features.governance.models import AgendaItem, Decision, Frame, Observation, Recusal, Sitting
from liamm.features.governance.policies import Permission, policy
from liamm.features.governance.policies.agenda import guards
from liamm.features.governance.policies.decisions import seen_whole
from liamm.features.governance.policies.permissions import on_team
from liamm.features.governance.queries.bodies import frame_on
from liamm.kernel import clock
from liamm.kernel.access import Actor, only
from liamm.kernel.actions import Citation
from liamm.kernel.asof import gathered
from liamm.kernel.prepared import prepared


@dataclass(frozen=True, slots=True)
class Told:
    """A decision that the body is told of: its title, its outcome and its public text, as far as it is written."""

    reference: str
    public_title: str
    outcome_name: str
    public_text: str


@dataclass(frozen=True, slots=True)
class ItemFile:
    """One item of a file; empty but for its title when the reader stays out of it.

    `proposed` is what another body decided and this one confirms, for a reader of its full text.
    """

    item: AgendaItem
    kind: AgendaItemKind
    out: bool
    dossier: Dossier | None
    observations: Sequence[Observation]
    decision: Decision | None
    told: Told | None
    route: str
    route_citation: Citation | None
    proposed: Decision | None = None


@dataclass(frozen=True, slots=True)
class SittingFile:
    """The whole file, as one reader may read it; `readable` holds the decisions whose page opens to them.

    `load` is without the items of which the reader stays out; `uncounted` is how many of them ask for something.
    """

    sitting: Sitting
    items: Sequence[ItemFile]
    frame: Frame | None
    load: LoadSaid | None
    uncounted: int
    recusals: Mapping[UUID, int]
    version: str
    may_observe: bool
    readable: frozenset[UUID]

    @property
    def said_uncounted(self) -> str:
        """That the load is without them, in a sentence."""
        return say_uncounted(self.uncounted)

    @property
    def living(self) -> int:
        """How many items are still to be decided."""
        return sum(1 for one in self.items if one.item.state == ItemState.PLACED)


def load_sitting(actor: Actor, slug: str) -> Sitting:
    """A sitting by its address."""
    return only(_sitting(actor, slug))


@prepared
def _sitting(actor: Actor, slug: str) -> QuerySet[Sitting]:
    found = Sitting.objects.select_related("body", "chair", "secretary", "current")
    return policy.visible_to(actor, found).filter(slug=slug)


_HEAVY = ("full_text", "public_text", "grid", "capacity", "quorum", "overload_reason", "correction_reason")
_UNREAD = ("notes", *(f"{decision}__{field}" for decision in ("confirms", "about") for field in _HEAVY))


def sitting_file(actor: Actor, sitting: Sitting) -> SittingFile:
    """The file of a sitting for someone who may read it; the number of queries does not grow with its items."""
    at = rules_of(sitting)
    items, seen = _agenda(sitting), set(_seen(actor, sitting))
    open_to_them = [item for item in items if item.pk in seen]
    files, load = _dossiers(open_to_them, named=on_team(actor))
    observations = _observations(seen)
    decisions = _decisions(actor, items)
    taken = {row.item_id: row for row in decisions}
    readable: dict[UUID | None, Decision] = {row.pk: row for row in decisions}
    proposed = _proposed(actor, open_to_them)
    return SittingFile(
        sitting=sitting,
        items=[
            ItemFile(
                item=item,
                kind=bindings.agenda_items(at).value.kind(ItemKind(item.kind)),
                out=item.pk not in seen,
                dossier=_as_seen(files.get(item.pk), taken.get(item.pk)),
                observations=observations.get(item.pk, ()),
                decision=taken.get(item.pk),
                told=_told(item, readable.get(item.about_id)),
                route=_route(item, at)[0],
                route_citation=_route(item, at)[1],
                proposed=proposed.get(item.confirms_id),
            )
            for item in items
        ],
        frame=frame_on(sitting.day),
        load=load,
        uncounted=sum(1 for item in items if item.pk not in seen and _asks(item)),
        recusals=_recusals(items),
        version=bindings.route(at).version,
        may_observe=guards(actor),
        readable=frozenset(row.pk for row in decisions),
    )


@prepared
def _agenda(sitting: Sitting) -> QuerySet[AgendaItem]:
    agenda = AgendaItem.objects.filter(sitting=sitting).on_agenda()
    return agenda.select_related("proposal", "confirms__body", "about").defer(*_UNREAD)


@prepared
def _seen(actor: Actor, sitting: Sitting) -> QuerySet[AgendaItem, UUID]:
    return policy.visible_to(actor, AgendaItem.objects.filter(sitting=sitting)).values_list("pk", flat=True)


def _asks(item: AgendaItem) -> bool:
    """Whether an item still to be decided may ask for days."""
    return item.state == ItemState.PLACED and item.proposal_id is not None


def _dossiers(seen: Sequence[AgendaItem], *, named: bool) -> tuple[dict[UUID, Dossier], LoadSaid | None]:
    """What is read about the items is the same for all who read it: members open it at the same hours."""
    placed = [item for item in seen if item.state == ItemState.PLACED]
    shown = (tuple(item.pk for item in seen), tuple(item.pk for item in placed))
    key = ("dossiers", *shown, named, get_language(), clock.today())
    return gathered(key, lambda: dossiers_of(seen, placed, named=named))


def _as_seen(dossier: Dossier | None, decision: Decision | None) -> Dossier | None:
    """The load of a decided item is that of the day it was decided, whatever was given or promised since."""
    if dossier is None or decision is None:
        return dossier
    if not decision.capacity:
        return replace(dossier, load_passed="")
    load = said_load(read_snapshot(decision.capacity), skill_names(decision.charter_version))
    return replace(dossier, load=load, load_passed="")


def _route(item: AgendaItem, at: bindings.When) -> tuple[str, Citation | None]:
    if item.confirms is not None:
        return str(item.confirms.route.get("text", "")), None
    cited = bindings.route(at)
    path = cited.value.path(Matter(item.matter))
    return path.text, cited.cite(path)


def _observations(items: Iterable[UUID]) -> dict[UUID, list[Observation]]:
    found: dict[UUID, list[Observation]] = defaultdict(list)
    for one in _observed(list(items)):
        found[one.item_id].append(one)
    return found


@prepared
def _observed(items: list[UUID]) -> QuerySet[Observation]:
    return Observation.objects.filter(item__in=items).select_related("author")


def _decisions(actor: Actor, items: Sequence[AgendaItem]) -> list[Decision]:
    """What was decided on these items, and what they confirm or tell, as far as the actor may read it."""
    named = {key for item in items for key in (item.confirms_id, item.about_id) if key}
    return _decided(actor, [item.pk for item in items], list(named))


@prepared
def _decided(actor: Actor, items: list[UUID], named: list[UUID]) -> QuerySet[Decision]:
    found = Decision.objects.filter(Q(item__in=items) | Q(pk__in=named))
    return policy.visible_to(actor, found).only("reference", "outcome_name", "item", "public_title", "public_text")


def _told(item: AgendaItem, decision: Decision | None) -> Told | None:
    if decision is None:
        return None
    title, text = decision.public_title or item.title, decision.public_text
    return Told(decision.reference, title, decision.outcome_name, text)


def _proposed(actor: Actor, items: Sequence[AgendaItem]) -> dict[UUID | None, Decision]:
    """What these items confirm, whole: its outcome, its reasons and what it recommends."""
    wanted = [item.confirms_id for item in items if item.confirms_id]
    if not wanted:
        return {}
    found = seen_whole(actor, Decision.objects.filter(pk__in=wanted)).select_related("body")
    return {one.pk: one for one in found.prefetch_related("preconisations")}


def _recusals(items: Sequence[AgendaItem]) -> dict[UUID, int]:
    found: dict[UUID, int] = defaultdict(int)
    for item_id in _left([item.pk for item in items]):
        found[item_id] += 1
    return found


@prepared
def _left(items: list[UUID]) -> QuerySet[Recusal, UUID]:
    return Recusal.objects.filter(item__in=items, state=RecusalState.STANDS).values_list("item_id", flat=True)


def may_read_file(actor: Actor, sitting: Sitting) -> bool:
    """Whether the file is for this reader."""
    return bool(policy.decide(actor, Permission.VIEW_FILE, sitting))
