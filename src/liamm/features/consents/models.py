"""The ledger of consents: one line for each person, thing and sort; taken back, it stays with the moment it was.

So does a no that was said without a yes before.
"""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person
from liamm.features.consents.enums import Obtained, Shown
from liamm.kernel.model import Model
from liamm.kernel.post.letters import Recipient


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Predicates of consents."""

    def standing(self) -> ConsentQuerySet:
        """Those that nobody took back."""
        return self.filter(withdrawn_at=None)

    def about(self, thing_kind: str) -> ConsentQuerySet:
        """Those about things of one kind."""
        return self.filter(thing_kind=thing_kind)


class Consent(Model):
    """Somebody said yes to one thing being shown: by name, with an address if they left one, or an account.

    `refused`: they said no from the first, and the line never stood.
    `thing_kind` and `thing_id` name a thing of an upper feature, `label` says it in words to who takes it back.
    """

    name = models.CharField(_("nom"), max_length=150)
    mail = models.EmailField(_("courriel"), blank=True)
    person_id: UUID | None
    person = models.ForeignKey(
        Person, models.SET_NULL, verbose_name=_("compte"), null=True, blank=True, related_name="consents"
    )
    thing_kind = models.CharField(_("nature"), max_length=60)
    thing_id = models.UUIDField(_("chose"))
    label = models.CharField(_("de quoi il s’agit"), max_length=200)
    shown = models.CharField(_("ce qui est montré"), max_length=10, choices=Shown.choices)
    obtained = models.CharField(_("obtenu"), max_length=8, choices=Obtained.choices)
    given_at = models.DateTimeField(_("donné le"))
    withdrawn_at = models.DateTimeField(_("repris le"), null=True, blank=True)
    refused = models.BooleanField(_("non dès le départ"), default=False)
    recorded_by = models.ForeignKey(
        Person, models.SET_NULL, verbose_name=_("noté par"), null=True, blank=True, related_name="+"
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consentement")
        verbose_name_plural = _("consentements")
        ordering = ["-given_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None) | models.Q(withdrawn_at__gte=models.F("given_at")),
                name="consent_taken_back_after",
            ),
            models.CheckConstraint(
                condition=models.Q(refused=False) | models.Q(withdrawn_at__isnull=False),
                name="consent_refused_never_stands",
            ),
        ]
        indexes = [models.Index(fields=["thing_kind", "thing_id"], name="consent_about")]

    def __str__(self) -> str:
        return f"{self.name} · {self.label}"

    @property
    def stands(self) -> bool:
        """Whether nobody took it back."""
        return self.withdrawn_at is None

    @property
    def recipient(self) -> Recipient | None:
        """Who gets the letters, when an address was left."""
        return Recipient(f"consent:{self.pk}", self.mail, self.name) if self.mail else None
