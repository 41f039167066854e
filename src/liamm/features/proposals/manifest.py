"""What proposals contribute to the house."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from liamm.features.accounts.models import Person
from liamm.features.charter.bindings.shapes.functions import Functions, Objectives
from liamm.features.charter.bindings.shapes.grid import Grid
from liamm.features.charter.bindings.shapes.projects import Phases
from liamm.features.charter.bindings.shapes.readiness import Eligibility
from liamm.features.charter.bindings.shapes.team import Skills
from liamm.features.charter.bindings.shapes.trust import Retention
from liamm.features.proposals.addresses import clarification_url
from liamm.features.proposals.models import AppraiserSeat, Clarification, Exchange, Opinion, Proposal, ProposalVersion
from liamm.features.proposals.panels import panels
from liamm.features.proposals.policies import Permission, policy
from liamm.features.proposals.queries.pages import proposals_of, step_of
from liamm.features.proposals.queries.searching import clarification_texts, proposal_texts
from liamm.kernel.access import Actor
from liamm.kernel.extension import (
    BindingSpec,
    Manifest,
    NavItem,
    PersonalData,
    SearchSource,
    ThreadSource,
    ThreadStep,
    register,
)
from liamm.kernel.prepared import prepared

_ON_A_STEP = ("reference", "title", "state", "submitted_at", "created_at", "versions_count")


def _proposal_steps(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, ThreadStep]:
    """Who may not read a request still sees that one was submitted, by its reference alone."""
    return {
        one.pk: step_of(one, seen=one.seen, submitted=one.dates)
        for one in _on_a_step(actor, list(ids))
        if one.seen or one.versions_count
    }


@prepared
def _on_a_step(actor: Actor, ids: list[UUID]) -> QuerySet[Any]:
    rows = Proposal.objects.filter(pk__in=ids).only(*_ON_A_STEP)
    shown = policy.visible_to(actor, Proposal.objects.filter(pk=OuterRef("pk")))
    dates = ProposalVersion.objects.filter(proposal=OuterRef("pk")).order_by("number").values("submitted_at")
    return rows.annotate(seen=Exists(shown), dates=ArraySubquery(dates))


def _clarification_steps(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, ThreadStep]:
    rows = policy.visible_to(actor, Clarification.objects.filter(pk__in=ids))
    return {
        one.pk: ThreadStep(
            title=one.title,
            line=str(one.get_state_display()),
            url=clarification_url(one),
            at=one.created_at,
            done=one.closed_at is not None,
        )
        for one in rows
    }


def _proposal_ids() -> Iterable[UUID]:
    return Proposal.objects.values_list("pk", flat=True)


def _clarification_ids() -> Iterable[UUID]:
    return Clarification.objects.values_list("pk", flat=True)


def _export(person: Person) -> Mapping[str, object]:
    sent = Opinion.objects.filter(seat__person=person).select_related("seat__version__proposal")
    return {
        _("demandes portées"): [f"{one.reference} {one.title}" for one in proposals_of(person)],
        _("avis écrits"): [
            {
                "proposal": one.seat.version.proposal.reference,
                "criterion": one.criterion,
                "appreciation": one.step,
                "argument": one.argument,
            }
            for one in sent
        ],
        _("messages de clarification"): list(Exchange.objects.filter(author=person).values_list("words", flat=True)),
    }


def _erase(person: Person) -> None:
    """What was submitted, sent or stated is an act and remains, without the name; drafts and reasons go."""
    Opinion.objects.filter(seat__person=person, sent_at__isnull=True).delete()
    AppraiserSeat.objects.filter(person=person).exclude(aside_reason="").update(aside_reason="—")


manifest = register(
    Manifest(
        name="proposals",
        purpose="Clarifications, requests written together, and the grid by which they are appraised.",
        urls="liamm.features.proposals.urls",
        policy=policy,
        permissions=Permission,
        nav=(NavItem(pgettext_lazy("navigation", "Demandes"), "proposals:front", 35, "projects"),),
        search=(
            SearchSource("proposal", gettext_lazy("Demande"), proposal_texts, _proposal_ids),
            SearchSource("clarification", gettext_lazy("Clarification"), clarification_texts, _clarification_ids),
        ),
        thread=(
            ThreadSource(
                "clarification", gettext_lazy("Clarification"), gettext_lazy("clarifications"), 35, _clarification_steps
            ),
            ThreadSource("proposal", gettext_lazy("Demande"), gettext_lazy("demandes"), 40, _proposal_steps, tells=1),
        ),
        home=panels,
        bindings=(
            BindingSpec("grid", Grid),
            BindingSpec("functions", Functions),
            BindingSpec("objectives", Objectives),
            BindingSpec("phases", Phases),
            BindingSpec("eligibility", Eligibility),
            BindingSpec("skills", Skills),
            BindingSpec("retention", Retention),
        ),
        persons=(PersonalData(gettext_lazy("Demandes et avis"), _export, _erase),),
    )
)
