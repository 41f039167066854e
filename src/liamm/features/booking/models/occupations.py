"""When each room is taken: never two at once, the database sees to it."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, IntegerRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from liamm.features.booking.models.bookings import Booking
from liamm.features.booking.models.giving_way import Displacement
from liamm.features.booking.models.rooms import Room
from liamm.kernel.model import Model


class OccupationQuerySet(models.QuerySet["Occupation"]):
    """Predicates of what takes rooms."""

    def closures(self) -> OccupationQuerySet:
        """What keeps rooms closed, for a reason that everybody reads."""
        return self.filter(living=True, booking=None, displacement=None)


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

    objects = OccupationQuerySet.as_manager()

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
