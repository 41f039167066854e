"""Who appraises a submitted version, what each thinks, and the acts by which the gate is passed or held."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person
from liamm.features.proposals.enums import Stage, Verdict
from liamm.features.proposals.models.proposals import ProposalVersion
from liamm.features.proposals.rules.states import WAITING
from liamm.kernel import clock
from liamm.kernel.model import Model


class SeatQuerySet(models.QuerySet["AppraiserSeat"]):
    """Predicates of appraisers."""

    def counted(self) -> SeatQuerySet:
        """Those who were neither set aside by a conflict of interest nor released."""
        return self.filter(aside_at__isnull=True, released_at__isnull=True)

    def on_last_versions(self) -> SeatQuerySet:
        """Those on the last version of a proposal that awaits a decision."""
        return self.filter(
            version__proposal__state__in=WAITING, version__number=models.F("version__proposal__versions_count")
        )


class AppraiserSeat(Model):
    """A person invited to appraise one version, each stage sent at its moment.

    Set aside by a declared conflict of interest, the person reads no other opinion and counts no more; the
    declaration stays. Released, the person could not answer.
    """

    version_id: UUID
    version = models.ForeignKey(ProposalVersion, models.PROTECT, related_name="seats")
    person_id: UUID
    person = models.ForeignKey(Person, models.PROTECT, related_name="appraiser_seats")
    invited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    due = models.DateField(_("réponse attendue le"))
    gate_sent_at = models.DateTimeField(null=True, blank=True)
    rest_sent_at = models.DateTimeField(null=True, blank=True)
    aside_at = models.DateTimeField(null=True, blank=True)
    aside_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    aside_reason = models.TextField(_("le lien d’intérêts"), blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "person"], name="appraiser_once")]
        indexes = [models.Index(fields=["person", "due"], name="appraiser_person")]

    def __str__(self) -> str:
        return str(self.person_id)

    @property
    def is_counted(self) -> bool:
        """Whether this person appraises still."""
        return self.aside_at is None and self.released_at is None

    def sent(self, stage: str) -> bool:
        """Whether this stage was sent."""
        return (self.gate_sent_at if stage == Stage.GATE else self.rest_sent_at) is not None


class Opinion(Model):
    """What an appraiser thinks of one criterion: a step of the scale and its argument.

    A draft until `sent_at`; then never changed (the database refuses).
    """

    seat_id: UUID
    seat = models.ForeignKey(AppraiserSeat, models.PROTECT, related_name="opinions")
    criterion = models.CharField(max_length=60)
    stage = models.CharField(max_length=4, choices=Stage.choices)
    step = models.CharField(max_length=60, blank=True)
    argument = models.TextField(blank=True)
    changed_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seat", "criterion"], name="opinion_once"),
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True) | (~models.Q(step="") & ~models.Q(argument="")),
                name="opinion_sent_is_argued",
            ),
        ]

    def __str__(self) -> str:
        return self.criterion


class GateAct(Model):
    """One statement about the gate of a version: open until enough named persons have argued the same verdict.

    A closed act never changes (the database refuses); only a new act, with a higher number, says otherwise.
    `aside` is the seat whose setting aside made the house take it up by itself: nobody did.
    """

    version_id: UUID
    version = models.ForeignKey(
        ProposalVersion, models.PROTECT, verbose_name=_("version de demande"), related_name="gate_acts"
    )
    number = models.PositiveSmallIntegerField(_("numéro"))
    verdict = models.CharField(_("constat"), max_length=6, choices=Verdict.choices, blank=True)
    reopened_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reopening = models.TextField(blank=True)
    aside = models.ForeignKey(AppraiserSeat, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(_("clos le"), null=True, blank=True)

    class Meta:
        verbose_name = _("acte sur le filtre")
        verbose_name_plural = _("actes sur le filtre")
        ordering = ["version", "number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="gate_act_once"),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True) | ~models.Q(verdict=""), name="gate_closed_with_verdict"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.verdict}"


class GateWord(Model):
    """The argument of one named person in an act on the gate; never changed (the database refuses)."""

    act_id: UUID
    act = models.ForeignKey(GateAct, models.PROTECT, related_name="gate_words")
    person_id: UUID
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    argument = models.TextField(_("ce qui le montre"))

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["act", "person"], name="gate_word_once")]

    def __str__(self) -> str:
        return self.argument[:60]
