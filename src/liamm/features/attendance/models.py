"""The tables of the day: who came, what they say of it, and what is told of it after."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person
from liamm.features.events.models import Attendee, Event, EventSession
from liamm.kernel.model import Model


class Arrival(Model):
    """Whether one of the people of a registration came to one date, by the latest gesture at the door (`at`)."""

    session_id: UUID
    session = models.ForeignKey(EventSession, models.CASCADE, verbose_name=_("date"), related_name="arrivals")
    attendee_id: UUID
    attendee = models.ForeignKey(Attendee, models.CASCADE, verbose_name=_("qui vient"), related_name="arrivals")
    here = models.BooleanField(_("présent"))
    at = models.DateTimeField(_("à"))
    noted_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("arrivée")
        verbose_name_plural = _("arrivées")
        constraints = [models.UniqueConstraint(fields=["session", "attendee"], name="arrival_once")]

    def __str__(self) -> str:
        return f"{self.attendee_id}"


class Headcount(Model):
    """How many people came to one date beside those who are named: where one comes without registering."""

    session_id: UUID
    session = models.OneToOneField(EventSession, models.CASCADE, verbose_name=_("date"), related_name="headcount")
    people = models.PositiveIntegerField(_("personnes sans leur nom"), default=0)
    noted_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("compte des personnes")
        verbose_name_plural = _("comptes des personnes")

    def __str__(self) -> str:
        return f"{self.people}"


class Restitution(Model):
    """What is told of an event once it is over."""

    event_id: UUID
    event = models.OneToOneField(Event, models.CASCADE, verbose_name=_("événement"), related_name="restitution")
    text = models.TextField(_("ce qui s’est passé"))
    written_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("restitution")
        verbose_name_plural = _("restitutions")

    def __str__(self) -> str:
        return f"{self.event_id}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("attendance:restitution", args=[self.event.reference])


class Photo(Model):
    """A photo of an event; it is shown while all who are recognised on it agree, or when nobody is."""

    event_id: UUID
    event = models.ForeignKey(Event, models.CASCADE, verbose_name=_("événement"), related_name="photos")
    alt = models.CharField(_("ce que l’on y voit"), max_length=250)
    nobody = models.BooleanField(_("on n’y reconnaît personne"), default=False)
    path = models.CharField(max_length=200, editable=False)
    name = models.CharField(max_length=150, editable=False)
    media_type = models.CharField(max_length=100, editable=False)
    size = models.PositiveIntegerField(editable=False)
    added_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.alt


class Feedback(Model):
    """What somebody who came says of it; nothing links it to them."""

    event_id: UUID
    event = models.ForeignKey(Event, models.CASCADE, verbose_name=_("événement"), related_name="feedbacks")
    useful = models.PositiveSmallIntegerField(_("cela a servi"))
    kept = models.TextField(_("ce que l’on garde"), blank=True)
    missing = models.TextField(_("ce qui a manqué"), blank=True)

    class Meta:
        verbose_name = _("retour à chaud")
        verbose_name_plural = _("retours à chaud")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.event_id}"


class Spent(models.Model):
    """A link that has been answered: its digest alone, without a moment, so that nothing tells who said what."""

    digest = models.CharField(max_length=64, primary_key=True)

    class Meta:
        verbose_name = _("lien déjà utilisé")
        verbose_name_plural = _("liens déjà utilisés")

    def __str__(self) -> str:
        return self.digest
