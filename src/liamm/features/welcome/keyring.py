"""Codes unsealed, for the acts that show them: which are good for a booking, and who comes to know them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from liamm.features.booking.models import Booking
from liamm.features.charter import bindings
from liamm.features.welcome.enums import Opens, Seen
from liamm.features.welcome.models import AccessCode, Sighting, Way
from liamm.features.welcome.rules.windows import DaysBefore, HoursBefore, Window, window
from liamm.kernel import clock
from liamm.kernel.sealed import Secret, seal, unseal
from liamm.ui.dates import say_day
from liamm.ui.times import local_day

_PURPOSE = "welcome.code"
Line = tuple[str, Secret]
"""A term (« Code de la porte : ») and what is said of it."""


def sealed(code: Secret) -> str:
    """What is kept of a code."""
    return seal(code, purpose=_PURPOSE)


def unsealed(code: AccessCode) -> Secret | None:
    """A code again; None when it opens nothing any more, or when the key of the house was lost."""
    return unseal(code.sealed, purpose=_PURPOSE) if code.sealed else None


def window_of(booking: Booking) -> Window:
    """Between which moments plan and codes of a booking are shown, by the charter under which it was made."""
    version = booking.charter_version
    rule = bindings.house_rules(version).value.access.window
    if rule.shown_days_before is None or rule.shown_at is None:
        shown: HoursBefore | DaysBefore = HoursBefore(rule.shown_hours_before or 0)
    else:
        zone = ZoneInfo(bindings.opening(version).value.timezone)
        shown = DaysBefore(rule.shown_days_before, rule.shown_at, zone)
    starts, ends = booking.starts.astimezone(UTC), booking.ends.astimezone(UTC)
    return window(starts, ends, shown=shown, hours_after=rule.hidden_hours_after)


def codes_for(booking: Booking) -> list[AccessCode]:
    """The codes that are good for a booking: its own, else those of the periods that it touches."""
    own = list(AccessCode.objects.living().filter(booking=booking).order_by("-opens"))
    kinds = {code.opens for code in own}
    shared = AccessCode.objects.living().during(booking.starts, booking.ends).filter(ends__gt=clock.now())
    return own + list(shared.exclude(opens__in=kinds).order_by("-opens", "starts"))


def hold_codes(booking: Booking) -> list[AccessCode]:
    """The same, held until the end of the transaction: nobody changes one while it is being shown."""
    while True:
        found = codes_for(booking)
        rows = AccessCode.objects.living().filter(pk__in=[code.pk for code in found])
        held = set(rows.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
        if held == {code.pk for code in found}:
            return found


def note_sightings(codes: Iterable[AccessCode], holder: str, way: Seen, booking: Booking | None = None) -> None:
    """Keep that somebody came to know codes; the first time is the one that counts."""
    for code in codes:
        Sighting.objects.get_or_create(
            code=code, holder=holder, booking=booking, defaults={"way": way, "at": clock.now()}
        )


@sensitive_variables()
def lines_of(codes: Sequence[AccessCode]) -> list[Line]:
    """What is said of codes, one line each; those of one kind are told apart by their days."""
    many = Counter(code.opens for code in codes)
    said = [(_term(code, many[code.opens] > 1), unsealed(code)) for code in codes]
    return [(term, secret) for term, secret in said if secret]


def _term(code: AccessCode, tell_apart: bool) -> str:  # noqa: FBT001  # said once, just above
    name = _("Code de la porte :") if code.opens == Opens.DOOR else _("Code du parking :")
    if not (tell_apart and code.starts):
        return name
    day = say_day(local_day(code.starts), clock.today(), weekday=False)
    return _("À partir du %(day)s, %(name)s") % {"day": day, "name": name[0].lower() + name[1:]}


def ways() -> list[Way]:
    """How one comes, to the door first."""
    return list(Way.objects.exclude(words="", path=""))


def way_lines(found: Sequence[Way]) -> list[Line]:
    """The same, as lines of a letter: they leave with it and stay in no copy."""
    names = {Opens.DOOR: _("Comment venir :"), Opens.CAR_PARK: _("Où se garer :")}
    return [(names[Opens(way.opens)], Secret(way.words)) for way in found if way.words]


def key_of(person_id: UUID) -> str:
    """How the register of sightings names a person."""
    return f"person:{person_id}"
