"""What the house has to do by itself today: sittings to plan, items that return, reminders that are due."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Q

from liamm.features.accounts.models import Person
from liamm.features.charter import bindings
from liamm.features.governance.calendar import Due, due_sittings
from liamm.features.governance.enums import ItemState, PreconisationState, SittingState
from liamm.features.governance.keeping import TAKING
from liamm.features.governance.models import AgendaItem, Body, Preconisation, Sitting
from liamm.features.governance.queries.candidates import candidates
from liamm.features.governance.ripening import unasked
from liamm.features.governance.rules.interest import Tie
from liamm.features.governance.rules.length import Room, spread
from liamm.features.governance.seats import shape_of, sitters
from liamm.features.proposals.models import Proposal
from liamm.kernel import clock

AHEAD = timedelta(days=400)
"""How far ahead sittings have their day: a year and a month, so that a deferral finds its sitting."""

SOON = timedelta(days=14)
AGAIN = timedelta(days=30)


def unfounded() -> list[str]:
    """The bodies that the charter in force names and that have no circle yet, in its order."""
    known = set(Body.objects.values_list("key", flat=True))
    return [shape.key for shape in bindings.bodies(clock.today()).value.bodies if shape.key not in known]


def missing_sittings(body: Body) -> list[Due]:
    """The sittings that the cadence asks for and that have no day yet."""
    today = clock.today()
    known = set(Sitting.objects.filter(body=body, due__gte=today).values_list("due", flat=True))
    now = clock.now()
    return [one for one in due_sittings(body.key, today, today + AHEAD) if one.due not in known and one.starts > now]


def sittings_off_cadence(body: Body) -> list[Sitting]:
    """The sittings planned by a cadence that will no longer be in force on their day, and that nobody was called to."""
    today = clock.today()
    kept = {one.due for one in due_sittings(body.key, today, today + AHEAD)}
    planned = Sitting.objects.filter(body=body, state=SittingState.PLANNED, due__gt=today)
    return [one for one in planned.filter(due__lte=today + AHEAD) if one.due not in kept]


def sittings_without_room() -> list[Sitting]:
    """Those to come that are held somewhere, and for which no room of the house is kept."""
    coming = Sitting.objects.filter(state__in=TAKING, starts__gt=clock.now(), held=None).exclude(place="")
    return list(coming.select_related("body").order_by("starts", "pk"))


def ready_to_place() -> list[tuple[AgendaItem, Sitting]]:
    """Each item that waits, with the first sitting of its body on its day or after."""
    sittings = list(Sitting.objects.filter(state__in=TAKING, starts__gt=clock.now()).order_by("starts"))
    found = []
    for item in AgendaItem.objects.filter(state=ItemState.WAITING).order_by("due_on", "created_at"):
        fits = (one for one in sittings if one.body_id == item.body_id and (not item.due_on or one.day >= item.due_on))
        sitting = next(fits, None)
        if sitting is not None:
            found.append((item, sitting))
    return found


def to_remind() -> list[Preconisation]:
    """Published preconisations whose term is near or behind, and that nobody was reminded of for a month."""
    today = clock.today()
    silent = Q(reminded_on__isnull=True) | Q(reminded_on__lte=today - AGAIN)
    due = Preconisation.objects.filter(silent, state=PreconisationState.OPEN, term__lte=today + SOON)
    return list(due.filter(decision__published_at__isnull=False))


def ripe_requests() -> list[tuple[Proposal, Sitting]]:
    """The ripe requests that nobody took off an agenda, each with the sitting that it comes before.

    That is the next one of the body that proposes or, where the charter says how many items a sitting takes, the next
    one with room: those that have waited longest first.
    """
    following: dict[UUID, list[Room[Sitting]]] = defaultdict(list)
    held = AgendaItem.objects.filter(sitting__state__in=TAKING).on_agenda().order_by()
    lengths = dict(held.values_list("sitting_id").annotate(Count("pk")))
    coming = Sitting.objects.filter(state__in=TAKING, starts__gt=clock.now()).select_related("body")
    for sitting in coming.order_by("starts"):
        following[sitting.body_id].append(Room(sitting, lengths.get(sitting.pk, 0), most_items(sitting)))
    found: list[tuple[Proposal, Sitting]] = []
    for body in Body.objects.filter(pk__in=list(following)):
        ripe = [one.proposal for one in candidates(body)[0] if not one.taken_off]
        places = spread(len(ripe), following[body.pk])
        found += [(proposal, place) for proposal, place in zip(ripe, places, strict=True) if place is not None]
    return found


def most_items(sitting: Sitting) -> int | None:
    """How many items a sitting takes by the charter of its day; None where nothing is said."""
    shape = shape_of(sitting.body.key, sitting.day)
    return shape.length.items if shape and shape.length else None


def to_ask() -> list[tuple[AgendaItem, Person, Tie]]:
    """The members tied to a request of an agenda to come who were not asked yet whether they stay out of it."""
    items = AgendaItem.objects.filter(state=ItemState.PLACED, proposal__isnull=False, sitting__state__in=TAKING)
    found = []
    for item in items.select_related("proposal", "sitting__body", "body"):
        people = {one.person.pk: one.person for one in sitters(item.body, clock.today())}
        found += [(item, people[key], tie) for key, tie in unasked(item, list(people.values())).items()]
    return found
