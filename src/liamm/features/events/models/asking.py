"""What people ask for before there is an event: what they would learn, and what they would hold during a month."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person
from liamm.features.events.enums import NeedState, ProposalState
from liamm.features.events.models.events import Event
from liamm.kernel import clock
from liamm.kernel.model import Model
from liamm.kernel.post.letters import Recipient


class TrainingNeed(Model):
    """Something that people would like to learn. Others join it once the team shows it; `event` is what answers it."""

    reference = models.CharField(_("référence"), max_length=20, unique=True)
    title = models.CharField(_("ce que l’on aimerait apprendre"), max_length=150)
    words = models.TextField(_("pour quoi faire"), blank=True)
    state = models.CharField(_("état"), max_length=10, choices=NeedState.choices, default=NeedState.RECEIVED)
    because = models.TextField(_("pourquoi on s’arrête là"), blank=True)
    event = models.ForeignKey(
        Event, models.SET_NULL, verbose_name=_("événement"), null=True, blank=True, related_name="needs"
    )
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)
    submission = models.CharField(max_length=64, unique=True, null=True, editable=False)

    class Meta:
        verbose_name = _("besoin de formation")
        verbose_name_plural = _("besoins de formation")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where others join it."""
        return reverse("events:need", args=[self.reference])


class NeedVoice(Model):
    """Somebody who would like to learn it: named to the team only, and told what becomes of it."""

    need_id: UUID
    need = models.ForeignKey(TrainingNeed, models.CASCADE, verbose_name=_("besoin"), related_name="voices")
    name = models.CharField(_("nom"), max_length=150, blank=True)
    mail = models.EmailField(_("courriel"))
    person = models.ForeignKey(
        Person, models.SET_NULL, verbose_name=_("compte"), null=True, blank=True, related_name="training_needs"
    )
    language = models.CharField(max_length=5, default="fr")

    class Meta:
        verbose_name = _("voix")
        verbose_name_plural = _("voix")
        ordering = ["created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["need", "mail"], name="need_voice_once")]

    def __str__(self) -> str:
        return f"voix {self.pk}"

    @property
    def recipient(self) -> Recipient:
        """Who gets the letters."""
        return Recipient(f"need:{self.pk}", self.mail, self.name, self.language)


class Call(Model):
    """A call: between two days, what the community, carriers and partners hold together (the month of innovation)."""

    reference = models.CharField(_("référence"), max_length=20, unique=True)
    title = models.CharField(_("titre"), max_length=150)
    words = models.TextField(_("à quoi on appelle"), blank=True)
    kind = models.CharField(_("sorte d’événement"), max_length=40)
    first = models.DateField(_("premier jour"))
    last = models.DateField(_("dernier jour"))
    closes_on = models.DateField(_("on propose jusqu’au"))

    class Meta:
        verbose_name = _("appel à événements")
        verbose_name_plural = _("appels à événements")
        constraints = [models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name="call_ends_after")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its programme."""
        return reverse("events:call", args=[self.reference])

    @property
    def is_open(self) -> bool:
        """Whether one may propose."""
        return clock.today() <= self.closes_on


class EventProposal(Model):
    """An event that somebody proposes to hold; the team answers, and it becomes an event or not, with the reason."""

    reference = models.CharField(_("référence"), max_length=20, unique=True)
    call_id: UUID
    call = models.ForeignKey(Call, models.PROTECT, verbose_name=_("appel"), related_name="proposals")
    title = models.CharField(_("titre"), max_length=150)
    words = models.TextField(_("ce qui s’y passera"))
    when = models.CharField(_("quand"), max_length=200, blank=True)
    where = models.CharField(_("où"), max_length=200, blank=True)
    people = models.PositiveSmallIntegerField(_("nombre de personnes"), null=True, blank=True)
    name = models.CharField(_("nom"), max_length=150, blank=True)
    mail = models.EmailField(_("courriel"), blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    language = models.CharField(max_length=5, default="fr")
    origin = models.CharField(_("remontée d’où cela vient"), max_length=20, blank=True)
    state = models.CharField(_("état"), max_length=10, choices=ProposalState.choices, default=ProposalState.RECEIVED)
    question = models.TextField(_("ce que l’équipe demande"), blank=True)
    answer = models.TextField(_("réponse"), blank=True)
    because = models.TextField(_("pourquoi"), blank=True)
    event = models.OneToOneField(
        Event, models.SET_NULL, verbose_name=_("événement"), null=True, blank=True, related_name="proposed_as"
    )
    forgotten_at = models.DateTimeField(null=True, blank=True, editable=False)
    submission = models.CharField(max_length=64, unique=True, null=True, editable=False)

    class Meta:
        verbose_name = _("événement proposé")
        verbose_name_plural = _("événements proposés")
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.title

    @property
    def recipient(self) -> Recipient:
        """Who gets the letters."""
        return Recipient(f"event-proposal:{self.pk}", self.mail, self.name, self.language)

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has had the last word."""
        return self.state in {ProposalState.RECEIVED, ProposalState.ASKED}
