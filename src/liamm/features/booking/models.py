"""Rooms of the house, who booked them, and when each is occupied: never two at once, the database sees to it."""

from __future__ import annotations

from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, IntegerRangeField, RangeOperators
from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Organisation, Person
from liamm.features.booking.enums import BookingState, DisplacementState
from liamm.features.spaces.models import Shareable
from liamm.kernel import clock
from liamm.kernel.model import Model

MOST_MINUTES = 240
OPEN = frozenset({DisplacementState.ASKED, DisplacementState.DECLINED, DisplacementState.SILENT})
"""The states in which a displacement still waits for somebody."""


class Room(models.Model):
    """What the house says of a room beside the charter; its number is that of the binding, and never changes.

    What is empty is as the charter says. `closed_at` is since when nobody may book it.
    """

    number = models.PositiveIntegerField(_("numéro"), primary_key=True)
    name = models.CharField(_("nom"), max_length=80, blank=True)
    equipment = ArrayField(models.CharField(max_length=80), verbose_name=_("équipement"), null=True, blank=True)
    access = models.TextField(_("accès"), blank=True)
    setup_minutes = models.PositiveSmallIntegerField(
        _("minutes pour installer"), null=True, blank=True, validators=[MaxValueValidator(MOST_MINUTES)]
    )
    restore_minutes = models.PositiveSmallIntegerField(
        _("minutes pour remettre en état"), null=True, blank=True, validators=[MaxValueValidator(MOST_MINUTES)]
    )
    closed_at = models.DateTimeField(_("fermée depuis"), null=True, blank=True)

    class Meta:
        verbose_name = _("salle")
        verbose_name_plural = _("salles")

    def __str__(self) -> str:
        return self.name or str(self.number)


class BookingQuerySet(models.QuerySet["Booking"]):
    """Predicates of bookings."""

    def confirmed(self) -> BookingQuerySet:
        """Those that stand."""
        return self.filter(state=BookingState.CONFIRMED)

    def by(self, person: Person) -> BookingQuerySet:
        """Those that a person made."""
        return self.filter(booked_by=person)


class Series(Model):
    """Bookings that come again by an RFC 5545 rule, from a first day on, at the same hours of the clock of the house.

    `rule` has no DTSTART: `first` and the hours say it. `left_out` are the days of the rule on which nothing is booked
    (its EXDATE). What happens is said by each booking; one that was changed alone keeps the day of the rule it stands
    for as its `occurrence` (its RECURRENCE-ID).
    """

    rule = models.CharField(_("règle"), max_length=200)
    first = models.DateField(_("premier jour"))
    starts = models.TimeField(_("de"))
    ends = models.TimeField(_("à"))
    zone = models.CharField(_("fuseau"), max_length=60)
    left_out = ArrayField(models.DateField(), verbose_name=_("jours laissés"), default=list, blank=True)
    submission = models.CharField(max_length=64, unique=True, null=True, editable=False)

    class Meta:
        verbose_name = _("série de réservations")
        verbose_name_plural = _("séries de réservations")

    def __str__(self) -> str:
        return self.rule


class Booking(Shareable):
    """One or several rooms taken together, from a moment to another, for one thing.

    `use` is a key of the binding `uses` as `charter_version` says it; the purpose is a thing of an upper feature, by
    its kind and identifier. `submission` names one sending of the form, so that it is taken once. `sequence` rises
    with each change that calendars must follow (RFC 5545, SEQUENCE). One of a series that was changed alone is `apart`:
    what is changed for several leaves it as it is.
    """

    reference = models.CharField(_("référence"), max_length=20, unique=True)
    use = models.CharField(_("usage"), max_length=40)
    title = models.CharField(_("titre"), max_length=150)
    layout = models.CharField(_("disposition"), max_length=40, blank=True)
    people = models.PositiveSmallIntegerField(_("nombre de personnes"))
    needs = models.TextField(_("besoins"), blank=True)
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
    cancelled_because = models.TextField(_("pourquoi elle est annulée"), blank=True)
    charter_version = models.CharField(_("version de la charte"), max_length=20)
    submission = models.CharField(max_length=64, unique=True, null=True, editable=False)
    sequence = models.PositiveIntegerField(_("révision"), default=0, editable=False)
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
        ]
        indexes = [models.Index(fields=["booked_by", "-starts"], name="booking_of_person")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("booking:booking", args=[self.reference])

    @property
    def is_coming(self) -> bool:
        """Whether it stands and is not over: it may still be cancelled."""
        return self.state == BookingState.CONFIRMED and self.ends > clock.now()


class DisplacementQuerySet(models.QuerySet["Displacement"]):
    """Predicates of what is asked of guests."""

    def open(self) -> DisplacementQuerySet:
        """Those on which nobody has had the last word."""
        return self.filter(state__in=OPEN)

    def to_settle(self) -> DisplacementQuerySet:
        """Those that wait for whoever keeps the house."""
        return self.filter(state__in=OPEN - {DisplacementState.ASKED})


class Displacement(Model):
    """A project asks a guest for their place: another room is offered and held meanwhile, and nobody moves unasked.

    `asked` is what would be booked (see `booking.displacing`); `rooms`, `layout`, `starts` and `ends` are what the
    guest is offered. The guest answers until `deadline`; then whoever keeps the house settles it, and at `latest` all
    stays.
    """

    reference = models.CharField(_("référence"), max_length=20, unique=True)
    guest_id: UUID
    guest = models.ForeignKey(
        Booking, models.PROTECT, verbose_name=_("réservation en place"), related_name="displacements"
    )
    asked_by_id: UUID | None
    asked_by = models.ForeignKey(
        Person, models.SET_NULL, verbose_name=_("demandée par"), null=True, related_name="places_asked"
    )
    asked = models.JSONField(_("ce qui serait réservé"))
    rooms = ArrayField(models.PositiveIntegerField(), verbose_name=_("salles proposées"))
    layout = models.CharField(_("disposition"), max_length=40, blank=True)
    starts = models.DateTimeField(_("début"))
    ends = models.DateTimeField(_("fin"))
    deadline = models.DateTimeField(_("réponse attendue avant le"))
    latest = models.DateTimeField(_("au plus tard"))
    state = models.CharField(
        _("état"), max_length=10, choices=DisplacementState.choices, default=DisplacementState.ASKED
    )
    answer = models.TextField(_("réponse"), blank=True)
    words = models.TextField(_("pourquoi"), blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    becomes = models.OneToOneField(
        Booking, models.SET_NULL, verbose_name=_("devenue"), null=True, blank=True, related_name="took_place_by"
    )

    objects = DisplacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande de place")
        verbose_name_plural = _("demandes de place")
        constraints = [
            models.UniqueConstraint(
                fields=["guest"], condition=models.Q(state__in=sorted(OPEN)), name="displacement_one_at_a_time"
            ),
            models.CheckConstraint(condition=models.Q(ends__gt=models.F("starts")), name="displacement_ends_after"),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("booking:displacement", args=[self.reference])

    @property
    def is_open(self) -> bool:
        """Whether nobody has had the last word."""
        return self.state in OPEN


class Occupation(Model):
    """A room taken during a time, that of arranging and restoring it included: by a booking, or for a reason shown.

    `living` is false once it holds nothing any more (cancelled, lifted). What a guest is offered is held for the
    `displacement` until it ends.
    """

    booking = models.ForeignKey(
        Booking, models.CASCADE, verbose_name=_("réservation"), null=True, blank=True, related_name="occupations"
    )
    displacement = models.ForeignKey(
        Displacement, models.CASCADE, verbose_name=_("gardée pour"), null=True, blank=True, related_name="held"
    )
    room = models.ForeignKey(Room, models.PROTECT, verbose_name=_("salle"), related_name="occupations")
    during = DateTimeRangeField(_("pendant"))
    reason = models.CharField(_("raison"), max_length=200, blank=True)
    living = models.BooleanField(_("tient"), default=True)

    class Meta:
        verbose_name = _("occupation")
        verbose_name_plural = _("occupations")
        constraints = [
            # No `btree_gist` here: a number is written as the range that holds only it.
            ExclusionConstraint(
                name="booking_never_two_in_one_room",
                expressions=[
                    (
                        models.Func(
                            models.F("room"),
                            models.F("room"),
                            models.Value("[]"),
                            function="int4range",
                            output_field=IntegerRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(living=True),
            ),
            models.CheckConstraint(
                condition=models.Q(booking__isnull=False) | ~models.Q(reason=""), name="occupation_says_why"
            ),
            models.CheckConstraint(
                condition=models.Q(during__isempty=False, during__lower_inf=False, during__upper_inf=False),
                name="occupation_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return self.reason or str(self.during)
