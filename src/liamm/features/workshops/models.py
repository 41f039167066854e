"""The tables of déroulés: the whole, and its blocks in their order."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person
from liamm.features.spaces.models import Shareable
from liamm.features.workshops.rules.running import Course
from liamm.features.workshops.rules.timetable import Piece, Step, steps_of
from liamm.kernel.model import Model


class WorkshopQuerySet(models.QuerySet["Workshop"]):
    """Predicates of déroulés."""

    def templates(self) -> WorkshopQuerySet:
        """Those that others start from."""
        return self.filter(is_template=True)

    def by(self, person: Person) -> WorkshopQuerySet:
        """Those that a person made."""
        return self.filter(made_by=person)


class Workshop(Shareable):
    """How a workshop unfolds, in a room that one may have until a moment only.

    A template has no day; the token opens the screen that everybody follows on the day. `step`, `since` and `extra` say
    where it stands while it happens (see `rules.running`); none of them before and after. `revision` rises with each
    change, so that nobody moves what somebody else has moved meanwhile.
    """

    reference = models.CharField(_("référence"), max_length=20, unique=True)
    title = models.CharField(_("titre"), max_length=150)
    aim = models.TextField(_("ce que l’on veut avoir à la fin"), blank=True)
    starts = models.DateTimeField(_("début"), null=True, blank=True)
    room_until = models.DateTimeField(_("salle jusqu’à"), null=True, blank=True)
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    people = models.PositiveSmallIntegerField(_("nombre de personnes"), null=True, blank=True)
    is_template = models.BooleanField(_("modèle"), default=False)
    made_by_id: UUID | None
    made_by = models.ForeignKey(
        Person, models.SET_NULL, verbose_name=_("préparé par"), null=True, blank=True, related_name="workshops"
    )
    token = models.CharField(max_length=64, unique=True, editable=False)
    revision = models.PositiveIntegerField(_("révision"), default=0, editable=False)
    step = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    since = models.DateTimeField(null=True, blank=True, editable=False)
    extra = models.SmallIntegerField(default=0, editable=False)

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        verbose_name = _("déroulé")
        verbose_name_plural = _("déroulés")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_template=True, starts__isnull=True)
                | models.Q(is_template=False, starts__isnull=False),
                name="workshop_template_has_no_day",
            ),
            models.CheckConstraint(
                condition=models.Q(step__isnull=True, since__isnull=True)
                | models.Q(step__isnull=False, since__isnull=False),
                name="workshop_runs_since_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["made_by", "-starts"], name="workshop_of_person")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("workshops:workshop", args=[self.reference])

    @property
    def course(self) -> Course | None:
        """Where it stands while it happens."""
        return None if self.step is None or self.since is None else Course(self.step, self.since, self.extra)


class Block(Model):
    """One moment of a déroulé: what one wants from it, how, who leads it, with what, in which layout."""

    workshop_id: UUID
    workshop = models.ForeignKey(Workshop, models.CASCADE, verbose_name=_("déroulé"), related_name="blocks")
    rank = models.PositiveSmallIntegerField(_("rang"))
    group = models.PositiveSmallIntegerField(_("groupe"), default=0)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    title = models.CharField(_("titre"), max_length=150)
    aim = models.CharField(_("à quoi il sert"), max_length=300, blank=True)
    method = models.TextField(_("comment on s’y prend"), blank=True)
    led_by = models.CharField(_("qui anime"), max_length=150, blank=True)
    material = models.CharField(_("matériel"), max_length=300, blank=True)
    layout = models.CharField(_("disposition de la salle"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("temps")
        verbose_name_plural = _("temps")
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "rank"], name="block_one_by_rank", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=models.Q(minutes__gte=1, minutes__lte=600), name="block_takes_time"),
        ]

    def __str__(self) -> str:
        return self.title


def steps_in(blocks: Iterable[Block]) -> list[Step[Block]]:
    """The steps that blocks make."""
    return steps_of(Piece(one, one.minutes, one.group) for one in blocks)
