"""The public register, and one decision as whoever asks may read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.features.charter import bindings
from liamm.features.charter.bindings.shapes.functions import Function
from liamm.features.charter.enums import Effect, Matter
from liamm.features.commitments.queries import read_snapshot
from liamm.features.governance.dating import said_when
from liamm.features.governance.dossiers import BlockSaid, read_blocks
from liamm.features.governance.enums import Door
from liamm.features.governance.load_said import LoadSaid, said_load, skill_names
from liamm.features.governance.models import Body, Decision, Observation, Preconisation
from liamm.features.governance.models.decisions import DecisionQuerySet
from liamm.features.governance.policies import Permission, policy
from liamm.features.governance.rules.closing import RETAINS
from liamm.features.governance.rules.route import Standing
from liamm.features.governance.standing import first_of, last_word, say_standing, standing_of
from liamm.features.territories.models import Territory
from liamm.kernel import clock, french
from liamm.kernel.access import Actor, load_visible
from liamm.kernel.actions import Citation
from liamm.kernel.extension import ThreadStep
from liamm.kernel.ledger.models import Entry
from liamm.kernel.search.models import SearchEntry
from liamm.kernel.thread.chain import Node, Stage, stages

PAGE = 30
STAMPS = {
    "retain": "retained",
    "retain_with": "reserved",
    "defer": "deferred",
    "redirect": "redirected",
    "refuse": "refused",
    "note": "open",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFilters:
    """What the register is narrowed to; empty values do not narrow, what is unknown finds nothing."""

    body: str = ""
    effect: str = ""
    function: str = ""
    year: int | None = None
    territory: Territory | None = None
    words: str = ""
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One decision of the register: when, by whom, and its outcome in the words of its charter; `mended` is a word."""

    reference: str
    url: str
    title: str
    when: str
    function: str
    outcome: str
    mended: str


@dataclass(frozen=True, slots=True)
class Register:
    """One page of the register, its lines, and how many there are in all."""

    page: Page[tuple[Any, ...]]
    lines: Sequence[RegisterLine]
    total: int


def published(filters: RegisterFilters) -> DecisionQuerySet:
    """The decisions of the register that answer to the filters, the last first."""
    found = Decision.objects.published() if not filters.unknown else Decision.objects.none()
    simple = {
        "body__key": filters.body,
        "effect": filters.effect,
        "function": filters.function,
        "decided_at__year": filters.year,
    }
    found = found.filter(**{name: value for name, value in simple.items() if value})
    if filters.territory is not None:
        found = found.filter(territories__overlap=_within(filters.territory))
    return found.filter(_with_words(filters.words)) if filters.words.strip() else found


def _within(territory: Territory) -> list[Any]:
    """The place, all that lies in it, and what it lies in: what was decided for a whole EPCI is also for a commune."""
    wider = (territory.epci_id, territory.departement_id, territory.region_id)
    return [territory.pk, *Territory.objects.within(territory).values_list("pk", flat=True), *filter(None, wider)]


def _with_words(words: str) -> Q:
    stems = french.stems(words) or french.words(words)
    if not stems:
        return Q(pk__in=[])
    found = SearchEntry.objects.matching(stems, ["public"]).filter(kind="decision").order_by()
    return Q(pk__in=list(found.values_list("subject_id", flat=True)))


_LISTED = (
    *("reference", "public_title", "function", "outcome_name"),
    *("body__name", "door", "decided_at", "sitting__starts"),
    *("corrects_id", "correction__published_at"),
)


def register(filters: RegisterFilters, number: int | str = 1) -> Register:
    """One page of the register; two queries, whatever its length."""
    rows = published(filters).values_list(*_LISTED)
    shown = Paginator(rows, PAGE).get_page(number)
    functions = {one.key: one.name for one in bindings.functions(clock.today()).value.functions}
    base = reverse("governance:decisions")
    lines = [
        RegisterLine(
            reference=reference,
            url=f"{base}{reference}/",
            title=title,
            when=said_when(*when),
            function=functions.get(function, ""),
            outcome=outcome,
            mended=_mended(corrects, later),
        )
        for reference, title, function, outcome, *when, corrects, later in shown
    ]
    return Register(shown, lines, shown.paginator.count)


def _mended(corrects: UUID | None, later: datetime | None) -> str:
    """That it is a correction, or was corrected since; a correction that is not published yet is not said."""
    return _("corrigée depuis") if later else _("correction") if corrects else ""


def register_years() -> list[int]:
    """The years in which something was decided and published, the last first."""
    years = Decision.objects.filter(published_at__isnull=False).annotate(year=ExtractYear("decided_at"))
    return list(years.order_by("-year").values_list("year", flat=True).distinct())


def register_bodies() -> list[Body]:
    """The bodies, in the order of the charter."""
    return list(Body.objects.only("key", "name"))


@dataclass(frozen=True, slots=True)
class Route:
    """The route of a decision as its page says it."""

    text: str
    bodies: str
    says: str
    citation: Citation
    confirmation: Decision | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """All that the page of a decision shows to one actor; `whole` says that the full text is for them too."""

    decision: Decision
    whole: bool
    stamp: str
    function: Function | None
    redirected: Function | None
    route: Route
    load: LoadSaid | None
    chain: Sequence[Stage]
    observations: Sequence[Observation]
    preconisations: Sequence[Preconisation]
    territories: Sequence[Territory]
    blocks: Sequence[BlockSaid]
    correction: Decision | None
    other_times: Sequence[Decision]
    entry: Entry | None
    may_write: bool
    may_read: bool
    may_correct: bool

    @property
    def when(self) -> str:
        """When and by whom it was decided, or corrected."""
        made = self.decision
        return said_when(made.body.name, made.door, made.decided_at, made.sitting.starts if made.sitting else None)

    @property
    def title(self) -> str:
        """The public title, or that of the item while there is none."""
        if self.decision.public_title:
            return self.decision.public_title
        return self.decision.origin.title if self.decision.origin else self.decision.reference


def load_decision(actor: Actor, reference: str) -> Decision:
    """A decision that the actor may see.

    Raises Http404 both when there is none and when it may not be seen.
    """
    found = (
        Decision.objects.with_version()
        .select_related("body", "sitting__body", "origin", "confirms__body", "corrects", "correction", "frame")
        .prefetch_related("confirmations__body", "preconisations")
    )
    return load_visible(policy, actor, found, reference=reference)


def decision_page(actor: Actor, reference: str) -> DecisionPage:
    """One decision, as the actor may read it."""
    decision = load_decision(actor, reference)
    root = first_of(decision)
    functions = {one.key: one for one in bindings.functions(decision.charter_version).value.functions}
    return DecisionPage(
        decision=decision,
        whole=bool(policy.decide(actor, Permission.VIEW_FULL, decision)),
        stamp=STAMPS[decision.effect],
        function=functions.get(decision.function),
        redirected=functions.get(decision.redirected_to),
        route=route_of(decision),
        load=said_load(read_snapshot(decision.capacity), skill_names(decision.charter_version)),
        chain=stages(actor, Node("decision", decision.pk), here=step_of(decision)),
        observations=list(Observation.objects.filter(item=decision.origin_id)) if decision.origin_id else [],
        preconisations=list(root.preconisations.all()),
        territories=list(Territory.objects.filter(pk__in=decision.territories)),
        blocks=tuple(read_blocks(decision.grid)),
        correction=_correction(decision),
        other_times=_other_times(decision),
        entry=sealed_entry(decision),
        may_write=not decision.is_published and bool(policy.decide(actor, Permission.WRITE, decision)),
        may_read=not decision.is_published and bool(policy.decide(actor, Permission.READ, decision)),
        may_correct=decision.is_published and bool(policy.decide(actor, Permission.CORRECT, decision)),
    )


def step_of(decision: Decision) -> ThreadStep:
    """A decision as a step of le fil; of a request submitted several times it says which version was decided."""
    line, version = f"{decision.body.name} · {decision.outcome_name}", getattr(decision, "version", None)
    line = f"{line} · {_('correction')}" if decision.door == Door.CORRECTION else line
    return ThreadStep(
        title=decision.public_title or (decision.origin.title if decision.origin else decision.reference),
        line=f"{line} · {_('version %(number)d') % {'number': version}}" if version else line,
        url=reverse("governance:decision", args=[decision.reference]),
        at=decision.decided_at,
        became=_became(decision),
    )


def _became(decision: Decision) -> str:
    """What became of all that led to a decided request, in a sentence."""
    outcome = decision.outcome_name[:1].lower() + decision.outcome_name[1:]
    words = {"body": decision.body.name, "outcome": outcome, "confirms": decision.route.get("confirms_name", "")}
    if words["confirms"] and not decision.confirms_id and Effect(decision.effect) in RETAINS:
        return _("Une demande en est née ; retour du %(body)s : %(outcome)s, le %(confirms)s confirme ou non.") % words
    return _("Une demande en est née ; retour du %(body)s : %(outcome)s.") % words


def _correction(decision: Decision) -> Decision | None:
    later: Decision | None = getattr(decision, "correction", None)
    return later if later is not None and later.is_published else None


def _other_times(decision: Decision) -> list[Decision]:
    """What was decided of the same request before or after, the last word of another body left aside."""
    proposal = decision.origin.proposal_id if decision.origin else None
    if proposal is None:
        return []
    same = Decision.objects.filter(origin__proposal_id=proposal, published_at__isnull=False)
    itself = [pk for pk in (decision.pk, decision.confirms_id, decision.corrects_id) if pk]
    first = same.filter(confirms=None, corrects=None).exclude(pk__in=itself)
    return list(first.select_related("body").order_by("decided_at"))


def route_of(decision: Decision) -> Route:
    """The route of a decision, in the words of its day, with the last word if it is public."""
    root = decision.confirms or first_of(decision)
    cited = bindings.route(decision.charter_version)
    path = cited.value.path(Matter(decision.matter))
    stands = standing_of(root, public=True)
    return Route(
        text=str(root.route.get("text", "")),
        bodies=_say_bodies(root),
        says=say_standing(root, stands),
        citation=cited.cite(path),
        confirmation=last_word(root, public=True),
        standing=stands,
    )


def _say_bodies(root: Decision) -> str:
    """« COPIL puis CODIR », or « par délégation du COPIL »."""
    route = root.route
    if root.door == Door.DELEGATION:
        return _("par délégation du %(body)s") % {"body": root.body.name}
    if not route.get("confirms_name"):
        return str(route.get("proposes_name", ""))
    return _("%(first)s puis %(last)s") % {"first": route["proposes_name"], "last": route["confirms_name"]}


def sealed_entry(decision: Decision) -> Entry | None:
    """The entry of the ledger by which a decision was published, None while it is not."""
    if not decision.is_published:
        return None
    return Entry.objects.filter(
        subject_kind="decision", subject_id=decision.pk, kind="governance.decision_published"
    ).first()
