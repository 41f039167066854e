"""Agenda items: what comes before a body, who stays out of it, what the guarantor observes and who proposed it."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person
from liamm.features.charter.enums import ItemKind, Matter
from liamm.features.governance.enums import ItemState, RecusalState
from liamm.features.governance.models.bodies import Body
from liamm.features.governance.models.sittings import Sitting
from liamm.features.proposals.models import Proposal
from liamm.kernel import clock
from liamm.kernel.model import Model

_LIVING = [ItemState.OFFERED, ItemState.WAITING, ItemState.PLACED]


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    """Predicates of agenda items."""

    def living(self) -> AgendaItemQuerySet:
        """Those that still wait for an answer."""
        return self.filter(state__in=_LIVING)

    def on_agenda(self) -> AgendaItemQuerySet:
        """Those of an agenda, closed or not, in their order."""
        return self.filter(state__in=[ItemState.PLACED, ItemState.DECIDED]).order_by("rank", "created_at")


class AgendaItem(Model):
    """One item. It waits for its day (`due_on`), stands on an agenda, is decided once or is taken off with a reason.

    `proposal` is the request it is about, if it is one; `confirms` the decision of another body that has to be
    confirmed; `about` a decision that the body is told of; `returns_from` the item that was put off. `summary` and
    `notes` (the debate) are for the members and the team. `left_at` is when those who carry the request took it back,
    or got it back, between the decision of the item and the end of its route: nothing opens from it any more.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="items")
    sitting = models.ForeignKey(Sitting, models.PROTECT, null=True, blank=True, related_name="items")
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in ItemKind])
    matter = models.CharField(max_length=12, choices=[(matter.value, matter.value) for matter in Matter])
    title = models.CharField(_("titre"), max_length=200)
    summary = models.TextField(_("de quoi il s’agit"), blank=True)
    notes = models.TextField(_("notes de séance"), blank=True)
    rank = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=8, choices=ItemState.choices, default=ItemState.WAITING)
    reason = models.TextField(_("raison"), blank=True)
    due_on = models.DateField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True, editable=False)
    proposal_id: UUID | None
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, blank=True, related_name="agenda_items")
    confirms = models.ForeignKey("Decision", models.PROTECT, null=True, blank=True, related_name="confirmation_items")
    about = models.ForeignKey("Decision", models.PROTECT, null=True, blank=True, related_name="told_items")
    returns_from = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="return_item")

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ItemState.PLACED) | Q(sitting__isnull=False), name="item_placed_somewhere"
            ),
            models.UniqueConstraint(fields=["proposal"], condition=Q(state__in=_LIVING), name="item_proposal_once"),
            models.UniqueConstraint(fields=["confirms"], condition=Q(state__in=_LIVING), name="item_confirms_once"),
            models.UniqueConstraint(fields=["about", "body"], condition=Q(about__isnull=False), name="item_told_once"),
        ]
        indexes = [
            models.Index(fields=["sitting", "rank"], name="item_order"),
            models.Index(fields=["body", "due_on"], name="item_waiting", condition=Q(state=ItemState.WAITING)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_living(self) -> bool:
        """Whether it still waits for an answer."""
        return self.state in _LIVING


class Recusal(Model):
    """Someone stays out of an item; `reason` is for the members, the register counts only."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="recusals")
    person = models.ForeignKey(Person, models.PROTECT, related_name="recusals")
    tie = models.CharField(max_length=12)
    reason = models.TextField(_("raison"), blank=True)
    state = models.CharField(max_length=10, choices=RecusalState.choices, default=RecusalState.PROPOSED)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="recusal_once")]
        indexes = [models.Index(fields=["person", "state"], name="recusal_person")]

    def __str__(self) -> str:
        return f"{self.tie}: {self.state}"


class Observation(Model):
    """What the guarantor observes on the respect of the criteria; dated, never changed.

    It is published with the decision; one added later, once someone else read it.
    """

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="observations")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    stands_in = models.BooleanField(default=False)
    text = models.TextField(_("observation"))
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"


class ObservationReading(Model):
    """Someone other than its author read an observation added after the publication, and agrees that it leaves."""

    observation = models.OneToOneField(Observation, models.PROTECT, related_name="reading")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"


class Suggestion(Model):
    """Who proposed a strategic subject, and how to answer them: for the team only."""

    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="suggestion")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(_("votre nom"), max_length=150, blank=True)
    email = models.EmailField(_("votre adresse"), blank=True)

    def __str__(self) -> str:
        return str(self.item_id)
