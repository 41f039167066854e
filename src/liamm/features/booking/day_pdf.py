"""The sheet of a day in the house on accessible paper: what one pins by the door."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.features.booking.queries.desk import DayPage, RoomDay, Slot
from liamm.kernel.paper import Block, Facts, Heading, Items, Sheet, Table, Text, as_pdf
from liamm.kernel.post.letters import absolute
from liamm.ui.times import say_day


def day_as_pdf(shown: DayPage) -> bytes:
    """The day as its page shows it, without what is private to the team."""
    sheet = Sheet(
        title=_("La maison, %(day)s") % {"day": say_day(shown.day)},
        above=_("Pour qui tient la maison."),
        foot=absolute(reverse("booking:day", args=[shown.day.isoformat()])),
        blocks=tuple(_blocks(shown)),
    )
    return as_pdf(sheet)


def _blocks(shown: DayPage) -> Iterable[Block]:
    yield Facts(
        [
            (_("Qui tient la maison"), ", ".join(str(one) for one in shown.keepers)),
            (_("Personnes attendues"), str(shown.people) if shown.people else ""),
        ]
    )
    if shown.shut:
        yield Text(shown.shut)
    taken = [room for room in shown.rooms if room.slots]
    if not taken:
        yield Text(_("Personne n’a réservé ce jour-là."))
    for room in taken:
        yield Heading(room.room.name)
        yield _table(room)
    if shown.tasks:
        yield Heading(_("À faire dans la maison"))
        yield Items([" · ".join(part for part in (line.task.what, line.room) if part) for line in shown.tasks])
    if shown.next_day.lines:
        yield Heading(_("Ensuite, %(day)s") % {"day": say_day(shown.next_day.day)})
        yield Items(shown.next_day.lines)


def _table(room: RoomDay) -> Table:
    head = [_("Quand"), _("Quoi"), _("Personnes"), _("À préparer")]
    return Table(head, [_row(slot) for slot in room.slots])


def _row(slot: Slot) -> list[str]:
    if slot.booking is None:
        return [slot.hours, slot.reason, "", ""]
    host = str(slot.booking.organisation or slot.booking.booked_by or "")
    what = " · ".join(part for part in (slot.booking.title, host, slot.coming) if part)
    prepare = " · ".join(part for part in (slot.layout, slot.to_arrange, slot.booking.needs) if part)
    return [f"{slot.hours} ({slot.around})", what, str(slot.booking.people), prepare]
