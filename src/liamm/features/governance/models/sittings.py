"""Sittings: when a body sits, who comes, and how it was moved."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person
from liamm.features.booking.models import Occupation
from liamm.features.governance.enums import Answer, SittingState
from liamm.features.governance.models.bodies import Body
from liamm.kernel import clock
from liamm.kernel.model import Model


class SittingQuerySet(models.QuerySet["Sitting"]):
    """Predicates of sittings."""

    def to_come(self) -> SittingQuerySet:
        """Those that are not held nor cancelled, the next first."""
        open_states = [SittingState.PLANNED, SittingState.CONVENED, SittingState.OPEN]
        return self.filter(state__in=open_states).order_by("starts")

    def past(self) -> SittingQuerySet:
        """Those that were held, and those of a day that passed and that were not, the last first."""
        not_held = models.Q(state=SittingState.CANCELLED, starts__lt=clock.now())
        return self.filter(models.Q(state=SittingState.CLOSED) | not_held).order_by("-starts")

    def held(self) -> SittingQuerySet:
        """Those that were held, the last first."""
        return self.filter(state=SittingState.CLOSED).order_by("-starts")


class Sitting(Model):
    """A sitting. Its slug never changes, even when it is moved; `due` is the day of the cadence it answers.

    `held` keeps its room of the house for it; while another has that room, it `seeks_room`.
    `charter_version` is that of the day it opened: what is decided in it follows that version.
    """

    body = models.ForeignKey(Body, models.PROTECT, verbose_name=_("instance"), related_name="sittings")
    slug = models.SlugField(_("adresse"), max_length=60, unique=True)
    due = models.DateField(_("jour prévu par la cadence"), null=True, blank=True)
    starts = models.DateTimeField(_("début"))
    ends = models.DateTimeField(_("fin"))
    place = models.CharField(_("lieu"), max_length=150, blank=True)
    held = models.OneToOneField(
        Occupation, models.SET_NULL, verbose_name=_("salle gardée"), null=True, blank=True, related_name="+"
    )
    seeks_room = models.BooleanField(_("cherche sa salle"), default=False, editable=False)
    state = models.CharField(_("état"), max_length=10, choices=SittingState.choices, default=SittingState.PLANNED)
    reason = models.TextField(_("raison"), blank=True)
    chair = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("présidence"), null=True, blank=True, related_name="+"
    )
    secretary = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("secrétariat"), null=True, blank=True, related_name="+"
    )
    current = models.ForeignKey(
        "AgendaItem", models.SET_NULL, verbose_name=_("point en cours"), null=True, blank=True, related_name="+"
    )
    charter_version = models.CharField(_("version de la charte"), max_length=20, blank=True)
    convened_at = models.DateTimeField(_("convoquée le"), null=True, blank=True)
    opened_at = models.DateTimeField(_("ouverte le"), null=True, blank=True)
    closed_at = models.DateTimeField(_("close le"), null=True, blank=True)

    objects = SittingQuerySet.as_manager()

    class Meta:
        verbose_name = _("séance")
        verbose_name_plural = _("séances")
        constraints = [
            models.UniqueConstraint(fields=["body", "due"], name="sitting_once"),
            models.CheckConstraint(condition=models.Q(ends__gt=models.F("starts")), name="sitting_ends_after"),
        ]
        indexes = [models.Index(fields=["starts"], name="sitting_when")]

    def __str__(self) -> str:
        return self.slug

    @property
    def where(self) -> str:
        """Where it is held, as it is said: a room that is not kept for it is to be confirmed."""
        return gettext("%(place)s, à confirmer") % {"place": self.place} if self.seeks_room else self.place

    @property
    def day(self) -> date:
        """The day on which it is held, where the lab lives."""
        return timezone.localtime(self.starts).date()

    @property
    def is_over(self) -> bool:
        """Whether nothing more is decided in it."""
        return self.state in {SittingState.CLOSED, SittingState.CANCELLED}


class SittingMove(Model):
    """A sitting was moved, and why."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="moves")
    was = models.DateTimeField()
    became = models.DateTimeField()
    reason = models.TextField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.was:%Y-%m-%d} → {self.became:%Y-%m-%d}"


class Attendance(Model):
    """What one member says about coming, and whether they are there."""

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, models.PROTECT, related_name="attendances")
    seat = models.CharField(max_length=40)
    stands_in = models.BooleanField(default=False)
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.UNKNOWN)
    answered_at = models.DateTimeField(null=True, blank=True)
    present = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sitting", "person"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.seat}: {self.answer}"
