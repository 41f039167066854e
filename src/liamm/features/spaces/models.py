"""Circles, their members and the base of everything that is shared in them."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import DatedQuerySet, Organisation, Person
from liamm.features.spaces.enums import LIVE_REQUESTS, Audience, Entrance, JoinState, SpaceKind, Standing
from liamm.kernel import clock
from liamm.kernel.model import Model


class SpaceQuerySet(models.QuerySet["Space"]):
    """Circles, by what they are."""

    def open(self) -> SpaceQuerySet:
        """Those that are not closed."""
        return self.filter(closed_at__isnull=True)

    def the_lab(self) -> Space:
        """The circle of the whole community.

        Raises Space.DoesNotExist in a house that has not been set up.
        """
        return self.get(kind=SpaceKind.LAB)


class Space(Model):
    """A circle of people. The lab itself is the circle of kind `lab`: its members are "the community"."""

    kind = models.CharField(_("nature"), max_length=12, choices=SpaceKind.choices)
    name = models.CharField(_("nom"), max_length=200)
    slug = models.SlugField(_("adresse"), max_length=80, unique=True)
    purpose = models.TextField(_("raison d’être"), blank=True)
    audience = models.CharField(_("qui le voit"), max_length=10, choices=Audience.choices, default=Audience.PUBLIC)
    entrance = models.CharField(_("entrée"), max_length=8, choices=Entrance.choices, default=Entrance.REQUEST)
    closed_at = models.DateTimeField(_("clos le"), null=True, blank=True)

    objects = SpaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("cercle")
        verbose_name_plural = _("cercles")
        constraints = [models.UniqueConstraint(fields=["kind"], condition=models.Q(kind="lab"), name="spaces_one_lab")]

    def __str__(self) -> str:
        return self.name


class Membership(Model):
    """A person in a circle between two days, in their own name or for an organisation.

    Leaving takes effect at once, so the last day is the one before; leaving on the first day leaves no day at all.
    """

    space = models.ForeignKey(Space, models.CASCADE, verbose_name=_("cercle"), related_name="memberships")
    person = models.ForeignKey(Person, models.CASCADE, verbose_name=_("personne"), related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("organisation"), null=True, blank=True, related_name="memberships"
    )
    standing = models.CharField(_("place"), max_length=8, choices=Standing.choices, default=Standing.MEMBER)
    starts = models.DateField(_("depuis le"), default=clock.today)
    ends = models.DateField(_("jusqu’au"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("place dans un cercle")
        verbose_name_plural = _("places dans les cercles")
        constraints = [
            models.UniqueConstraint(
                fields=["space", "person"], condition=models.Q(ends__isnull=True), name="spaces_member_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts") - timedelta(days=1)),
                name="membership_ends_after",
            ),
        ]

    def __str__(self) -> str:
        return self.standing


class Shareable(Model):
    """The base of all that belongs to a circle and is shown to an audience."""

    space_id: UUID
    space = models.ForeignKey(Space, models.PROTECT, related_name="+")
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.SPACE)

    class Meta:
        abstract = True


class CommunityRole(Model):
    """A role of the charter that someone plays in the community, in a context, between two days.

    `role` is the key of the binding `community_roles` and `charter` the version in which it was read. It is a word
    about what someone does, never a permission.
    """

    person = models.ForeignKey(Person, models.CASCADE, verbose_name=_("personne"), related_name="community_roles")
    role = models.CharField(_("rôle"), max_length=40)
    context = models.CharField(_("contexte"), max_length=200, blank=True)
    charter = models.CharField(_("version de la charte"), max_length=20)
    starts = models.DateField(_("depuis le"), default=clock.today)
    ends = models.DateField(_("jusqu’au"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("rôle dans la communauté")
        verbose_name_plural = _("rôles dans la communauté")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "context"], condition=models.Q(ends__isnull=True), name="spaces_role_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="community_role_ends_after",
            ),
        ]

    def __str__(self) -> str:
        return self.role


class RulesAcceptance(Model):
    """A person accepted the rules of the community as one version of the charter says them."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="rules_accepted")
    charter = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "charter"], name="spaces_rules_once")]

    def __str__(self) -> str:
        return self.charter


class JoinRequest(Model):
    """Someone asks to join the community, in their own name or for an organisation (in their words until matched).

    `charter` is the version whose rules were accepted with the request; `planned_for` the first day of the month in
    which a place is kept; `closed_on` the day it was answered for good.
    """

    name = models.CharField(_("nom"), max_length=150)
    email = models.EmailField(_("adresse électronique"))
    language = models.CharField(max_length=5, default="fr")
    organisation_name = models.CharField(_("organisation"), max_length=200, blank=True)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    motivation = models.TextField(_("ce qui vous amène"))
    taking_part = models.TextField(_("comment vous aimeriez prendre part"), blank=True)
    charter = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=JoinState.choices, default=JoinState.WAITING)
    planned_for = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="join_requests")

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"), condition=models.Q(state__in=LIVE_REQUESTS), name="spaces_one_live_request"
            )
        ]
        indexes = [models.Index(fields=["state", "created_at"], name="spaces_waiting")]

    def __str__(self) -> str:
        return self.name


class WelcomeConversation(Model):
    """A talk between someone of the team and who asks to join, noted for the team alone."""

    request = models.ForeignKey(JoinRequest, models.CASCADE, related_name="conversations")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    held_on = models.DateField(default=clock.today)
    note = models.TextField(_("ce qui s’est dit"))

    class Meta:
        ordering = ["held_on", "id"]

    def __str__(self) -> str:
        return str(self.held_on)
