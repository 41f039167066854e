"""Who booked rooms, and what comes again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Organisation, Person
from liamm.features.booking.enums import STANDING, BookingState
from liamm.features.spaces.models import Shareable
from liamm.kernel import clock
from liamm.kernel.model import Model


class BookingQuerySet(models.QuerySet["Booking"]):
    """Predicates of bookings."""

    def standing(self) -> BookingQuerySet:
        """Those that hold their rooms: confirmed, or in option."""
        return self.filter(state__in=STANDING)

    def options(self) -> BookingQuerySet:
        """Those that hold their rooms until they are confirmed, or lapse."""
        return self.filter(state=BookingState.OPTION)

    def awaited(self) -> BookingQuerySet:
        """Those that have begun, are not over, and where nobody said that they are there."""
        now = clock.now()
        return self.filter(state=BookingState.CONFIRMED, arrived_at=None, starts__lte=now, ends__gt=now)

    def by(self, person: Person) -> BookingQuerySet:
        """Those that a person made."""
        return self.filter(booked_by=person)


class Series(Model):
    """Bookings that come again by an RFC 5545 rule, from a first day on, at the same hours of the clock of the house.

    `rule` has no DTSTART: `first` and the hours say it. `left_out` are the days of the rule on which nothing is booked
    (its EXDATE). What happens is said by each booking; one that was changed alone keeps the day of the rule it stands
    for as its `occurrence` (its RECURRENCE-ID). `sequence` rises with each change of it or of one of its bookings.
    One that was split off another from a day on keeps from which it was `parted_from`, the first of them all.
    """

    rule = models.CharField(_("règle"), max_length=200)
    first = models.DateField(_("premier jour"))
    starts = models.TimeField(_("de"))
    ends = models.TimeField(_("à"))
    zone = models.CharField(_("fuseau"), max_length=60)
    left_out = ArrayField(models.DateField(), verbose_name=_("jours laissés"), default=list, blank=True)
    submission = models.CharField(max_length=64, unique=True, null=True, editable=False)
    sequence = models.PositiveIntegerField(_("révision"), default=0, editable=False)
    parted_from_id: UUID | None
    parted_from = models.ForeignKey(
        "self", models.SET_NULL, verbose_name=_("suite de"), null=True, blank=True, related_name="parted"
    )

    class Meta:
        verbose_name = _("série de réservations")
        verbose_name_plural = _("séries de réservations")

    def __str__(self) -> str:
        return self.rule

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it down; calendars follow each change."""
        if not self._state.adding:
            self.sequence = models.F("sequence") + 1
        super().save(*args, **kwargs)
        self.refresh_from_db(fields=["sequence"])


class Booking(Shareable):
    """One or several rooms taken together, from a moment to another, for one thing.

    `use` is a key of the binding `uses` as `charter_version` says it; the purpose is a thing of an upper feature, by
    its kind and identifier. `submission` names one sending of the form, so that it is taken once. `sequence` rises
    with each change that calendars must follow (RFC 5545, SEQUENCE). One of a series that was changed alone is `apart`:
    what is changed for several leaves it as it is. An option holds its rooms until `option_until`, and keeps that
    moment once it lapsed; confirmed, it has none. `arrived_at` is when somebody said that they are there; where
    nobody does, what is left of it is given back.
    """

    reference = models.CharField(_("référence"), max_length=20, unique=True)
    use = models.CharField(_("usage"), max_length=40)
    title = models.CharField(_("titre"), max_length=150)
    layout = models.CharField(_("disposition"), max_length=40, blank=True)
    people = models.PositiveSmallIntegerField(_("nombre de personnes"))
    needs = models.TextField(_("besoins"), blank=True)
    booked_by_id: UUID | None
    booked_by = models.ForeignKey(
        Person, models.SET_NULL, verbose_name=_("réservée par"), null=True, related_name="bookings"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("organisation"), null=True, blank=True, related_name="+"
    )
    purpose_kind = models.CharField(_("nature de l’objet"), max_length=60, blank=True)
    purpose_id = models.UUIDField(_("objet"), null=True, blank=True)
    starts = models.DateTimeField(_("début"))
    ends = models.DateTimeField(_("fin"))
    state = models.CharField(_("état"), max_length=10, choices=BookingState.choices, default=BookingState.CONFIRMED)
    option_until = models.DateTimeField(_("option jusqu’au"), null=True, blank=True)
    option_reminded = models.BooleanField(default=False, editable=False)
    arrived_at = models.DateTimeField(_("arrivée"), null=True, blank=True)
    arrival_asked = models.BooleanField(default=False, editable=False)
    cancelled_because = models.TextField(_("pourquoi elle est annulée"), blank=True)
    charter_version = models.CharField(_("version de la charte"), max_length=20)
    submission = models.CharField(max_length=64, unique=True, null=True, editable=False)
    sequence = models.PositiveIntegerField(_("révision"), default=0, editable=False)
    changed_at = models.DateTimeField(_("dernier changement"), default=clock.now, editable=False)
    series_id: UUID | None
    series = models.ForeignKey(
        Series, models.PROTECT, verbose_name=_("série"), null=True, blank=True, related_name="bookings"
    )
    occurrence = models.DateField(_("jour de la série"), null=True, blank=True)
    apart = models.BooleanField(_("changée à part"), default=False)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("réservation")
        verbose_name_plural = _("réservations")
        constraints = [
            models.CheckConstraint(condition=models.Q(ends__gt=models.F("starts")), name="booking_ends_after"),
            models.CheckConstraint(condition=models.Q(people__gt=0), name="booking_for_people"),
            models.CheckConstraint(
                condition=models.Q(purpose_kind="", purpose_id__isnull=True)
                | (~models.Q(purpose_kind="") & models.Q(purpose_id__isnull=False)),
                name="booking_whole_purpose",
            ),
            models.UniqueConstraint(
                fields=["series", "occurrence"],
                name="booking_once_a_day_of_series",
                deferrable=models.Deferrable.DEFERRED,  # days may change places when a series moves
            ),
            models.CheckConstraint(
                condition=models.Q(series__isnull=True) | models.Q(occurrence__isnull=False),
                name="booking_of_series_has_a_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[BookingState.OPTION, BookingState.LAPSED])
                | models.Q(option_until__isnull=False),
                name="booking_option_has_a_term",
            ),
        ]
        indexes = [
            models.Index(fields=["booked_by", "-starts"], name="booking_of_person"),
            models.Index(
                fields=["option_until"], condition=models.Q(state=BookingState.OPTION), name="booking_options_by_term"
            ),
            models.Index(
                fields=["ends"],
                condition=models.Q(state=BookingState.CONFIRMED, arrived_at__isnull=True),
                name="booking_awaited",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it down, with the moment; a change of one of a series is one of its series, for calendars."""
        self.changed_at = clock.now()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "changed_at"}
        if self.series_id and not self._state.adding:
            Series.objects.filter(pk=self.series_id).update(sequence=models.F("sequence") + 1)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("booking:booking", args=[self.reference])

    @property
    def is_standing(self) -> bool:
        """Whether it holds its rooms."""
        return self.state in STANDING

    @property
    def is_confirmed(self) -> bool:
        """Whether it is certain, and was not given back."""
        return self.state == BookingState.CONFIRMED

    @property
    def has_begun(self) -> bool:
        """Whether its hour has come."""
        return self.starts <= clock.now()

    @property
    def is_coming(self) -> bool:
        """Whether it stands and is not over: it may still be cancelled."""
        return self.is_standing and self.ends > clock.now()

    @property
    def is_option(self) -> bool:
        """Whether it still waits to be confirmed, and may be."""
        return self.state == BookingState.OPTION and self.option_until is not None and self.option_until > clock.now()
