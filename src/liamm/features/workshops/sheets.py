"""A déroulé on accessible paper: all of it for whoever leads, the programme for those who come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from liamm.features.workshops.queries import BlockShown, WorkshopPage
from liamm.kernel.paper import Block as Paper
from liamm.kernel.paper import Facts, Heading, Sheet, Table, Text, as_pdf
from liamm.ui.dates import say_time
from liamm.ui.times import say_day


def for_facilitators(shown: WorkshopPage) -> bytes:
    """Everything: the times at a glance, then each block with its aim, method and material."""
    return as_pdf(_sheet(shown, _("Fiche d’animation"), [*_table(shown, full=True), *_details(shown)]))


def for_participants(shown: WorkshopPage) -> bytes:
    """What is handed out: what it is for, and the times."""
    return as_pdf(_sheet(shown, _("Programme"), _table(shown, full=False)))


def _sheet(shown: WorkshopPage, above: str, blocks: Iterable[Paper]) -> Sheet:
    workshop = shown.workshop
    facts = Facts(
        [
            (
                _("Quand"),
                f"{say_day(workshop.starts)}, {_hours(workshop.starts, shown.ends)}" if workshop.starts else "",
            ),
            (_("Où"), workshop.place),
            (_("Combien"), _("%(n)s personnes") % {"n": workshop.people} if workshop.people else ""),
        ]
    )
    aim: list[Paper] = [Heading(_("Ce que l’on veut avoir à la fin")), Text(workshop.aim)] if workshop.aim else []
    return Sheet(title=workshop.title, above=above, foot=workshop.reference, blocks=(facts, *aim, *blocks))


def _hours(starts: datetime, ends: datetime) -> str:
    return _("de %(start)s à %(end)s") % {"start": _hour(starts), "end": _hour(ends)}


def _hour(moment: datetime) -> str:
    return say_time(timezone.localtime(moment).time())


def _with(one: BlockShown) -> str:
    return _("groupe %s") % one.block.group if one.block.group else _("tous")


def _table(shown: WorkshopPage, *, full: bool) -> list[Paper]:
    head = [_("Heure"), _("Temps"), *([_("Avec qui")] if shown.has_groups else []), *([_("Qui anime")] if full else [])]
    rows = [
        [
            f"{_hour(one.timed.starts)} – {_hour(one.timed.ends)}",
            one.block.title,
            *([_with(one)] if shown.has_groups else []),
            *([one.block.led_by] if full else []),
        ]
        for one in shown.blocks
    ]
    return [Heading(_("Le déroulé")), Table(head, rows)]


def _details(shown: WorkshopPage) -> Iterable[Paper]:
    yield Heading(_("Temps par temps"))
    for one in shown.blocks:
        group = f" ({_with(one)})" if one.block.group else ""
        minutes = _("%(n)s min") % {"n": one.block.minutes}
        yield Heading(f"{_hour(one.timed.starts)} · {one.block.title}{group} · {minutes}", level=3)
        yield Facts(
            [
                (_("À quoi il sert"), one.block.aim),
                (_("Qui anime"), one.block.led_by),
                (_("Matériel"), one.block.material),
                (_("Disposition"), one.block.layout),
            ]
        )
        if one.block.method:
            yield Text(one.block.method)
