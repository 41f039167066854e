"""The codes of the house, sealed, in a table that nothing else reads; who came to know them; how one comes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person
from liamm.features.booking.models import Booking
from liamm.features.welcome.enums import Opens, Seen
from liamm.kernel import clock
from liamm.kernel.model import Model


class AccessCodeQuerySet(models.QuerySet["AccessCode"]):
    """Predicates of codes."""

    def living(self) -> AccessCodeQuerySet:
        """Those that open something still, or will."""
        return self.filter(revoked_at=None, closed_at=None)

    def lingering(self) -> AccessCodeQuerySet:
        """Those that open nothing by the book, and that a keypad may still take."""
        return self.filter(lingers=True)

    def of_periods(self) -> AccessCodeQuerySet:
        """Those that hold for all who come between two moments."""
        return self.filter(booking=None)

    def during(self, starts: datetime, ends: datetime) -> AccessCodeQuerySet:
        """Those of periods that touch this time."""
        return self.of_periods().filter(starts__lt=ends, ends__gt=starts)


def _one_at_a_time(opens: Opens) -> ExclusionConstraint:
    return ExclusionConstraint(
        name=f"welcome_one_{opens.value}_code",
        expressions=[
            (
                Func(F("starts"), F("ends"), Value("[)"), function="tstzrange", output_field=DateTimeRangeField()),
                RangeOperators.OVERLAPS,
            )
        ],
        condition=Q(opens=opens.value, booking=None, revoked_at=None, closed_at=None),
    )


class AccessCode(Model):
    """A code of a period, or of one booking, that comes before the one of its period.

    It opens nothing any more once it is lost or changed (`revoked_at`), or its booking is over or does not take place
    (`closed_at`). One that ends before its time `lingers` until somebody says that it was taken off the keypad: it
    stays sealed as long as that takes, and no longer than its time would have lasted; `sealed` is empty after.
    `set_for` names the hours of its booking for which the team knows it.
    """

    opens = models.CharField(_("ouvre"), max_length=10, choices=Opens.choices)
    booking_id: UUID | None
    booking = models.ForeignKey(
        Booking, models.CASCADE, verbose_name=_("réservation"), null=True, blank=True, related_name="codes"
    )
    starts = models.DateTimeField(_("à partir du"), null=True, blank=True)
    ends = models.DateTimeField(_("jusqu’au"), null=True, blank=True)
    sealed = models.TextField(blank=True, editable=False)
    set_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_because = models.TextField(_("pourquoi il est changé"), blank=True)
    replaced_by = models.OneToOneField(
        "self", models.SET_NULL, verbose_name=_("remplacé par"), null=True, blank=True, related_name="replaces"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    lingers = models.BooleanField(_("à retirer du clavier"), default=False)
    set_for = models.CharField(max_length=64, blank=True, editable=False)

    objects = AccessCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("code d’accès")
        verbose_name_plural = _("codes d’accès")
        constraints = [
            models.CheckConstraint(
                condition=Q(booking__isnull=False, starts__isnull=True, ends__isnull=True)
                | Q(booking__isnull=True, starts__isnull=False, ends__gt=F("starts")),
                name="welcome_code_of_a_period_or_a_booking",
            ),
            models.CheckConstraint(
                condition=Q(sealed="") | Q(revoked_at=None, closed_at=None) | Q(lingers=True),
                name="welcome_code_gone_is_empty",
            ),
            models.UniqueConstraint(
                fields=["booking", "opens"],
                condition=Q(revoked_at=None, closed_at=None),
                name="welcome_one_code_a_booking",
            ),
            _one_at_a_time(Opens.DOOR),
            _one_at_a_time(Opens.CAR_PARK),
        ]

    def __str__(self) -> str:
        return str(self.get_opens_display())

    def get_absolute_url(self) -> str:
        """Its page, which shows it to nobody unasked."""
        return reverse("welcome:code", args=[self.pk])

    @property
    def is_living(self) -> bool:
        """Whether it opens something still, or will."""
        return self.revoked_at is None and self.closed_at is None

    @property
    def is_legible(self) -> bool:
        """Whether the team may read it: it serves, or is to be taken off a keypad."""
        return self.is_living or bool(self.lingers and self.sealed)


class Sighting(Model):
    """That somebody came to know a code, how, and when first; `booking` is what they came for.

    `lost_at`: they said that they lost it, or that others saw it.
    """

    code = models.ForeignKey(AccessCode, models.CASCADE, related_name="sightings")
    booking_id: UUID | None
    booking = models.ForeignKey(Booking, models.CASCADE, null=True, blank=True, related_name="+")
    holder = models.CharField(max_length=80)
    way = models.CharField(max_length=10, choices=Seen.choices)
    at = models.DateTimeField(default=clock.now)
    lost_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "holder", "booking"], name="welcome_seen_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.holder


class AccessLetter(Model):
    """That the letter with plan and codes was written to somebody, for a booking as it was then (`told`)."""

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="+")
    holder = models.CharField(max_length=80)
    told = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["booking", "holder", "told"], name="welcome_access_told_once")]

    def __str__(self) -> str:
        return self.holder


class Way(Model):
    """How one comes to the door or to the car-park: words, and a drawing or a file."""

    opens = models.CharField(_("mène à"), max_length=10, choices=Opens.choices, unique=True)
    words = models.TextField(_("comment venir"), blank=True)
    path = models.CharField(max_length=200, blank=True, editable=False)
    name = models.CharField(max_length=150, blank=True, editable=False)
    media_type = models.CharField(max_length=100, blank=True, editable=False)
    size = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("plan d’accès")
        verbose_name_plural = _("plans d’accès")
        ordering = ["-opens"]

    def __str__(self) -> str:
        return str(self.get_opens_display())
