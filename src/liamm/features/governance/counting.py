"""Counting who is there: the seats of the charter of the sitting against those present, item by item."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liamm.features.charter import bindings
from liamm.features.governance.enums import RecusalState
from liamm.features.governance.models import AgendaItem, Attendance, Recusal, Sitting
from liamm.features.governance.rules.quorum import Here, Quorum, quorum
from liamm.features.governance.seats import quorum_rule, seat_rules


def rules_of(sitting: Sitting) -> bindings.When:
    """The version of the charter that a sitting follows: that of the day it opened, else that of its day."""
    return sitting.charter_version or sitting.day


@dataclass(frozen=True, slots=True)
class Room:
    """Who is there, read once: the quorum of the sitting and of each of its items follows without a query."""

    sitting: Sitting
    here: tuple[tuple[UUID, str], ...]

    def quorum(self, out: Collection[UUID] = ()) -> Quorum:
        """The quorum without those who stay out."""
        at, key = rules_of(self.sitting), self.sitting.body.key
        people = [Here(person, seat, person in out) for person, seat in self.here]
        return quorum(seat_rules(key, at), people, quorum_rule(key, at))


def room_of(sitting: Sitting) -> Room:
    """Those present in a sitting; one query."""
    rows = Attendance.objects.filter(sitting=sitting, present=True).values_list("person_id", "seat")
    return Room(sitting, tuple(rows))


def say_lacking(verdict: Quorum) -> str:
    """What lacks for the quorum, in one sentence: seats, and each host that nobody speaks for; empty when it holds."""
    said = []
    if verdict.present < verdict.needed:
        lacks = verdict.needed - verdict.present
        said.append(
            ngettext(
                "il manque %(lacks)s siège (%(present)s tenus, %(needed)s demandés)",
                "il manque %(lacks)s sièges (%(present)s tenus, %(needed)s demandés)",
                lacks,
            )
            % {"lacks": lacks, "present": verdict.present, "needed": verdict.needed}
        )
    names = {host.key: host.name for host in settings.LIAMM_IDENTITY.hosts}
    said += [
        _("personne n’est là pour la maison hôte « %(host)s »") % {"host": names.get(key, key)}
        for key in verdict.hosts_missing
    ]
    return ", ".join(said)


def count_quorum(sitting: Sitting, item: AgendaItem | None = None) -> Quorum:
    """The quorum of a sitting, or of one of its items: those who stay out of it are not counted."""
    return room_of(sitting).quorum(out_of(item) if item else ())


def out_of(item: AgendaItem) -> set[UUID]:
    """Those who stay out of an item."""
    stands = Recusal.objects.filter(item=item, state=RecusalState.STANDS)
    return set(stands.values_list("person_id", flat=True))
