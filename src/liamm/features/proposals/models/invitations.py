"""The invitations that leave by mail: to carry a proposal, to help write it, to appraise it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Organisation, Person
from liamm.features.proposals.enums import InvitedAs, Reply
from liamm.features.proposals.models.proposals import Proposal, ProposalVersion
from liamm.kernel import clock
from liamm.kernel.invited import is_open, term_from
from liamm.kernel.model import Model

INVITATION = "proposals.invitation"


def term() -> datetime:
    """When the link of an invitation that leaves now stops opening."""
    return term_from(clock.now())


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Predicates of invitations."""

    def unanswered(self) -> InvitationQuerySet:
        """Those that nobody answered nor took back, their term passed or not."""
        return self.filter(closed_at__isnull=True)

    def open_now(self) -> InvitationQuerySet:
        """Those whose link opens still."""
        return self.unanswered().filter(expires_at__gt=clock.now())

    def over_before(self, moment: datetime) -> InvitationQuerySet:
        """Those answered, taken back or past their term before a moment, which still say whom they asked.

        A tie that somebody declared stays with the file of the request, with the address by which it is recognised.
        """
        named = self.exclude(email="", name="").exclude(reply=Reply.ASIDE)
        return named.alias(over=Coalesce("closed_at", "expires_at")).filter(over__lt=moment)

    def to_appraise(self) -> InvitationQuerySet:
        """Those to appraise a version."""
        return self.filter(role=InvitedAs.APPRAISER)

    def to_write(self) -> InvitationQuerySet:
        """Those to carry a proposal or to help write it."""
        return self.exclude(role=InvitedAs.APPRAISER)


class Invitation(Model):
    """Someone was asked by mail; answered once, before a term.

    Of the token in the link only a digest is kept; each sending makes another and the former opens nothing any more.
    `version` is the one to appraise; `words` is the tie that someone declared who was asked to appraise.
    Some time after the last word, `email` and `name` are let go of.
    """

    proposal_id: UUID
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=10, choices=InvitedAs.choices)
    version = models.ForeignKey(ProposalVersion, models.PROTECT, null=True, blank=True, related_name="invitations")
    email = models.EmailField(_("adresse électronique"))
    name = models.CharField(_("nom"), max_length=150, blank=True)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(default=term)
    invited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    accepted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    reply = models.CharField(max_length=10, choices=Reply.choices, blank=True)
    words = models.TextField(_("le lien d’intérêts"), blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "proposal", Lower("email"), condition=models.Q(closed_at__isnull=True), name="invited_once"
            ),
            models.CheckConstraint(
                condition=models.Q(role=InvitedAs.APPRAISER, version__isnull=False)
                | (~models.Q(role=InvitedAs.APPRAISER) & models.Q(version__isnull=True)),
                name="invited_to_appraise_a_version",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email or gettext("une personne invitée")

    @property
    def to_appraise(self) -> bool:
        """Whether one is asked for an opinion."""
        return self.role == InvitedAs.APPRAISER

    @property
    def helper(self) -> bool:
        """Whether one is asked to help write, without carrying."""
        return self.role == InvitedAs.HELPER

    @property
    def is_open(self) -> bool:
        """Whether its link opens still."""
        return is_open(self.closed_at, self.expires_at, clock.now())
