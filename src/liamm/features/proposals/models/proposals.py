"""Proposals, and the versions that were submitted."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person
from liamm.features.charter.enums import ProposalKind
from liamm.features.proposals.enums import ProposalState
from liamm.features.proposals.rules.states import DECIDED, WAITING, WRITABLE
from liamm.features.spaces.models import Shareable
from liamm.kernel import clock
from liamm.kernel.model import Model

KINDS = [
    (ProposalKind.PROJECT.value, _("projet")),
    (ProposalKind.ACTION.value, _("action")),
    (ProposalKind.COMMUNITY.value, _("communauté")),
    (ProposalKind.RESOURCE.value, _("ressource")),
]


class Proposal(Shareable):
    """What people ask of the lab. Its circle holds its carriers (who keep it) and those who help them write.

    `title` follows the answer to the first question until something is submitted; from then on it is that of the last
    version, and what its carriers write again is theirs until they submit it. `words` is what was said when it last
    came back or left; `returns_on` the day to which the last decision put it off.
    """

    reference = models.CharField(_("référence"), max_length=20, unique=True)
    kind = models.CharField(_("genre"), max_length=10, choices=KINDS)
    title = models.CharField(max_length=200, blank=True)
    state = models.CharField(_("état"), max_length=14, choices=ProposalState.choices, default=ProposalState.DRAFT)
    words = models.TextField(blank=True)
    facilitator_id: UUID | None
    facilitator = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    versions_count = models.PositiveSmallIntegerField(_("versions"), default=0)
    submitted_at = models.DateTimeField(_("déposée le"), null=True, blank=True)
    returns_on = models.DateField(_("revient le"), null=True, blank=True)
    load_entered_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(_("décidée le"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changée le"), default=clock.now)

    class Meta:
        verbose_name = _("demande")
        verbose_name_plural = _("demandes")
        indexes = [models.Index(fields=["state", "-changed_at"], name="proposal_state")]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}".strip()

    @property
    def is_writable(self) -> bool:
        """Whether its carriers may write in it."""
        return self.state in WRITABLE

    @property
    def is_waiting(self) -> bool:
        """Whether it was submitted and awaits a decision."""
        return self.state in WAITING

    @property
    def is_decided(self) -> bool:
        """Whether a decision closed it."""
        return self.state in DECIDED


class ProposalVersion(Model):
    """What was submitted, word for word, under the charter of that day; never changed (the database refuses).

    `answers` holds, in order, `{"key", "label", "value"}`; `carriers` holds `{"person", "organisation"}` identifiers.
    """

    proposal_id: UUID
    proposal = models.ForeignKey(Proposal, models.PROTECT, verbose_name=_("demande"), related_name="versions")
    number = models.PositiveSmallIntegerField(_("numéro"))
    kind = models.CharField(_("genre"), max_length=10, choices=KINDS)
    title = models.CharField(max_length=200)
    charter_version = models.CharField(_("version de la charte"), max_length=20)
    answers = models.JSONField()
    carriers = models.JSONField()
    submitted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(_("déposée le"), default=clock.now)

    class Meta:
        verbose_name = _("version de demande")
        verbose_name_plural = _("versions de demandes")
        ordering = ["proposal", "number"]
        constraints = [models.UniqueConstraint(fields=["proposal", "number"], name="proposal_version_once")]

    def __str__(self) -> str:
        return f"{self.title} (v{self.number})"
