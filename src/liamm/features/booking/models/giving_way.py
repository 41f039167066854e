"""What is asked of a guest whose room a project needs."""

from __future__ import annotations

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.features.accounts.models import Person
from liamm.features.booking.enums import DisplacementState
from liamm.features.booking.models.bookings import Booking
from liamm.kernel.model import Model, uuid7

TO_SETTLE = frozenset({DisplacementState.DECLINED, DisplacementState.SILENT})
"""The states in which a displacement waits for whoever keeps the house."""
OPEN = TO_SETTLE | {DisplacementState.ASKED, DisplacementState.AGREED}
"""The states in which a displacement still waits for somebody."""


class DisplacementQuerySet(models.QuerySet["Displacement"]):
    """Predicates of what is asked of guests."""

    def open(self) -> DisplacementQuerySet:
        """Those on which nobody has had the last word."""
        return self.filter(state__in=OPEN)


class Displacement(Model):
    """A project asks a guest for their place: another room is offered and held meanwhile, and nobody moves unasked.

    `asked` is what would be booked (see `booking.displacing`); `rooms`, `layout`, `starts` and `ends` are what the
    guest is offered now; `was` and `proposed` keep where the guest was, and what they were offered first. The guest
    answers until `deadline`; then whoever keeps the house settles it, and at `latest` all stays. What is asked of
    several guests in one gesture has the same `asking`: all of them move, or nobody does.
    """

    asking = models.UUIDField(default=uuid7, editable=False, db_index=True)
    reference = models.CharField(gettext_lazy("référence"), max_length=20, unique=True)
    guest_id: UUID
    guest = models.ForeignKey(
        Booking, models.PROTECT, verbose_name=gettext_lazy("réservation en place"), related_name="displacements"
    )
    asked_by_id: UUID | None
    asked_by = models.ForeignKey(
        Person, models.SET_NULL, verbose_name=gettext_lazy("demandée par"), null=True, related_name="places_asked"
    )
    asked = models.JSONField(gettext_lazy("ce qui serait réservé"))
    was = models.JSONField(gettext_lazy("où c’était"), default=dict)
    proposed = models.JSONField(gettext_lazy("ce qui a été proposé"), default=dict)
    rooms = ArrayField(models.PositiveIntegerField(), verbose_name=gettext_lazy("salles proposées"))
    layout = models.CharField(gettext_lazy("disposition"), max_length=40, blank=True)
    starts = models.DateTimeField(gettext_lazy("début"))
    ends = models.DateTimeField(gettext_lazy("fin"))
    deadline = models.DateTimeField(gettext_lazy("réponse attendue avant le"))
    latest = models.DateTimeField(gettext_lazy("au plus tard"))
    state = models.CharField(
        gettext_lazy("état"), max_length=10, choices=DisplacementState.choices, default=DisplacementState.ASKED
    )
    answer = models.TextField(gettext_lazy("réponse"), blank=True)
    words = models.TextField(gettext_lazy("pourquoi"), blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    becomes = models.ForeignKey(
        Booking,
        models.SET_NULL,
        verbose_name=gettext_lazy("devenue"),
        null=True,
        blank=True,
        related_name="took_place_by",
    )

    objects = DisplacementQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("demande de place")
        verbose_name_plural = gettext_lazy("demandes de place")
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
    def is_settled(self) -> bool:
        """Whether who keeps the house decided of it: only they must say why."""
        return bool(self.words)

    @property
    def outcome(self) -> str:
        """Where it stands, as it came to be: by the guest, by who keeps the house, or because the place is free."""
        if self.gives_way and self.is_settled:
            return _("arbitrée : la salle va au projet")
        if self.gives_way and not self.guest.is_standing:
            return _("la place a été rendue")
        if self.state == DisplacementState.KEPT and self.is_settled:
            return _("arbitrée : chacun reste où il est")
        return str(self.get_state_display())

    @property
    def gives_way(self) -> bool:
        """Whether this guest stands in the way no longer, or will not once all the others give way too."""
        return self.state in {DisplacementState.AGREED, DisplacementState.MOVED}

    @property
    def is_open(self) -> bool:
        """Whether nobody has had the last word."""
        return self.state in OPEN
