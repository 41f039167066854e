"""What there is to do in the house, and the photos that show it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person
from liamm.features.booking.enums import TaskKind, TaskState
from liamm.features.booking.models.bookings import Booking
from liamm.features.booking.models.restoring import Restoring
from liamm.features.booking.models.rooms import Room
from liamm.kernel import clock
from liamm.kernel.model import Model
from liamm.kernel.storage import Kept

MOST_HANDS = 20


class HouseTaskQuerySet(models.QuerySet["HouseTask"]):
    """Predicates of things to do."""

    def open(self) -> HouseTaskQuerySet:
        """Those still to do."""
        return self.filter(state=TaskState.OPEN)

    def of_arranging(self) -> HouseTaskQuerySet:
        """Those of arranging a room for a booking."""
        return self.exclude(layout="")

    def taken_by(self, person: Person) -> HouseTaskQuerySet:
        """Those that a person took."""
        return self.filter(pk__in=TaskHand.objects.filter(person=person).values("task_id"))


class HouseTask(Model):
    """Something to do in the house, which anyone of the community may take; nobody is ever given it.

    `booking` is the one during or after which it was seen; or, with a `layout`, the one for which the room is arranged
    so: that task follows its booking by itself, and there is one for a booking, a room and a layout.
    """

    reference = models.CharField(_("référence"), max_length=20, unique=True)
    kind = models.CharField(_("nature"), max_length=10, choices=TaskKind.choices, default=TaskKind.REPAIR)
    what = models.CharField(_("quoi"), max_length=150)
    words = models.TextField(_("précisions"), blank=True)
    room_id: int | None
    room = models.ForeignKey(Room, models.PROTECT, verbose_name=_("salle"), null=True, blank=True, related_name="tasks")
    until = models.DateField(_("d’ici le"), null=True, blank=True)
    hands = models.PositiveSmallIntegerField(_("combien de mains"), default=1)
    booking_id: UUID | None
    booking = models.ForeignKey(
        Booking, models.SET_NULL, verbose_name=_("réservation"), null=True, blank=True, related_name="house_tasks"
    )
    layout = models.CharField(_("disposition à installer"), max_length=40, blank=True)
    asked_by_id: UUID | None
    asked_by = models.ForeignKey(
        Person, models.SET_NULL, verbose_name=_("vu par"), null=True, blank=True, related_name="house_tasks_seen"
    )
    state = models.CharField(_("état"), max_length=10, choices=TaskState.choices, default=TaskState.OPEN)
    ended_at = models.DateTimeField(null=True, blank=True)
    said = models.TextField(_("ce qui en est dit à la fin"), blank=True)
    submission = models.CharField(max_length=64, unique=True, null=True, editable=False)
    takers = models.ManyToManyField(Person, through="TaskHand", related_name="house_tasks")

    objects = HouseTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("chose à faire dans la maison")
        verbose_name_plural = _("choses à faire dans la maison")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(hands__gte=1, hands__lte=MOST_HANDS), name="booking_task_wants_hands"
            ),
            models.UniqueConstraint(
                fields=["booking", "room", "layout"],
                condition=~models.Q(layout=""),
                name="booking_one_task_of_arranging",
            ),
        ]
        indexes = [models.Index(fields=["until"], condition=models.Q(state=TaskState.OPEN), name="booking_tasks_to_do")]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("booking:task", args=[self.reference])

    @property
    def follows(self) -> bool:
        """Whether it follows a booking by itself: nobody says it otherwise."""
        return bool(self.layout)

    @property
    def is_open(self) -> bool:
        """Whether it is still to do."""
        return self.state == TaskState.OPEN

    @property
    def is_late(self) -> bool:
        """Whether the day by which it was wished for is past."""
        until: date | None = self.until
        return self.is_open and until is not None and until < clock.today()


class TaskHand(Model):
    """Somebody takes it; given back, it goes without a trace of who."""

    task = models.ForeignKey(HouseTask, models.CASCADE, related_name="taken")
    person_id: UUID
    person = models.ForeignKey(Person, models.CASCADE, verbose_name=_("personne"), related_name="+")

    class Meta:
        verbose_name = _("coup de main dans la maison")
        verbose_name_plural = _("coups de main dans la maison")
        constraints = [models.UniqueConstraint(fields=["task", "person"], name="booking_task_taken_once")]

    def __str__(self) -> str:
        return f"{self.task_id} {self.person_id}"


class HousePhoto(Model):
    """A photo of a room given back, of something to do, or of both."""

    restoring = models.ForeignKey(Restoring, models.CASCADE, null=True, blank=True, related_name="photos")
    task = models.ForeignKey(HouseTask, models.CASCADE, null=True, blank=True, related_name="photos")
    path = models.CharField(max_length=200)
    name = models.CharField(max_length=150)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("photo de la maison")
        verbose_name_plural = _("photos de la maison")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(restoring__isnull=False) | models.Q(task__isnull=False), name="booking_photo_of"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kept(self) -> Kept:
        """As the storage knows it."""
        return Kept(self.path, self.name, self.media_type, self.size)
