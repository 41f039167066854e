"""Who comes: one registration for one or several people, with or without an account."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Organisation, Person
from liamm.features.events.enums import LIVING, SEATED, RegistrationState
from liamm.features.events.models.events import Event, Seating
from liamm.kernel import clock
from liamm.kernel.model import Model
from liamm.kernel.post.letters import Recipient


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Predicates of registrations."""

    def living(self) -> RegistrationQuerySet:
        """Those that may still lead somebody to come."""
        return self.filter(state__in=LIVING)

    def seated(self) -> RegistrationQuerySet:
        """Those whose places are counted."""
        return self.filter(state__in=SEATED)

    def confirmed(self) -> RegistrationQuerySet:
        """Those who come."""
        return self.filter(state=RegistrationState.CONFIRMED)

    def given(self) -> RegistrationQuerySet:
        """Those of who applied to which an answer was given: one applies no more, and what was asked stays."""
        answered = {RegistrationState.CONFIRMED, RegistrationState.WAITING, RegistrationState.OFFERED}
        return self.filter(state__in=[*sorted(answered), RegistrationState.LAPSED])

    def waiting(self) -> RegistrationQuerySet:
        """Those who wait for a place, in the order in which they are offered one."""
        return self.filter(state=RegistrationState.WAITING).order_by("created_at", "pk")


class Registration(Model):
    """One registration: `seats` people, each an `Attendee`, come together or not at all.

    `host` is the host of the lab for which they come, `organisation` another one in their words. `answers` are by the
    identifier of the question. `sequence` rises with each change of it (RFC 5545). `rules_version` is the charter whose
    rules of the house were accepted. What names somebody goes after the delays of the charter (`forgotten_at`); that
    somebody came stays.
    """

    reference = models.CharField(_("référence"), max_length=20, unique=True)
    event_id: UUID
    event = models.ForeignKey(Event, models.CASCADE, verbose_name=_("événement"), related_name="registrations")
    seating_id: UUID
    seating = models.ForeignKey(Seating, models.PROTECT, verbose_name=_("jauge"), related_name="registrations")
    state = models.CharField(_("état"), max_length=10, choices=RegistrationState.choices)
    seats = models.PositiveSmallIntegerField(_("personnes"), default=1)
    name = models.CharField(_("nom"), max_length=150, blank=True)
    mail = models.EmailField(_("courriel"), blank=True)
    host_id: UUID | None
    host = models.ForeignKey(
        Organisation, models.SET_NULL, verbose_name=_("administration"), null=True, blank=True, related_name="+"
    )
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    person_id: UUID | None
    person = models.ForeignKey(
        Person, models.SET_NULL, verbose_name=_("compte"), null=True, blank=True, related_name="registrations"
    )
    language = models.CharField(max_length=5, default="fr")
    access_need = models.TextField(_("pour pouvoir venir"), blank=True)
    answers = models.JSONField(_("réponses"), default=dict, blank=True)
    rules_version = models.CharField(_("règles acceptées"), max_length=20, blank=True)
    offered_until = models.DateTimeField(_("place gardée jusqu’au"), null=True, blank=True)
    sequence = models.PositiveIntegerField(_("révision"), default=0, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    forgotten_at = models.DateTimeField(null=True, blank=True, editable=False)
    submission = models.CharField(max_length=64, unique=True, null=True, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("inscription")
        verbose_name_plural = _("inscriptions")
        constraints = [
            models.CheckConstraint(condition=models.Q(seats__gt=0), name="registration_for_somebody"),
            models.UniqueConstraint(
                fields=["seating", "mail"],
                condition=models.Q(state__in=sorted(LIVING)) & ~models.Q(mail=""),
                name="registration_once_by_address",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=RegistrationState.OFFERED) | models.Q(offered_until__isnull=False),
                name="registration_offer_has_a_term",
            ),
        ]
        indexes = [
            models.Index(fields=["seating", "state", "created_at"], name="registration_in_order"),
            models.Index(
                fields=["offered_until"],
                condition=models.Q(state=RegistrationState.OFFERED),
                name="registration_offers",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def recipient(self) -> Recipient:
        """Who gets the letters."""
        return Recipient(f"registration:{self.pk}", self.mail, self.name, self.language)

    @property
    def is_living(self) -> bool:
        """Whether it may still lead somebody to come."""
        return self.state in LIVING

    @property
    def is_offered(self) -> bool:
        """Whether a place is offered and held for now."""
        return bool(self.state == RegistrationState.OFFERED and self.offered_until and self.offered_until > clock.now())


class Attendee(Model):
    """One of the people of a registration; who registers a group may say the names later."""

    registration = models.ForeignKey(
        Registration, models.CASCADE, verbose_name=_("inscription"), related_name="attendees"
    )
    rank = models.PositiveSmallIntegerField(_("rang"))
    name = models.CharField(_("nom"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("personne qui vient")
        verbose_name_plural = _("personnes qui viennent")
        ordering = ["rank"]
        constraints = [models.UniqueConstraint(fields=["registration", "rank"], name="attendee_once_by_rank")]

    def __str__(self) -> str:
        return self.name
