"""The letters of rooms given back and found, and of what there is to do in the house."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.features.booking.letters.bookings import BookingLetter
from liamm.features.booking.models import HouseTask
from liamm.features.booking.upkeep import FINDING, GIVING_BACK, token_of
from liamm.kernel import clock
from liamm.kernel.french import inner
from liamm.kernel.post.letters import Letter
from liamm.ui.dates import say_day


@dataclass(frozen=True, kw_only=True)
class UpkeepLetter(BookingLetter):
    """A short letter at one end of a booking; it may be stopped for all bookings at once."""

    important: ClassVar[bool] = False

    @property
    def topic(self) -> str:
        """One click stops them all."""
        return self.kind

    @property
    def thread(self) -> str:
        """Filed with the other letters of the booking."""
        return f"booking:{self.booking.pk}"


@dataclass(frozen=True, kw_only=True)
class RestoringAskedLetter(UpkeepLetter):
    """It is over, and one asks how the rooms are left."""

    kind: ClassVar[str] = "booking.restoring_asked"
    template: ClassVar[str] = "booking/mail/restoring_asked.md"

    @property
    def subject(self) -> str:
        """What is given back."""
        return _("Avant de partir : %(rooms)s") % {"rooms": self.rooms}

    @property
    def action(self) -> tuple[str, str] | None:
        """One click leads to the list, without signing in."""
        return _("Rendre la salle"), reverse("booking:give_back_link", args=[token_of(self.booking, GIVING_BACK)])


@dataclass(frozen=True, kw_only=True)
class FindingAskedLetter(UpkeepLetter):
    """It begins, and one asks how the rooms are found."""

    kind: ClassVar[str] = "booking.finding_asked"
    template: ClassVar[str] = "booking/mail/finding_asked.md"

    @property
    def subject(self) -> str:
        """What is found."""
        return _("En arrivant : %(rooms)s") % {"rooms": self.rooms}

    @property
    def action(self) -> tuple[str, str] | None:
        """One click leads to the question, without signing in."""
        return _("Répondre"), reverse("booking:find_link", args=[token_of(self.booking, FINDING)])


@dataclass(frozen=True, kw_only=True)
class RoomReportedLetter(BookingLetter):
    """To who was there before: what the next occupants found, without accusing anybody."""

    kind: ClassVar[str] = "booking.room_reported"
    template: ClassVar[str] = "booking/mail/room_reported.md"

    words: str

    @property
    def subject(self) -> str:
        """Where."""
        return _("Après votre passage : %(rooms)s") % {"rooms": self.rooms}

    @property
    def action(self) -> tuple[str, str] | None:
        """One click leads to where one may say a word, without signing in."""
        return _("Dire un mot"), reverse("booking:give_back_link", args=[token_of(self.booking, GIVING_BACK)])


@dataclass(frozen=True, kw_only=True)
class TaskLetter(Letter):
    """A letter about one thing to do in the house."""

    task: HouseTask
    room: str = ""

    @property
    def topic(self) -> str:
        """The letters of one task are filed together."""
        return f"house-task:{self.task.pk}"

    @property
    def what(self) -> str:
        """What there is to do, inside a sentence."""
        return inner(self.task.what)

    @property
    def action(self) -> tuple[str, str] | None:
        """Go and see."""
        return _("Voir ce qu’il y a à faire"), self.task.get_absolute_url()


@dataclass(frozen=True, kw_only=True)
class TaskSeenLetter(TaskLetter):
    """To who keeps the house: something was seen."""

    kind: ClassVar[str] = "booking.task_seen"
    template: ClassVar[str] = "booking/mail/task_seen.md"

    @property
    def subject(self) -> str:
        """What was seen, and where."""
        told = {"what": self.task.what, "room": self.room}
        return (_("%(room)s : %(what)s") if self.room else _("Dans la maison : %(what)s")) % told

    @property
    def why(self) -> str:
        """Because they keep the house."""
        return _("vous tenez la maison")


@dataclass(frozen=True, kw_only=True)
class ArrangingMovedLetter(TaskLetter):
    """To who took it: what is arranged follows its booking, and is otherwise now."""

    kind: ClassVar[str] = "booking.arranging_moved"
    template: ClassVar[str] = "booking/mail/arranging_moved.md"

    @property
    def day(self) -> str:
        """The day of the booking."""
        return say_day(self.task.until, clock.today()) if self.task.until else ""

    @property
    def subject(self) -> str:
        """What it is now."""
        return _("Ce que vous installez a changé : %(what)s") % {"what": self.what}

    @property
    def why(self) -> str:
        """Because they took it."""
        return _("vous vous en occupez")


@dataclass(frozen=True, kw_only=True)
class TaskEndedLetter(TaskLetter):
    """To who saw it, or took it: it is done, or need not be done any more."""

    kind: ClassVar[str] = "booking.task_ended"
    template: ClassVar[str] = "booking/mail/task_ended.md"

    taken: bool

    @property
    def done(self) -> bool:
        """Whether it is done."""
        return self.task.state == "done"

    @property
    def subject(self) -> str:
        """What became of it."""
        told = {"what": self.what}
        return (_("C’est fait : %(what)s") if self.done else _("Ce n’est plus à faire : %(what)s")) % told

    @property
    def why(self) -> str:
        """Because they saw it, or took it."""
        return _("vous vous en occupiez") if self.taken else _("vous l’aviez signalé")
