"""What is asked of whoever keeps the house: to open it beside its hours."""

from __future__ import annotations

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person
from liamm.features.booking.enums import OpeningState
from liamm.kernel import clock
from liamm.kernel.model import Model


class OpeningQuerySet(models.QuerySet["Opening"]):
    """Predicates of openings."""

    def coming(self) -> OpeningQuerySet:
        """Those that are not over."""
        return self.filter(ends__gt=clock.now())

    def granted(self) -> OpeningQuerySet:
        """Those for which the house opens."""
        return self.filter(state=OpeningState.GRANTED)


class Opening(Model):
    """The house is asked to open beside its hours, on one day, in some rooms (in all when none is named), and why.

    Once it is granted, bookings may be within it, until it begins or is taken back. `answer` is what whoever keeps the
    house said last.
    """

    reference = models.CharField(_("référence"), max_length=20, unique=True)
    asked_by_id: UUID | None
    asked_by = models.ForeignKey(
        Person, models.SET_NULL, verbose_name=_("demandée par"), null=True, related_name="openings_asked"
    )
    starts = models.DateTimeField(_("début"))
    ends = models.DateTimeField(_("fin"))
    rooms = ArrayField(models.PositiveIntegerField(), verbose_name=_("salles"), default=list, blank=True)
    reason = models.TextField(_("pourquoi"))
    state = models.CharField(_("état"), max_length=10, choices=OpeningState.choices, default=OpeningState.ASKED)
    answer = models.TextField(_("réponse"), blank=True)
    answered_by = models.ForeignKey(
        Person, models.SET_NULL, verbose_name=_("répondue par"), null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    submission = models.CharField(max_length=64, unique=True, null=True, editable=False)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("ouverture exceptionnelle")
        verbose_name_plural = _("ouvertures exceptionnelles")
        constraints = [
            models.CheckConstraint(condition=models.Q(ends__gt=models.F("starts")), name="opening_ends_after"),
        ]
        indexes = [models.Index(fields=["ends"], name="opening_by_end")]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("booking:opening", args=[self.reference])

    @property
    def waits(self) -> bool:
        """Whether an answer still serves."""
        return self.state == OpeningState.ASKED and self.starts > clock.now()

    @property
    def may_be_taken_back(self) -> bool:
        """Whether the house was to open, and has not yet."""
        return self.state == OpeningState.GRANTED and self.starts > clock.now()
