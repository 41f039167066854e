"""The public register: what it is narrowed to, its lines, and its years and bodies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.features.charter import bindings
from liamm.features.governance.dating import said_when
from liamm.features.governance.models import Body, Decision
from liamm.features.governance.models.decisions import DecisionQuerySet
from liamm.features.territories.models import Territory
from liamm.kernel import clock, french
from liamm.kernel.prepared import Listed, Rows, prepared
from liamm.kernel.search.models import SearchEntry

PAGE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFilters:
    """What the register is narrowed to; empty values do not narrow.

    `unknown` finds nothing: the page says what it left aside, a file of data could not.
    """

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
    whole = filters == RegisterFilters()
    shown = Paginator(_whole_register() if whole else published(filters).values_list(*_LISTED), PAGE).get_page(number)
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


def _whole_register() -> Listed[tuple[Any, ...]]:
    return Listed(_how_many_published, lambda first, last: _published_between(first=first, last=last))


@prepared
def _published_between(*, first: int, last: int) -> QuerySet[Decision, tuple[Any, ...]]:
    return Decision.objects.published().values_list(*_LISTED)[first:last]


@prepared
def _how_many_published() -> QuerySet[Decision, int]:
    return Decision.objects.published().order_by().values_list(Rows(), flat=True)


def _mended(corrects: UUID | None, later: datetime | None) -> str:
    """That it is a correction, or was corrected since; a correction that is not published yet is not said."""
    return _("corrigée depuis") if later else _("correction") if corrects else ""


@prepared
def register_years() -> QuerySet[Decision, int]:
    """The years in which something was decided and published, the last first."""
    years = Decision.objects.filter(published_at__isnull=False).annotate(year=ExtractYear("decided_at"))
    return years.order_by("-year").values_list("year", flat=True).distinct()


@prepared
def register_bodies() -> QuerySet[Body]:
    """The bodies, in the order of the charter."""
    return Body.objects.only("key", "name")
