"""Which calendars follow the agenda, for whom."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person
from liamm.features.agenda.enums import Scope
from liamm.features.spaces.models import Space
from liamm.kernel.model import Model


class FeedQuerySet(models.QuerySet["Feed"]):
    """Predicates of feeds."""

    def living(self) -> FeedQuerySet:
        """Those that are not stopped."""
        return self.filter(revoked_at__isnull=True)


class Feed(Model):
    """An address by which a calendar follows the agenda with the eyes of a person, as they are at each reading.

    The address is made from the identifier and the `turn`, which rises when it is renewed: it is written nowhere.
    `etag` and `changed_at` are those of what was last given, when the house was in the `state`.
    """

    person_id: UUID
    space_id: UUID | None
    person = models.ForeignKey(Person, models.CASCADE, related_name="feeds")
    name = models.CharField(_("nom"), max_length=80)
    scope = models.CharField(_("quoi"), max_length=10, choices=Scope.choices)
    room = models.PositiveIntegerField(_("salle"), null=True, blank=True)
    space = models.ForeignKey(Space, models.CASCADE, verbose_name=_("cercle"), null=True, blank=True, related_name="+")
    turn = models.PositiveIntegerField(default=0, editable=False)
    revoked_at = models.DateTimeField(_("arrêté le"), null=True, blank=True)
    used_at = models.DateTimeField(_("lu le"), null=True, blank=True, editable=False)
    state = models.CharField(max_length=120, blank=True, editable=False)
    etag = models.CharField(max_length=64, blank=True, editable=False)
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = FeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scope=Scope.ROOM, room__isnull=False)
                | (~models.Q(scope=Scope.ROOM) & models.Q(room__isnull=True)),
                name="agenda_feed_of_a_room",
            ),
            models.CheckConstraint(
                condition=models.Q(scope=Scope.SPACE, space__isnull=False)
                | (~models.Q(scope=Scope.SPACE) & models.Q(space__isnull=True)),
                name="agenda_feed_of_a_circle",
            ),
        ]

    def __str__(self) -> str:
        return self.name
