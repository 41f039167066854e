"""Rooms given back as they were found: what whoever booked says at the end, and how the next occupants find them."""

from __future__ import annotations

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from liamm.features.booking.enums import FindingState, RestoringState
from liamm.features.booking.models.bookings import Booking
from liamm.features.booking.models.rooms import Room
from liamm.kernel import clock
from liamm.kernel.model import Model

OPEN_RESTORING = frozenset({RestoringState.OPEN, RestoringState.REOPENED})
"""The states in which the rooms of a booking are not given back yet."""


class RestoringQuerySet(models.QuerySet["Restoring"]):
    """Predicates of rooms given back."""

    def open(self) -> RestoringQuerySet:
        """Those on which nobody has had the last word."""
        return self.filter(state__in=OPEN_RESTORING)

    def over(self) -> RestoringQuerySet:
        """Those that close by themselves by now."""
        return self.open().filter(until__lte=clock.now())


class Restoring(Model):
    """The rooms of a booking given back, once: said by whoever booked, or closed by itself at `until`.

    What the next occupants report opens it again.
    """

    booking_id: UUID
    booking = models.OneToOneField(Booking, models.CASCADE, verbose_name=_("réservation"), related_name="restoring")
    state = models.CharField(_("état"), max_length=10, choices=RestoringState.choices, default=RestoringState.OPEN)
    until = models.DateTimeField(_("se ferme d’elle-même"))
    words = models.TextField(_("un mot"), blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = RestoringQuerySet.as_manager()

    class Meta:
        verbose_name = _("salles rendues")
        verbose_name_plural = _("salles rendues")
        indexes = [
            models.Index(
                fields=["until"], condition=models.Q(state__in=sorted(OPEN_RESTORING)), name="booking_restoring_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.booking_id} {self.state}"

    @property
    def is_open(self) -> bool:
        """Whether nobody has had the last word."""
        return self.state in OPEN_RESTORING


class RestoredRoom(Model):
    """One room as it was given back: the lines of its list that were done, and those left."""

    restoring = models.ForeignKey(Restoring, models.CASCADE, related_name="rooms")
    room_id: int
    room = models.ForeignKey(Room, models.PROTECT, verbose_name=_("salle"), related_name="+")
    done = ArrayField(models.CharField(max_length=200), verbose_name=_("fait"), default=list)
    left = ArrayField(models.CharField(max_length=200), verbose_name=_("laissé"), default=list)

    class Meta:
        verbose_name = _("salle rendue")
        verbose_name_plural = _("salles rendues, une à une")
        constraints = [models.UniqueConstraint(fields=["restoring", "room"], name="booking_room_given_back_once")]

    def __str__(self) -> str:
        return str(self.room_id)


class Finding(Model):
    """How the occupants of a room find it as they come in; `before` is who was there last."""

    booking_id: UUID
    booking = models.ForeignKey(Booking, models.CASCADE, verbose_name=_("réservation"), related_name="findings")
    room_id: int
    room = models.ForeignKey(Room, models.PROTECT, verbose_name=_("salle"), related_name="+")
    before_id: UUID | None
    before = models.ForeignKey(
        Booking, models.SET_NULL, verbose_name=_("avant"), null=True, blank=True, related_name="found_after"
    )
    state = models.CharField(_("état"), max_length=10, choices=FindingState.choices, default=FindingState.ASKED)
    words = models.TextField(_("ce qui est signalé"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("salle trouvée")
        verbose_name_plural = _("salles trouvées")
        constraints = [models.UniqueConstraint(fields=["booking", "room"], name="booking_room_found_once")]

    def __str__(self) -> str:
        return f"{self.room_id} {self.state}"
