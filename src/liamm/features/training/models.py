"""The tables of selections: the promise made when applications open, what is read of each, what is answered."""

from __future__ import annotations

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person
from liamm.features.events.enums import LIVING
from liamm.features.events.models import Event, Registration
from liamm.features.training.enums import AppealState, SelectionState
from liamm.features.training.rules.selecting import Because
from liamm.kernel import clock
from liamm.kernel.model import Model

BECAUSE = [
    (Because.ROOM, _("il y a une place pour chaque personne")),
    (Because.CLASS, _("les critères")),
    (Because.BALANCE, _("l’équilibre")),
    (Because.DRAW, _("le tirage")),
]


class Selection(Model):
    """How the places of one event are given. The seed is told with the list, its digest as soon as one may apply.

    `criteria` are those of the charter of the event, each with the question of the registration that asks for it
    (`question`). `asked` are the questions that people may answer, each with the answers between which the places are
    spread evenly: `{"question": …, "answers": […]}`. `announced` is what is promised as one may apply, and changes no
    more: the places, and by what they are spread (see `announcing`). `published` is what anybody recomputes the list
    from.
    """

    event_id: UUID
    event = models.OneToOneField(Event, models.CASCADE, verbose_name=_("événement"), related_name="selection")
    state = models.CharField(_("état"), max_length=10, choices=SelectionState.choices, default=SelectionState.PREPARED)
    charter_version = models.CharField(_("version de la charte"), max_length=20)
    criteria = models.JSONField(_("critères"), default=list)
    asked = models.JSONField(_("équilibres déclarés"), default=list, blank=True)
    announced = models.JSONField(_("ce qui est annoncé"), default=dict, blank=True, editable=False)
    commitment = models.CharField(_("empreinte de la graine"), max_length=64, blank=True)
    seed = models.CharField(max_length=64, blank=True, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    appeals_until = models.DateTimeField(_("recours jusqu’au"), null=True, blank=True)
    published_by = models.ForeignKey(
        Person, models.SET_NULL, verbose_name=_("publiée par"), null=True, blank=True, related_name="+"
    )
    published = models.JSONField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("sélection")
        verbose_name_plural = _("sélections")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=SelectionState.PREPARED) | ~models.Q(commitment=""),
                name="selection_promised_when_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.event_id}"

    @property
    def is_published(self) -> bool:
        """Whether the list is out."""
        return self.state == SelectionState.PUBLISHED

    @property
    def takes_appeals(self) -> bool:
        """Whether one may still ask for another look."""
        return bool(self.appeals_until and clock.now() < self.appeals_until)


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Predicates of applications."""

    def living(self) -> ApplicationQuerySet:
        """Those that still ask for a place, or have one."""
        return self.filter(registration__state__in=LIVING)


class Application(Model):
    """One registration as the selection sees it: a number that names nobody, and what came of it.

    `levels` are those kept of the readings when the list was proposed. `has_place` is what the list says; the rules
    said otherwise when `by_hand` has words, which whoever applied reads.
    """

    selection_id: UUID
    selection = models.ForeignKey(Selection, models.CASCADE, related_name="applications")
    registration_id: UUID
    registration = models.OneToOneField(Registration, models.CASCADE, related_name="application")
    number = models.CharField(_("numéro"), max_length=12, unique=True)
    levels = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    drawn = models.PositiveSmallIntegerField(null=True, blank=True)
    has_place = models.BooleanField(_("a une place"), null=True)
    because = models.CharField(_("parce que"), max_length=8, choices=BECAUSE, blank=True)
    changed_by_id: UUID | None
    by_hand = models.TextField(_("changé à la main, parce que"), blank=True)
    changed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("candidature")
        verbose_name_plural = _("candidatures")
        ordering = ["rank", "drawn", "number"]

    def __str__(self) -> str:
        return self.number


class Reading(Model):
    """What one person of the team says of one application: for each criterion, the argument and then the level.

    `said` holds by criterion `{"reason": …, "level": …}`.
    """

    application_id: UUID
    application = models.ForeignKey(Application, models.CASCADE, related_name="readings")
    reader_id: UUID | None
    reader = models.ForeignKey(
        Person, models.SET_NULL, verbose_name=_("lu par"), null=True, related_name="readings_of_applications"
    )
    said = models.JSONField(_("avis"), default=dict)

    class Meta:
        verbose_name = _("lecture")
        verbose_name_plural = _("lectures")
        ordering = ["created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["application", "reader"], name="reading_once_each")]

    def __str__(self) -> str:
        return f"{self.application_id}"


class Appeal(Model):
    """Somebody asks for another look; somebody who had not read the application answers, with a reason."""

    application_id: UUID
    application = models.OneToOneField(Application, models.CASCADE, related_name="appeal")
    words = models.TextField(_("ce qui est demandé"))
    state = models.CharField(_("état"), max_length=8, choices=AppealState.choices, default=AppealState.ASKED)
    answer = models.TextField(_("réponse"), blank=True)
    answered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("recours")
        verbose_name_plural = _("recours")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=AppealState.ASKED) | ~models.Q(answer=""), name="appeal_answered_in_words"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id}"
