"""Preparing a déroulé, from a template or from nothing, keeping it as a template, and removing it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.spaces.enums import Audience
from liamm.features.spaces.models import Space
from liamm.features.workshops.changing import hold, keep
from liamm.features.workshops.drafts import BlockDraft, WorkshopDraft, draft_of
from liamm.features.workshops.facts import WorkshopChanged, WorkshopPrepared, WorkshopRemoved
from liamm.features.workshops.models import Block, Workshop
from liamm.features.workshops.policies import Permission, policy
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.invited import make_token
from liamm.kernel.ledger.record import record
from liamm.kernel.numbering.references import next_reference


@action
def prepare_workshop(actor: Actor, *, draft: WorkshopDraft, blocks: Sequence[BlockDraft] = ()) -> Workshop:
    """Begin a déroulé, with the blocks of what it starts from."""
    require(policy, actor, Permission.PREPARE)

    workshop = _written(
        Workshop(
            title=draft.title,
            aim=draft.aim,
            starts=draft.starts,
            place=draft.place,
            room_until=draft.room_until,
            people=draft.people,
            audience=draft.audience,
        ),
        cast("Person", actor),
        blocks,
    )
    record(actor, WorkshopPrepared(subject_id=workshop.pk, template=False, blocks=len(blocks)))
    return workshop


@action
def keep_as_template(actor: Actor, workshop: Workshop, *, title: str) -> Workshop:
    """Keep what a déroulé is made of for others to start from; it stays itself as it is."""
    require(policy, actor, Permission.CHANGE, workshop)
    require(policy, actor, Permission.PREPARE)

    blocks = [draft_of(one) for one in workshop.blocks.all()]
    if not blocks:
        raise DomainError(_("Ce déroulé n’a pas encore de temps : il n’y a rien à garder."))
    template = Workshop(
        title=title, aim=workshop.aim, people=workshop.people, is_template=True, audience=Audience.COMMUNITY
    )
    template = _written(template, cast("Person", actor), blocks)
    record(actor, WorkshopPrepared(subject_id=template.pk, template=True, blocks=len(blocks)))
    return template


def _written(workshop: Workshop, person: Person, blocks: Sequence[BlockDraft]) -> Workshop:
    workshop.space = Space.objects.the_lab()
    workshop.made_by = person
    workshop.token = make_token()
    workshop.reference = next_reference("AT")
    workshop.save()
    Block.objects.bulk_create(Block(workshop=workshop, rank=rank, **block.values) for rank, block in enumerate(blocks))
    return workshop


@action
def change_workshop(actor: Actor, workshop: Workshop, *, draft: WorkshopDraft, seen: int) -> Workshop:
    """Say a déroulé otherwise, but its blocks.

    Raises DomainError when it was changed since it was read.
    """
    require(policy, actor, Permission.CHANGE, workshop)

    workshop = hold(workshop, seen)
    for name in ("title", "aim", "place", "people", "audience"):
        setattr(workshop, name, getattr(draft, name))
    if not workshop.is_template:
        workshop.starts, workshop.room_until = draft.starts, draft.room_until
    keep(workshop)
    record(actor, WorkshopChanged(subject_id=workshop.pk))
    return workshop


@action
def remove_workshop(actor: Actor, workshop: Workshop) -> None:
    """Remove a déroulé or a template for good; what others made from it stays.

    Raises DomainError while it happens.
    """
    require(policy, actor, Permission.CHANGE, workshop)

    workshop = hold(workshop)
    if workshop.step is not None:
        raise DomainError(_("L’horloge de ce déroulé tourne."), nearest=_("Arrêtez-la d’abord."))
    fact = WorkshopRemoved(subject_id=workshop.pk)
    workshop.delete()
    record(actor, fact)
