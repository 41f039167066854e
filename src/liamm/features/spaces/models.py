"""Circles, their members and the base of everything that is shared in them."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import DatedQuerySet, Organisation, Person
from liamm.features.spaces.enums import Audience, Entrance, SpaceKind, Standing
from liamm.kernel import clock
from liamm.kernel.model import Model


class Space(Model):
    """A circle of people. The lab itself is the circle of kind `lab`: its members are "the community"."""

    kind = models.CharField(max_length=12, choices=SpaceKind.choices)
    name = models.CharField(_("nom"), max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    purpose = models.TextField(_("raison d’être"), blank=True)
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.PUBLIC)
    entrance = models.CharField(max_length=8, choices=Entrance.choices, default=Entrance.REQUEST)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind"], condition=models.Q(kind="lab"), name="spaces_one_lab")]

    def __str__(self) -> str:
        return self.name


class Membership(Model):
    """A person in a circle between two days, in their own name or for an organisation."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="memberships")
    standing = models.CharField(max_length=8, choices=Standing.choices, default=Standing.MEMBER)
    starts = models.DateField(default=clock.today)
    ends = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["space", "person"], condition=models.Q(ends__isnull=True), name="spaces_member_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
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
