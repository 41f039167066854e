"""What governance shows outside its own pages: search, le fil, the calendar, home, and what it knows of a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.governance.enums import SittingState
from liamm.features.governance.models import (
    Attendance,
    Decision,
    Mandate,
    Preconisation,
    Recusal,
    Sitting,
    SittingMove,
    Suggestion,
    TextRemark,
)
from liamm.features.governance.policies import policy
from liamm.features.governance.queries.decisions import RegisterFilters, published, step_of
from liamm.features.governance.queries.home import mine
from liamm.features.governance.standing import asked_in, references_of
from liamm.kernel.access import Actor
from liamm.kernel.extension import CalendarEntry, SearchText, ThreadStep
from liamm.kernel.prepared import prepared
from liamm.ui.shapes import Line
from liamm.ui.times import say_short_day

_LATELY = 4


def search_texts(ids: Sequence[UUID]) -> Mapping[UUID, SearchText]:
    """Published decisions only, by what everyone may read of them; a corrected one by its correction alone."""
    standing = Decision.objects.as_they_stand().filter(pk__in=ids)
    found = standing.select_related("corrects__corrects").prefetch_related("preconisations")
    return {
        one.pk: SearchText(
            title=one.public_title,
            body=" ".join([*references_of(one), one.public_text, *(asked.text for asked in asked_in(one))]),
            url=reverse("governance:decision", args=[one.reference]),
            audience=["public"],
            at=one.decided_at,
        )
        for one in found
    }


def searchable_ids() -> Iterable[UUID]:
    """Every published decision that stands."""
    return Decision.objects.as_they_stand().values_list("pk", flat=True)


_OF_WHAT_IT_LEADS_TO = ("effect", "confirms", "route", "door")
_ON_A_STEP = (
    "public_title",
    "reference",
    "outcome_name",
    "decided_at",
    "body__name",
    "origin__title",
    "origin__proposal",
    "published_at",
    *_OF_WHAT_IT_LEADS_TO,
)


def thread_steps(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, ThreadStep]:
    """The decisions that the actor may see, as steps of le fil."""
    return {one.pk: step_of(one) for one in _on_a_step(actor, list(ids))}


@prepared
def _on_a_step(actor: Actor, ids: list[UUID]) -> QuerySet[Decision]:
    known = Decision.objects.filter(pk__in=ids).with_version()
    return policy.visible_to(actor, known).select_related("body", "origin").only(*_ON_A_STEP)


def calendar_entries(actor: Actor, first: date, last: date) -> Sequence[CalendarEntry]:
    """The sittings between two days, for everyone; those of a body concern who sits in it."""
    start = timezone.make_aware(datetime.combine(first, time.min))
    end = timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))
    bodies = set(_sits_in(actor)) if isinstance(actor, Person) else set()
    return [
        CalendarEntry(
            key=f"sitting:{one.pk}",
            title=one.body.name,
            starts=one.starts,
            ends=one.ends,
            url=reverse("governance:sitting", args=[one.slug]),
            place=one.where,
            changed=one.moved_at or one.created_at,
            sequence=one.times_moved,
            mine=one.body_id in bodies,
            rooms=(one.held.room_id,) if one.held else (),
            instead_of=f"closure:{one.held_id}" if one.held else "",
        )
        for one in _sittings(actor, start, end)
    ]


@prepared
def _sittings(actor: Actor, first: datetime, last: datetime) -> QuerySet[Any]:
    found = policy.visible_to(actor, Sitting.objects.exclude(state=SittingState.CANCELLED))
    moves = SittingMove.objects.filter(sitting=OuterRef("pk")).order_by().values("sitting")
    return (
        found.filter(starts__gte=first, starts__lt=last)
        .select_related("body", "held")
        .annotate(
            times_moved=Coalesce(Subquery(moves.annotate(n=Count("pk")).values("n")), 0),
            moved_at=Subquery(moves.annotate(last=Max("at")).values("last")),
        )
        .order_by("starts")
    )


@prepared
def _sits_in(person: Person) -> QuerySet[Mandate, UUID]:
    return Mandate.objects.filter(person=person).now().values_list("body_id", flat=True)


def home_panel(request: HttpRequest) -> dict[str, object] | None:
    """What waits for the person; nothing when nothing does."""
    found = mine(request.user)
    return {"governance": found} if found.is_something else None


_LISTED = ("reference", "public_title", "outcome_name", "decided_at", "corrects", "body__name")


def decided_lately(request: HttpRequest) -> dict[str, object] | None:
    """The last published decisions; nothing before the first."""
    del request
    found = _last()
    return {"decisions": [_line(one) for one in found]} if found else None


def _line(decision: Decision) -> Line:
    mended = [_("correction")] if decision.corrects_id else []
    said = " · ".join([decision.body.name, *mended, say_short_day(decision.decided_at), decision.outcome_name])
    return Line(decision.public_title, reverse("governance:decision", args=[decision.reference]), said, lang="fr")


@prepared
def _last() -> QuerySet[Decision]:
    last = published(RegisterFilters()).select_related("body").only(*_LISTED).order_by("-decided_at", "-reference")
    return last[:_LATELY]


def decided_for_visitors(request: HttpRequest) -> dict[str, object] | None:
    """The same in the middle of the front door; members have it aside."""
    return None if request.user.is_authenticated else decided_lately(request)


def what_is_known(person: Person) -> Mapping[str, object]:
    """Everything governance holds about a person, to hand over."""
    return {
        "mandats": [
            {"siege": one.seat, "instance": one.body.key, "du": str(one.starts), "au": str(one.ends or "")}
            for one in Mandate.objects.filter(person=person).select_related("body")
        ],
        "presences": [
            {"seance": one.sitting.slug, "reponse": one.answer, "present": one.present}
            for one in Attendance.objects.filter(person=person).select_related("sitting")
        ],
        "deports": [
            {"point": one.item.title, "etat": one.state, "raison": one.reason}
            for one in Recusal.objects.filter(person=person).select_related("item")
        ],
        "preconisations": [
            {"texte": one.text, "terme": str(one.term), "etat": one.state}
            for one in Preconisation.objects.filter(minder=person)
        ],
        "remarques_de_relecture": [
            {"decision": one.decision.reference, "remarque": one.words, "le": str(one.at)}
            for one in TextRemark.objects.filter(person=person).select_related("decision")
        ],
        "sujets": [one.item.title for one in Suggestion.objects.filter(person=person).select_related("item")],
    }


def forget(person: Person) -> None:
    """Detach a person from what they proposed and from the reasons they gave; acts keep the account, without a name."""
    Suggestion.objects.filter(person=person).update(person=None, name="", email="")
    Recusal.objects.filter(person=person).update(reason="")
