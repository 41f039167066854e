"""Rooms given back and found, as their pages show them, and what the house has to ask by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from liamm.features.booking.enums import BookingState, FindingState, RestoringState
from liamm.features.booking.house import RoomShown, known_under
from liamm.features.booking.models import OPEN_RESTORING, Booking, Finding, HousePhoto, Restoring
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.rules.restoring import LOOKED_BACK
from liamm.features.booking.taking import held_rooms as last_held
from liamm.features.booking.upkeep import GIVING_BACK, token_of
from liamm.kernel import clock
from liamm.kernel.access import Actor, LinkHolder, only
from liamm.ui.dates import say_time

_COMING_IN = timedelta(hours=2)
"""How long after the beginning one still asks how a room is found."""


@dataclass(frozen=True, slots=True)
class RestoredLine:
    """One room as it was given back."""

    name: str
    done: Sequence[str]
    left: Sequence[str]


@dataclass(frozen=True, slots=True)
class FoundLine:
    """How one room was found by those who came in."""

    finding: Finding
    name: str
    initial_state: str


@dataclass(frozen=True, slots=True)
class PhotoShown:
    """One photo that was joined, at the address at which whoever reads the page may see it."""

    url: str


@dataclass(frozen=True, slots=True)
class RestoringPage:
    """The end of a booking: its rooms and what one does before leaving, or what was said of it."""

    booking: Booking
    rooms: Sequence[RoomShown]
    names: str
    restoring: Restoring | None
    said: Sequence[RestoredLine]
    reported: Sequence[FoundLine]
    photos: Sequence[PhotoShown]

    @property
    def stands(self) -> bool:
        """Whether there is a room to give back: not when it was cancelled, or is not certain yet."""
        return self.booking.is_confirmed

    @property
    def may_say(self) -> bool:
        """Whether there is still something to say."""
        return self.stands and self.booking.has_begun and (self.restoring is None or self.restoring.is_open)

    @property
    def left_until(self) -> str:
        """Until what time one might still stay: given back before, the booking ends; nothing when it is over."""
        return say_time(timezone.localtime(self.booking.ends).time()) if clock.now() < self.booking.ends else ""

    @property
    def again(self) -> bool:
        """Whether it was said before, and those after reported something."""
        return self.restoring is not None and self.restoring.state == RestoringState.REOPENED


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """The beginning of a booking: each room in which somebody was before."""

    booking: Booking
    lines: Sequence[FoundLine]
    names: str


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Where the two ends of a booking stand, in the words of its page."""

    lines: Sequence[str]
    may_give_back: bool
    may_say_found: bool
    is_given_back: bool = False


def load_for(actor: Actor, permission: Permission, **which: object) -> Booking:
    """One booking of which the actor may speak, seen or not: a link opens nothing else of it.

    Raises Http404.
    """
    booking = only(Booking.objects.filter(**which).select_related("booked_by", "organisation"))
    return only(one for one in [booking] if policy.decide(actor, permission, one))


def restoring_page(actor: Actor, booking: Booking) -> RestoringPage:
    """All that the end of a booking shows (eight queries)."""
    known, numbers = known_under(booking.charter_version), last_held(booking)
    restoring = Restoring.objects.filter(booking=booking).first()
    return RestoringPage(
        booking=booking,
        rooms=[known.by_number[number] for number in numbers if number in known.by_number],
        names=known.names(numbers),
        restoring=restoring,
        said=[RestoredLine(known.name(one.room_id), one.done, one.left) for one in restoring.rooms.order_by("room_id")]
        if restoring
        else [],
        reported=_lines(booking.found_after.filter(state=FindingState.REPORTED), booking),
        photos=_photos(actor, booking, restoring) if restoring else [],
    )


def _photos(actor: Actor, booking: Booking, restoring: Restoring) -> list[PhotoShown]:
    """What was joined: whoever comes by the link of the letter sees it by that link too."""
    keys = restoring.photos.order_by("pk").values_list("pk", flat=True)
    if not isinstance(actor, LinkHolder):
        return [PhotoShown(reverse("booking:photo", args=[key])) for key in keys]
    token = token_of(booking, GIVING_BACK)
    return [PhotoShown(reverse("booking:photo_link", args=[token, key])) for key in keys]


def findings_page(booking: Booking) -> FindingsPage:
    """All that the beginning of a booking shows."""
    lines = _lines(booking.findings.all(), booking)
    names = known_under(booking.charter_version).names([line.finding.room_id for line in lines])
    return FindingsPage(booking, lines, names)


def _lines(findings: QuerySet[Finding], booking: Booking) -> list[FoundLine]:
    known = known_under(booking.charter_version)
    return [
        FoundLine(
            one,
            known.name(one.room_id),
            known.by_number[one.room_id].initial_state if one.room_id in known.by_number else "",
        )
        for one in findings.order_by("room_id")
    ]


def finding_of(booking: Booking, room: str) -> Finding:
    """What is asked about one room of a booking.

    Raises Http404 when nothing is.
    """
    return only(booking.findings.filter(room=int(room) if room.isdecimal() else 0))


def upkeep_of(actor: Actor, booking: Booking) -> Upkeep:
    """Where its two ends stand (two queries, once it has begun)."""
    if not booking.is_confirmed or booking.starts > clock.now():
        return Upkeep([], may_give_back=False, may_say_found=False)
    known = known_under(booking.charter_version)
    findings = list(booking.findings.order_by("room_id"))
    restoring = Restoring.objects.filter(booking=booking).first()
    lines = [
        _("À l’arrivée, %(room)s : %(state)s") % {"room": known.name(one.room_id), "state": one.get_state_display()}
        for one in findings
    ]
    if restoring:
        lines.append(_("Au départ : %(state)s") % {"state": restoring.get_state_display()})
    speaks = bool(policy.decide(actor, Permission.GIVE_BACK, booking))
    return Upkeep(
        lines=lines,
        may_give_back=speaks,
        is_given_back=restoring is not None and not restoring.is_open,
        may_say_found=speaks and any(one.state == FindingState.ASKED for one in findings),
    )


def giving_back_link(booking: Booking) -> str:
    """The address at which whoever has the mail says how the rooms are left, and reads what was said."""
    return reverse("booking:give_back_link", args=[token_of(booking, GIVING_BACK)])


def is_given_back(booking: Booking) -> bool:
    """Whether somebody said how its rooms are left, or it closed by itself (one query)."""
    return Restoring.objects.filter(booking=booking).exclude(state__in=OPEN_RESTORING).exists()


def load_photo(actor: Actor, key: UUID) -> HousePhoto:
    """One photo that the actor may see.

    Raises Http404.
    """
    return only(policy.visible_to(actor, HousePhoto.objects.filter(pk=key)).distinct())


def to_give_back() -> QuerySet[Booking]:
    """The bookings that are over, and of which nobody was asked anything yet."""
    now = clock.now()
    asked = Restoring.objects.filter(booking=OuterRef("pk"))
    over = Booking.objects.filter(state=BookingState.CONFIRMED).filter(ends__lte=now, ends__gt=now - LOOKED_BACK)
    return over.exclude(Exists(asked)).order_by("ends", "pk")


def coming_in() -> QuerySet[Booking]:
    """The bookings that have just begun, and of which nobody was asked anything yet."""
    now = clock.now()
    asked = Finding.objects.filter(booking=OuterRef("pk"))
    here = Booking.objects.filter(state=BookingState.CONFIRMED).filter(
        starts__lte=now, starts__gt=now - _COMING_IN, ends__gt=now
    )
    return here.exclude(Exists(asked)).order_by("starts", "pk")
