"""A verdict in words: each rule broken with its article, and what is possible instead, ready to be taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liamm.features.booking.house import Known
from liamm.features.booking.rules.asking import Ask, Broken, Offer, Offered, Rule, Verdict
from liamm.features.booking.rules.looking import AHEAD, days_looked_at
from liamm.features.charter.bindings.hours import YEARS, last_day, named_holidays
from liamm.features.charter.bindings.shapes.taking import Limits, WeekLimit
from liamm.kernel import clock
from liamm.kernel.actions import HOUSE_USAGE, Citation, DomainError
from liamm.ui.dates import say_day, say_hours, say_moment, say_number, say_span
from liamm.ui.times import now
from liamm.ui.tongues import in_french

SHUT = frozenset({Rule.HOLIDAY, Rule.WEEKDAY, Rule.HOURS, Rule.TOO_LONG})
"""What an opening beside the hours would let be."""


@dataclass(frozen=True, slots=True)
class Line:
    """One rule broken: what it says, by which article, and what it lets be instead."""

    sentence: str
    citation: Citation | None = None
    nearest: str = ""


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One thing possible: how it differs, what it is, and the fields of the form that ask for it."""

    kind: str
    words: str
    value: str


class BookingRefusedError(DomainError):
    """A booking that rules stand against: all of them at once, and the nearest things possible.

    Where there is none, `nothing` says so, and where it was looked for; `early` is whether an opening beside the hours
    may still be asked for.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        offers: Sequence[OfferLine],
        rules: Iterable[Rule],
        *,
        early: bool = True,
        nothing: str = "",
    ) -> None:
        first = lines[0]
        super().__init__(first.sentence, citation=first.citation, nearest=first.nearest)
        self.lines = tuple(lines)
        self.offers = tuple(offers)
        self.rules = frozenset(rules)
        self.shut = bool(self.rules & SHUT)
        self.early = early
        self.nothing = nothing

    def __str__(self) -> str:
        return " ".join(line.sentence for line in self.lines)


def refusal(ask: Ask, verdict: Verdict, known: Known) -> BookingRefusedError:
    """What is said to whoever asked."""
    lines = [_SAID[one.rule](one, ask, known) for one in verdict.broken]
    offers = [_offer(offer, ask, known) for offer in verdict.offers]
    rules = [one.rule for one in verdict.broken]
    nothing = _nothing(ask, known) if verdict.is_alone else ""
    return BookingRefusedError(lines, offers, rules, early=_is_early(ask, known), nothing=nothing)


def _is_early(ask: Ask, known: Known) -> bool:
    """Whether whoever asks may still ask for an opening beside the hours."""
    ahead = known.rules.local(ask.starts).date() - known.rules.local(known.rules.now).date()
    return ahead.days >= known.opening.value.exceptions.days_before


def _nothing(ask: Ask, known: Known) -> str:
    days = days_looked_at(ask, known.rules)
    said = ngettext(
        "Rien d’autre n’est possible %(span)s pour %(people)s personne, même une demi-heure.",
        "Rien d’autre n’est possible %(span)s pour %(people)s personnes, même une demi-heure.",
        ask.people,
    )
    return said % {"span": say_span(min(days), max(days), clock.today()), "people": ask.people}


def _use(one: Broken, ask: Ask, known: Known) -> Line:
    del one, ask
    taken = ", ".join(in_french(use.name) for use in known.uses.value.accepted)
    said = _("La maison n’accueille pas cet usage.")
    return Line(said, known.uses.cite(), _("Elle accueille : %(uses)s.") % {"uses": taken})


def _words(one: Broken, ask: Ask, known: Known) -> Line:
    del ask
    found = next(refused for refused in known.uses.value.refused if refused.key == one.key)
    offer = found.instead.offer if found.instead else found.offer
    said = _("Ce qui est demandé n’entre pas dans ce que la maison accueille.")
    return Line(f"{said} {in_french(found.reason)}", known.uses.cite(found), in_french(offer))


def _plain(said: Callable[[], str], nearest: Callable[[], str]) -> Callable[[Broken, Ask, Known], Line]:
    return lambda _one, _ask, _known: Line(said(), HOUSE_USAGE, nearest())


def _too_far(one: Broken, ask: Ask, known: Known) -> Line:
    del one, ask, known
    today = clock.today()
    said = _("On réserve au plus %(years)s ans à l’avance.") % {"years": YEARS}
    latest = _("Au plus tard %(day)s.") % {"day": say_day(last_day(today), today)}
    return Line(said, HOUSE_USAGE, latest)


def _lead(one: Broken, ask: Ask, known: Known) -> Line:
    del ask
    limit = known.limits.lead
    first = one.moment and _("Au plus tôt %(moment)s.") % {"moment": say_moment(one.moment, now())}
    return Line(in_french(limit.text) if limit else "", known.taking.cite(limit), first or "")


def _ahead(one: Broken, ask: Ask, known: Known) -> Line:
    del ask
    limit, today = known.limits.ahead, clock.today()
    last = one.moment and _("Au plus tard %(day)s.") % {"day": say_day(known.rules.local(one.moment).date(), today)}
    return Line(in_french(limit.text) if limit else "", known.taking.cite(limit), last or "")


def _week(of: Callable[[Limits], WeekLimit | None]) -> Callable[[Broken, Ask, Known], Line]:
    def line(one: Broken, ask: Ask, known: Known) -> Line:
        limit, today = of(known.limits), clock.today()
        monday = known.rules.local(ask.starts).date()
        monday -= timedelta(days=monday.weekday())
        parts = [in_french(limit.text) if limit else ""]
        parts.append(
            _("Cela ferait %(hours)s h la semaine du %(day)s.")
            % {"hours": _hours(one.would), "day": say_day(monday, today)}
        )
        if len(ask.rooms) > 1:
            parts.append(_("Chaque salle compte : deux salles pendant une heure font deux heures."))
        return Line(" ".join(parts), known.taking.cite(limit), _left(one, today))

    return line


def _left(one: Broken, today: date) -> str:
    """What a quota still lets be: the rest of that week, and the nearest week in which all of it would be."""
    parts = []
    if one.left:
        parts.append(_("Il reste %(hours)s h cette semaine-là.") % {"hours": _hours(one.left)})
    if one.week:
        parts.append(_("En entier, au plus près la semaine du %(day)s.") % {"day": say_day(one.week, today)})
    return " ".join(parts) or _("Demandez moins longtemps, ou moins de salles.")


def _hours(length: timedelta) -> str:
    return say_number(length / timedelta(hours=1))


def _holiday(ask: Ask, known: Known) -> str:
    """That it is a public holiday, and which."""
    days = [known.rules.local(one).date() for one in (ask.starts, ask.ends)]
    names = [name for _day, name in named_holidays(known.opening.version, days[0], max(days))]
    if not names:
        return _("C’est un jour férié : la maison est fermée.")
    return _("C’est un jour férié, %(name)s : la maison est fermée.") % {"name": in_french(names[0])}


def _closed_house(said: Callable[[Ask, Known], str]) -> Callable[[Broken, Ask, Known], Line]:
    def line(one: Broken, ask: Ask, known: Known) -> Line:
        del one
        opening = f"{said(ask, known)} {in_french(known.opening.value.text)}"
        if not _is_early(ask, known):
            return Line(opening, known.opening.cite(), _opens_next(ask, known))
        days = known.opening.value.exceptions.days_before
        nearest = ngettext(
            "Une ouverture exceptionnelle se demande au moins %(days)s jour avant.",
            "Une ouverture exceptionnelle se demande au moins %(days)s jours avant.",
            days,
        )
        return Line(opening, known.opening.cite(), nearest % {"days": days})

    return line


def _opens_next(ask: Ask, known: Known) -> str:
    """When these rooms open after what was asked, the same day too; nothing when they do not for a month."""
    house = known.rules
    since = max(ask.starts, house.now)
    days = (house.local(since).date() + timedelta(days=step) for step in range(AHEAD + 1))
    spans = (
        span for day in days for span in sorted(house.windows(day, ask.rooms & house.places.keys())) if span[0] > since
    )
    span = next(spans, None)
    return _("Elle ouvre ensuite %(when)s.") % {"when": say_hours(*span, now())} if span else ""


def _closed(one: Broken, ask: Ask, known: Known) -> Line:
    del ask
    said = _("La salle « %(room)s » ne se réserve pas en ce moment.") % {"room": in_french(known.name(one.room))}
    return Line(said, HOUSE_USAGE)


def _layout(one: Broken, ask: Ask, known: Known) -> Line:
    room = known.by_number[one.room]
    said = _("La salle « %(room)s » ne se dispose pas %(layout)s.") % {
        "room": in_french(room.name),
        "layout": in_french(known.layouts.get(ask.layout, ask.layout)),
    }
    possible = _("Elle se dispose %(layouts)s.") % {
        "layouts": ", ".join(in_french(name) for name, _most in room.layouts)
    }
    return Line(said, _of_room(known, one.room), possible)


def _too_many(one: Broken, ask: Ask, known: Known) -> Line:
    del one
    rooms = [known.by_number[number] for number in sorted(ask.rooms) if number in known.by_number]
    most = sum(room.capacity.get(ask.layout) or room.most for room in rooms)
    said = ngettext(
        "Ce que vous demandez tient %(most)s personne, et vous serez %(people)s.",
        "Ce que vous demandez tient %(most)s personnes, et vous serez %(people)s.",
        most,
    ) % {"most": most, "people": ask.people}
    return Line(said, _of_room(known, rooms[0].number) if rooms else HOUSE_USAGE)


def _blocked(one: Broken, ask: Ask, known: Known) -> Line:
    """A room that is closed says why, as its week does."""
    del ask
    said = _("La salle « %(room)s » est fermée à ce moment : %(reason)s")
    return Line(said % {"room": in_french(known.name(one.room)), "reason": in_french(one.key)}, HOUSE_USAGE)


def _taken(one: Broken, ask: Ask, known: Known) -> Line:
    del ask
    said = _("La salle « %(room)s » est prise à ce moment ; le temps de l’installer et de la remettre en état compte.")
    return Line(said % {"room": in_french(known.name(one.room))}, known.bound.cite(known.bound.value.turnaround))


def _of_room(known: Known, number: int) -> Citation:
    return known.bound.cite(known.bound.value.room(number).furnishing)


_SAID: Mapping[Rule, Callable[[Broken, Ask, Known], Line]] = {
    Rule.USE: _use,
    Rule.WORDS: _words,
    Rule.BACKWARDS: _plain(
        lambda: _("La fin vient avant le début."), lambda: _("Dites une heure de fin après celle du début.")
    ),
    Rule.PAST: _plain(lambda: _("Ce moment est passé."), lambda: _("Choisissez un moment à venir.")),
    Rule.LEAD: _lead,
    Rule.TOO_FAR: _too_far,
    Rule.AHEAD: _ahead,
    Rule.HOLIDAY: _closed_house(_holiday),
    Rule.WEEKDAY: _closed_house(lambda _ask, _known: _("La maison est fermée ce jour de la semaine.")),
    Rule.HOURS: _closed_house(lambda _ask, _known: _("La maison est fermée à ces heures.")),
    Rule.TOO_LONG: _closed_house(lambda _ask, _known: _("C’est plus long que la journée de la maison.")),
    Rule.CLOSED: _closed,
    Rule.LAYOUT: _layout,
    Rule.TOO_MANY: _too_many,
    Rule.PERSON_WEEK: _week(lambda limits: limits.person_week),
    Rule.ORGANISATION_WEEK: _week(lambda limits: limits.organisation_week),
    Rule.BLOCKED: _blocked,
    Rule.TAKEN: _taken,
}


def _kind(offer: Offer, ask: Ask, known: Known) -> str:
    """In what an offer differs, first of all: in its place, and then in its time too."""
    local = known.rules.local
    if offer.kind is Offered.OTHER_ROOMS and offer.starts != ask.starts:
        same = local(offer.starts).date() == local(ask.starts).date()
        return _("Un autre lieu, à une autre heure") if same else _("Un autre lieu, un autre jour")
    return {
        Offered.SAME_DAY: _("Le même jour"),
        Offered.ANOTHER_DAY: _("Un autre jour"),
        Offered.OTHER_ROOMS: _("Un autre lieu"),
        Offered.OTHER_LAYOUT: _("Disposée autrement"),
        Offered.SHORTER: _("Plus court"),
        Offered.LARGEST: _("Tout ce que la maison peut réunir"),
    }[offer.kind]


def _offer(offer: Offer, ask: Ask, known: Known) -> OfferLine:
    parts = [in_french(known.names(offer.rooms)), say_hours(offer.starts, offer.ends, now())]
    if offer.layout != ask.layout:
        parts.append(in_french(known.layouts.get(offer.layout, "")) or _("disposée comme elle s’y prête"))
    if offer.people:
        held = ngettext("%(most)s personne au plus", "%(most)s personnes au plus", offer.people)
        parts.append(held % {"most": offer.people})
    zone = known.rules.zone
    return OfferLine(
        _kind(offer, ask, known),
        " · ".join(parts),
        _fields(offer, *(moment.astimezone(zone) for moment in (offer.starts, offer.ends))),
    )


def _fields(offer: Offer, starts: datetime, ends: datetime) -> str:
    fields = QueryDict(mutable=True)
    fields.setlist("rooms", [str(number) for number in offer.rooms])
    fields.update({"layout": offer.layout, "day": starts.date().isoformat()})
    fields.update({"starts": f"{starts:%H:%M}", "ends": f"{ends:%H:%M}"})
    if offer.people:
        fields["people"] = str(offer.people)
    return fields.urlencode()
