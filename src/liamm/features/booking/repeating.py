"""Several bookings at once: the days of a series, what the rules say of each, and the refusal that names them all."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import zip_longest
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liamm.features.accounts.models import Person
from liamm.features.booking.house import Known, known_under, ruled_by, stretches
from liamm.features.booking.limiting import Taker, use_of, uses_of, with_quotas
from liamm.features.booking.models import Booking, Series
from liamm.features.booking.refusing import BookingRefusedError, refusal
from liamm.features.booking.rules.asking import Ask, Broken, House, Verdict
from liamm.features.booking.rules.deciding import broken_by
from liamm.features.booking.rules.limiting import kept
from liamm.features.booking.rules.looking import AHEAD
from liamm.features.booking.rules.occupied import Occupied, Stretch
from liamm.features.booking.rules.offering import offers_for
from liamm.features.booking.rules.repeating import MOST, BadRuleError, TooOftenError, days_of
from liamm.features.booking.taking import BookingDraft
from liamm.features.charter import bindings
from liamm.kernel import clock
from liamm.kernel.actions import HOUSE_USAGE, DomainError
from liamm.ui.dates import say_day
from liamm.ui.times import local_day

_AROUND = timedelta(days=AHEAD + 2)


@dataclass(frozen=True, slots=True)
class Slot:
    """Where and when one day of a series is held instead, when not as the others."""

    rooms: tuple[int, ...]
    layout: str
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesDraft:
    """The first booking, the rule by which it comes again, the days left, and those held otherwise."""

    booking: BookingDraft
    rule: str
    left_out: Collection[date] = ()
    instead: Mapping[date, Slot] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a series, by the day of its rule: what is asked for, under which rules, and what was there before."""

    day: date
    draft: BookingDraft
    known: Known
    was: Ask | None = None


@dataclass(frozen=True, slots=True)
class DayRefused:
    """One day that cannot be as it is asked."""

    day: date
    starts: datetime
    ends: datetime
    refusal: BookingRefusedError


class SeriesRefusedError(DomainError):
    """Some days of a series cannot be: each with all its rules and what is possible; nothing was booked or changed."""

    def __init__(self, days: Sequence[DayRefused], of: int, *, changing: bool) -> None:
        said = ngettext(
            "Une date sur %(all)s ne se peut pas : rien n’est encore fait.",
            "%(n)s dates sur %(all)s ne se peuvent pas : rien n’est encore fait.",
            len(days),
        )
        if of == 1:
            said = _("Cette date ne se peut pas : rien n’est encore fait.")
        elif len(days) == of:
            said = _("Aucune de ces %(all)s dates ne se peut : rien n’est encore fait.")
        super().__init__(
            said % {"n": len(days), "all": of},
            nearest=_("Choisissez une autre heure ou une autre salle, ou changez ces dates une à une.")
            if changing
            else _("Laissez ces dates, ou choisissez pour chacune ce qui est possible."),
        )
        self.days = tuple(days)
        self.all_days = " ".join(one.day.isoformat() for one in days)


def days_asked(draft: SeriesDraft) -> list[Day]:
    """Each day of the series as it is asked, in order.

    Raises DomainError for a rule that is none, or leaves nothing.
    """
    zone = ZoneInfo(bindings.opening(clock.today()).value.timezone)
    starts, ends = (moment.astimezone(zone) for moment in (draft.booking.starts, draft.booking.ends))
    length = ends.date() - starts.date()
    houses = Houses()
    found = []
    for day in rule_days(draft.rule, starts.date(), draft.left_out):
        slot = draft.instead.get(day)
        asked = (
            replace(draft.booking, rooms=slot.rooms, layout=slot.layout, starts=slot.starts, ends=slot.ends)
            if slot
            else replace(
                draft.booking,
                starts=datetime.combine(day, starts.time(), zone),
                ends=datetime.combine(day + length, ends.time(), zone),
            )
        )
        found.append(Day(day, asked, houses.on(asked.starts.astimezone(zone).date())))
    return found


def rule_days(rule: str, first: date, left_out: Collection[date] = ()) -> list[date]:
    """The days of a rule.

    Raises DomainError for a rule that is none, or leaves nothing.
    """
    try:
        days = days_of(rule, first, left_out)
    except TooOftenError as error:
        last = {"day": say_day(error.last, clock.today())}
        raise DomainError(
            _("Une série revient au plus %(most)s fois, et celle-ci reviendrait davantage.") % {"most": MOST},
            citation=HOUSE_USAGE,
            nearest=_("Arrêtez-la au plus tard %(day)s ; une autre pourra la suivre.") % last,
            field="until",
        ) from None
    except BadRuleError:
        raise DomainError(
            _("La maison ne comprend pas cette répétition."),
            citation=HOUSE_USAGE,
            nearest=_("Une série revient par jour, par semaine, par mois ou par an, jusqu’à un jour que l’on dit."),
            field="until",
        ) from None
    if not days:
        raise DomainError(_("Il ne reste aucune date : gardez-en au moins une."), field="left")
    return days


class Houses:
    """The house by the version of the charter that will hold on each day, read once per version."""

    def __init__(self) -> None:
        self._known: dict[str, Known] = {}

    def on(self, day: date) -> Known:
        """The house on a day (one query for each version)."""
        version = bindings.rooms(ruled_by(day)).version
        if version not in self._known:
            self._known[version] = known_under(version)
        return self._known[version]


def refuse_days(days: Sequence[Day], person: Person | None, but: Sequence[UUID] = ()) -> None:
    """Stop when any day breaks a rule, the days before it in the series being taken by the person.

    `but` are the bookings that become these days, one each: they are in nobody's way. What is offered leaves their
    place to all the days that can be; as many come each time, so nothing is offered that would hold fewer.
    Raises SeriesRefusedError.
    """
    series = _Weighing(days, person, but)
    amiss = [(day, own, broken) for day, own in zip_longest(days, but) if (broken := series.broken(day, own))]
    if amiss:
        refused = [series.refused(*one) for one in amiss]
        raise SeriesRefusedError(refused, len(days), changing=bool(but))


class _Weighing:
    """The days of a series weighed one after another: what is taken by then, by others and by the days that can be."""

    def __init__(self, days: Sequence[Day], person: Person | None, but: Sequence[UUID]) -> None:
        around = [day.draft.starts.date() + step for day in days for step in (-_AROUND, _AROUND)]
        self._taker = Taker(person, days[0].draft.organisation)
        limited = any(self._taker.keys(day.known.limits) for day in days)
        uses = uses_of(self._taker, around) if limited else []
        self._had = {one.booking: one for one in uses if one.booking in but}
        self._uses = [one for one in uses if one.booking not in but]
        self._taken = stretches(around, but)

    def broken(self, day: Day, own: UUID | None) -> tuple[Broken, ...]:
        """The rules that one day breaks; when none, it is taken."""
        house, ask = self._house(day, own), day.draft.ask
        stays = kept(ask, day.was) if day.was else ()
        found = tuple(one for one in broken_by(ask, house, self._around(ask)) if one.rule not in stays)
        if not found:
            self._taken += _held(ask, house)
            self._uses.append(use_of(ask, self._taker))
        return found

    def refused(self, day: Day, own: UUID | None, broken: tuple[Broken, ...]) -> DayRefused:
        """One day that cannot be, and what is possible beside all those that can."""
        house, ask = self._house(day, own), day.draft.ask
        offers = offers_for(ask, broken, house, self._around(ask))
        verdict = Verdict(broken, tuple(one for one in offers if not one.people))
        return DayRefused(day.day, ask.starts, ask.ends, refusal(ask, verdict, day.known))

    def _house(self, day: Day, own: UUID | None) -> House:
        uses = [*self._uses, self._had[own]] if own in self._had else self._uses
        return with_quotas(day.known, self._taker, uses, own)

    def _around(self, ask: Ask) -> Occupied:
        first, last = ask.starts - _AROUND, ask.ends + _AROUND
        return Occupied(one for one in self._taken if one[1] < last and first < one[2])


def _held(ask: Ask, house: House) -> list[Stretch]:
    starts, ends = ask.starts.astimezone(UTC), ask.ends.astimezone(UTC)
    places = [house.places[number] for number in ask.rooms]
    return [(place.number, starts - place.setup, ends + place.restore) for place in places]


@dataclass(frozen=True, slots=True)
class Kept:
    """The dates to come that a change of a series leaves as they are: changed apart, or in a series split off it."""

    apart: Sequence[Booking]
    elsewhere: Sequence[Booking]

    @property
    def all(self) -> list[Booking]:
        """All of them, in order."""
        return sorted([*self.apart, *self.elsewhere], key=lambda one: one.starts)


def kept_beside(series: Series, since: datetime | None = None) -> Kept:
    """What a change of this series leaves as it is, from a moment on when it is said (one query)."""
    root = series.parted_from_id or series.pk
    rows = Booking.objects.standing().filter(starts__gt=max(since or clock.now(), clock.now()))
    rows = rows.filter(Q(series=root) | Q(series__parted_from=root)).order_by("starts", "pk")
    found = list(rows)
    return Kept(
        apart=[one for one in found if one.series_id == series.pk and one.apart],
        elsewhere=[one for one in found if one.series_id != series.pk],
    )


def days_said(bookings: Sequence[Booking]) -> str:
    """The days of bookings, in words."""
    return ", ".join(say_day(local_day(one.starts), clock.today(), weekday=False) for one in bookings)


def kept_said(kept: Kept) -> str:
    """Which dates stay as they are, and how to change them too."""
    apart = ngettext(
        "%(n)s date changée à part reste comme elle est : %(days)s. "
        "Pour la changer aussi, cochez-la dans le formulaire.",
        "%(n)s dates changées à part restent comme elles sont : %(days)s. "
        "Pour les changer aussi, cochez-les dans le formulaire.",
        len(kept.apart),
    )
    elsewhere = ngettext(
        "%(n)s date suit une série à part et reste comme elle est : %(days)s. Elle se change depuis sa page.",
        "%(n)s dates suivent une série à part et restent comme elles sont : %(days)s. "
        "Elles se changent depuis l’une d’elles.",
        len(kept.elsewhere),
    )
    pairs = ((apart, kept.apart), (elsewhere, kept.elsewhere))
    return " ".join(said % {"n": len(some), "days": days_said(some)} for said, some in pairs if some)


def new_series(draft: SeriesDraft, days: Sequence[Day]) -> Series:
    """The series as it is kept, before its bookings."""
    zone = days[0].known.rules.zone
    starts, ends = (moment.astimezone(zone) for moment in (draft.booking.starts, draft.booking.ends))
    return Series.objects.create(
        rule=draft.rule,
        first=starts.date(),
        starts=starts.time(),
        ends=ends.time(),
        zone=str(zone),
        left_out=sorted(draft.left_out),
        submission=draft.booking.submission,
    )
