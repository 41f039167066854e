"""Problems as that for which rooms are booked: those who look for an answer come together in the house."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from liamm.features.charter import bindings
from liamm.features.charter.enums import ProposalKind
from liamm.features.terrain.models import Problem
from liamm.features.terrain.policies import policy
from liamm.kernel import clock
from liamm.kernel.access import Actor
from liamm.kernel.extension import MOST_OFFERED, BookingPurpose, Purpose


def _offered(actor: Actor, ids: Sequence[UUID] | None) -> Sequence[Purpose]:
    """Those that are open and that one may read: anybody may gather people around a question."""
    seen = policy.visible_to(actor, Problem.objects.filter(closed_at__isnull=True))
    asked = seen if ids is None else seen.filter(pk__in=ids)
    return [_purpose(problem) for problem in asked.order_by("-created_at", "pk")[:MOST_OFFERED]]


def _shown(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Purpose]:
    return {problem.pk: _purpose(problem) for problem in policy.visible_to(actor, Problem.objects.filter(pk__in=ids))}


def _functions(ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """Those who look for an answer together are a community of interest."""
    found = bindings.functions(clock.today()).value.answering(ProposalKind.COMMUNITY)
    return dict.fromkeys(ids, found.key) if found else {}


def _purpose(problem: Problem) -> Purpose:
    return Purpose(problem.pk, problem.question, problem.get_absolute_url())


purposes = (BookingPurpose("problem", _("Problématique"), "public-innovation", _offered, _shown, _functions),)
