"""Who is asked to come for a booking, what they answered, and what whoever booked tells them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person
from liamm.features.booking.enums import BookingState
from liamm.features.booking.models import Booking
from liamm.features.welcome.enums import GuestState
from liamm.kernel.model import Model


class GuestQuerySet(models.QuerySet["Guest"]):
    """Predicates of guests."""

    def coming(self) -> GuestQuerySet:
        """Those who said yes to what stands."""
        return self.filter(state=GuestState.COMING, booking__state=BookingState.CONFIRMED)

    def awaited(self) -> GuestQuerySet:
        """Those who said yes, and those who have not answered."""
        return self.filter(state__in=[GuestState.ASKED, GuestState.COMING])

    def known(self) -> GuestQuerySet:
        """Those of whom the address is kept still."""
        return self.exclude(email="")

    def needing_before(self, moment: datetime) -> GuestQuerySet:
        """Those whose needs of access are kept still, for what ended before a moment."""
        return self.exclude(access_need="").filter(booking__ends__lt=moment)

    def over_before(self, moment: datetime) -> GuestQuerySet:
        """Those who are known still, of what ended before a moment."""
        return self.known().filter(booking__ends__lt=moment)


class Guest(Model):
    """Somebody asked by mail to come for a booking; they need no account.

    `told` names the place and time that the last letter said, so that whoever was told another is written to;
    `sequence` rises with each letter that their calendar must follow (RFC 5546). The need
    of access is let go of soon after, name and address later (`access_need` and `registration` of the charter).
    """

    booking_id: UUID
    booking = models.ForeignKey(Booking, models.CASCADE, verbose_name=_("réservation"), related_name="guests")
    email = models.EmailField(_("adresse électronique"), blank=True)
    name = models.CharField(_("nom"), max_length=150, blank=True)
    language = models.CharField(_("langue"), max_length=5, default="fr")
    invited_by = models.ForeignKey(
        Person, models.SET_NULL, verbose_name=_("invité par"), null=True, blank=True, related_name="+"
    )
    state = models.CharField(_("réponse"), max_length=10, choices=GuestState.choices, default=GuestState.ASKED)
    answered_at = models.DateTimeField(_("répondu le"), null=True, blank=True)
    rules_version = models.CharField(_("règles acceptées, version"), max_length=20, blank=True)
    access_need = models.TextField(_("besoin d’accessibilité"), blank=True)
    first_visit = models.BooleanField(_("première venue"), default=False)
    told = models.CharField(max_length=64, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)

    objects = GuestQuerySet.as_manager()

    class Meta:
        verbose_name = _("invité")
        verbose_name_plural = _("invités")
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["booking", "email"], condition=~Q(email=""), name="welcome_guest_once")
        ]
        indexes = [models.Index(fields=["email"], name="welcome_guest_of", condition=~Q(email=""))]

    def __str__(self) -> str:
        return self.name or self.email or gettext("une personne invitée")

    @property
    def is_coming(self) -> bool:
        """Whether they said yes."""
        return self.state == GuestState.COMING

    @property
    def key(self) -> str:
        """How letters and the register of sightings name them."""
        return f"guest:{self.pk}"


class Notice(Model):
    """What whoever booked tells their guests: a few words, and what to bring."""

    booking = models.OneToOneField(Booking, models.CASCADE, verbose_name=_("réservation"), related_name="notice")
    words = models.TextField(_("un mot pour vos invités"), blank=True)
    bring = models.TextField(_("ce qu’il faut apporter"), blank=True)

    class Meta:
        verbose_name = _("mot aux invités")
        verbose_name_plural = _("mots aux invités")

    def __str__(self) -> str:
        return str(self.booking_id)
