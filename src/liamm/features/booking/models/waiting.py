"""Who waits for a room that is taken."""

from __future__ import annotations

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person
from liamm.features.booking.enums import WaitingState
from liamm.features.booking.models.bookings import Booking
from liamm.kernel.model import Model

_OPEN = [WaitingState.WAITING, WaitingState.OFFERED]


class WaitingQuerySet(models.QuerySet["Waiting"]):
    """Predicates of those who wait."""

    def in_line(self) -> WaitingQuerySet:
        """Those who wait and are offered nothing yet."""
        return self.filter(state=WaitingState.WAITING)

    def open(self) -> WaitingQuerySet:
        """Those who wait, or were offered the room and have not answered."""
        return self.filter(state__in=_OPEN)

    def beside(self, one: Waiting) -> WaitingQuerySet:
        """Those who wait for a room that another waits for too, at some moment of the same time."""
        return self.filter(rooms__overlap=one.rooms, starts__lt=one.ends, ends__gt=one.starts)


class Waiting(Model):
    """Somebody waits for what they asked for and was taken: when it is free, the house holds it and offers it to them.

    `asked` is what would be booked (see `booking.asked`), some of it again for who looks for it; `offered` is the
    option that holds it once it is free. Several rooms are waited for together, or, with `any_one`, whichever of them
    is free first: each would do alone.
    """

    reference = models.CharField(_("référence"), max_length=20, unique=True)
    person_id: UUID
    person = models.ForeignKey(Person, models.CASCADE, verbose_name=_("personne"), related_name="rooms_waited")
    asked = models.JSONField(_("ce qui serait réservé"))
    rooms = ArrayField(models.PositiveIntegerField(), verbose_name=_("salles"))
    any_one = models.BooleanField(_("une seule suffit"), default=False)
    starts = models.DateTimeField(_("début"))
    ends = models.DateTimeField(_("fin"))
    state = models.CharField(_("état"), max_length=10, choices=WaitingState.choices, default=WaitingState.WAITING)
    offered = models.OneToOneField(
        Booking, models.SET_NULL, verbose_name=_("proposée"), null=True, blank=True, related_name="offered_to"
    )

    objects = WaitingQuerySet.as_manager()

    class Meta:
        verbose_name = _("attente d’une salle")
        verbose_name_plural = _("attentes de salles")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "starts", "ends", "rooms", "any_one"],
                condition=models.Q(state__in=_OPEN),
                name="booking_waits_once",
            ),
            models.CheckConstraint(condition=models.Q(ends__gt=models.F("starts")), name="booking_waiting_ends_after"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def together(self) -> bool:
        """Whether several rooms are waited for, all at the same time."""
        return len(self.rooms) > 1 and not self.any_one

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("booking:waiting", args=[self.reference])
