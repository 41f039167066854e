"""The bodies as everyone sees them: seats, cadence, powers, sittings and the frame in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from liamm.features.charter import bindings
from liamm.features.charter.bindings.shapes.bodies import Body as Shape
from liamm.features.charter.bindings.shapes.bodies import Quorum, Seat
from liamm.features.charter.bindings.shapes.route import Path
from liamm.features.charter.enums import Matter
from liamm.features.governance.models import Body, Decision, Frame, Mandate, Sitting
from liamm.features.governance.policies.permissions import inside
from liamm.features.governance.seats import Sitter, chair_of, seats_of, shape_of, sitters
from liamm.features.spaces.queries import in_community
from liamm.kernel import clock
from liamm.kernel.access import Actor
from liamm.kernel.actions import Citation
from liamm.kernel.prepared import prepared


@dataclass(frozen=True, slots=True)
class BodyCard:
    """A body in a list: what the charter says of it, and its next sitting."""

    body: Body
    shape: Shape | None
    following: Sitting | None


@dataclass(frozen=True, slots=True)
class PathSaid:
    """One path of the route, in the words of the charter, with its article."""

    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class GovernancePage:
    """The front page of governance."""

    cards: Sequence[BodyCard]
    paths: Sequence[PathSaid]
    decisions: Sequence[Decision]
    frame: Frame | None
    version: str


def governance_page() -> GovernancePage:
    """The bodies, the route, the last decisions and the frame in force."""
    today = clock.today()
    following: dict[object, Sitting] = {}
    for sitting in Sitting.objects.to_come():
        following.setdefault(sitting.body_id, sitting)
    cards = [BodyCard(body, shape_of(body.key, today), following.get(body.pk)) for body in Body.objects.all()]
    route = bindings.route(today)
    said = [PathSaid(path.text, route.cite(path)) for path in _shown(route.value.paths)]
    decisions = list(Decision.objects.published().with_their_body()[:6])
    return GovernancePage(cards, said, decisions, frame_on(today), route.version)


def _shown(paths: Sequence[Path]) -> list[Path]:
    wanted = (Matter.PROJECT, Matter.ACTION, Matter.STRATEGY, Matter.CHARTER)
    return [path for path in paths if path.matter in wanted]


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat and, for whoever may read names, those who hold it."""

    seat: Seat
    holders: Sequence[Sitter]
    chairs: bool = False


@dataclass(frozen=True, slots=True)
class BodyPage:
    """The page of one body."""

    body: Body
    shape: Shape | None
    seats: Sequence[SeatLine]
    names_shown: bool
    quorum: str
    citation: Citation
    quorum_citation: Citation | None
    to_come: Sequence[Sitting]
    held: Sequence[Sitting]
    inside: bool


def body_page(actor: Actor, key: str) -> BodyPage:
    """One body; the community reads the names, everyone the seats.

    Raises Http404 when there is none of this key.
    """
    body = get_object_or_404(Body, key=key)
    today = clock.today()
    shape = shape_of(key, today)
    names = in_community(actor) or inside(actor, body.pk)
    cited = bindings.bodies(today)
    quorum = shape.quorum if shape else None
    return BodyPage(
        body=body,
        shape=shape,
        seats=_lines(body, today, names=names),
        names_shown=names,
        quorum=say_quorum(quorum),
        citation=cited.cite(shape),
        quorum_citation=cited.cite(quorum) if quorum else None,
        to_come=list(Sitting.objects.to_come().filter(body=body)[:6]),
        held=list(Sitting.objects.past().filter(body=body)[:12]),
        inside=inside(actor, body.pk),
    )


def _lines(body: Body, day: date, *, names: bool) -> list[SeatLine]:
    holders: dict[str, list[Sitter]] = defaultdict(list)
    for one in sitters(body, day) if names else []:
        holders[one.seat.key].append(one)
    presiding = chair_of(body.key, day)
    return [SeatLine(seat, holders[seat.key], seat.key == presiding) for seat in seats_of(body.key, day)]


def say_quorum(quorum: Quorum | None) -> str:
    """What a quorum asks, in one sentence; nothing when nothing is asked."""
    if quorum is None:
        return ""
    share = round(quorum.share * 100)
    half = _("Il faut que la moitié des sièges soient tenus")
    words = half if share == 50 else _("Il faut que %(share)s %% des sièges soient tenus") % {"share": share}  # noqa: PLR2004  # a half, said so
    return (
        _("%(words)s, et que chaque maison hôte soit entendue.") % {"words": words} if quorum.each_host else f"{words}."
    )


def frame_on(day: date) -> Frame | None:
    """The published frame that holds on a day, the last one set."""
    return next(iter(_frames_on(day)), None)


@prepared
def _frames_on(day: date) -> QuerySet[Frame]:
    frames = Frame.objects.filter(starts__lte=day, ends__gte=day, decision__published_at__isnull=False)
    return frames.select_related("decision__body")[:1]


def frames() -> list[Frame]:
    """All published frames, the last first."""
    return list(Frame.objects.filter(decision__published_at__isnull=False).select_related("decision__body"))


@dataclass(frozen=True, slots=True)
class MandatesPage:
    """The mandates of one body, for whoever writes them down."""

    body: Body
    seats: Sequence[tuple[str, str]]
    mandates: Sequence[Mandate]
    names: Mapping[str, str]


def mandates_page(key: str) -> MandatesPage:
    """The seats of a body's own, and who holds or held them.

    Raises Http404 when there is none of this key.
    """
    body = get_object_or_404(Body, key=key)
    shape = shape_of(key, clock.today())
    seats = [(seat.key, seat.name) for seat in (shape.seats if shape else ())]
    held = Mandate.objects.filter(body=body).select_related("person").order_by("seat", "kind", "-starts")
    return MandatesPage(body, seats, list(held), dict(seats))
