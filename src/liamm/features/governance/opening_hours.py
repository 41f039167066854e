"""What keeps a sitting from being held at a moment: the hours of the house, said with their article, and how far."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from liamm.features.charter import bindings
from liamm.features.charter.bindings.hours import (
    YEARS,
    Hours,
    Shut,
    hours_of,
    last_day,
    nearest_day,
    nearest_hour,
    shut,
)
from liamm.kernel import clock
from liamm.kernel.actions import DomainError
from liamm.ui.dates import say_day, say_time


def in_house(place: str, at: bindings.When) -> bool:
    """Whether a place is a room of the house; where nothing is said, a sitting is held in the house."""
    named = place.strip().casefold()
    return not named or any(named in names_of(room.name) for room in bindings.rooms(at).value.rooms)


def names_of(name: str) -> set[str]:
    """What a room is called, in small letters: with its article and without it."""
    said = name.casefold().replace("'", "’")
    short = said.split("’", 1)[-1] if said.startswith("l’") else said.removeprefix("le ").removeprefix("la ")
    return {said, said.replace("’", "'"), short}


def refuse_shut(starts: datetime, ends: datetime, place: str) -> None:
    """Stop a sitting called too far ahead, or in the house while it is closed."""
    today = clock.today()
    begins, over = (timezone.localtime(moment).replace(tzinfo=None) for moment in (starts, ends))
    latest = last_day(today)
    opening = bindings.opening(min(begins.date(), latest))
    rule = opening.value
    hours = hours_of(opening.version)
    fault = shut(begins, over, hours if in_house(place, opening.version) else None, today)
    if fault == Shut.TOO_FAR:
        raise DomainError(
            _("Une séance se prévoit au plus %(years)s ans à l’avance.") % {"years": YEARS},
            nearest=_("Au plus tard %(day)s.") % {"day": say_day(latest, today)},
            field="starts",
        )
    if fault is not None:
        raise DomainError(
            f"{_say(fault)} {rule.text}",
            citation=opening.cite(),
            nearest=_nearest(fault, begins, over, hours),
            field="starts",
        )


def _say(fault: Shut) -> str:
    if fault == Shut.HOLIDAY:
        return _("C’est un jour férié : la maison est fermée.")
    if fault == Shut.WEEKDAY:
        return _("La maison est fermée ce jour de la semaine.")
    return _("La maison est fermée à ces heures.")


def _nearest(fault: Shut, starts: datetime, ends: datetime, hours: Hours) -> str:
    """The nearest day, or the nearest hour of that day, at which it can be held."""
    if fault != Shut.HOURS:
        day = nearest_day(starts.date(), hours, clock.today())
        return _("Le jour possible le plus proche : %(day)s.") % {"day": say_day(day, clock.today())}
    hour = nearest_hour(starts, ends, hours)
    if hour is None:
        return _("La séance est plus longue que la journée de la maison : raccourcissez-la, ou tenez-la ailleurs.")
    return _("L’heure possible la plus proche ce jour-là : %(time)s.") % {"time": say_time(hour)}
