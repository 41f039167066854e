"""The blocks of a déroulé: added, changed, moved and taken out, the clock following by itself."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.workshops.changing import hold, keep, under_way, write_in_order
from liamm.features.workshops.drafts import BlockDraft
from liamm.features.workshops.facts import WorkshopChanged
from liamm.features.workshops.models import Block, Workshop
from liamm.features.workshops.policies import Permission, policy
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record

MOST = 100
"""How many blocks a déroulé may have."""


@action
def add_block(actor: Actor, workshop: Workshop, *, draft: BlockDraft, after: Block | None = None) -> Block:
    """Put a block in, after another one or at the end.

    Raises DomainError when there are too many.
    """
    require(policy, actor, Permission.CHANGE, workshop)

    workshop = hold(workshop)
    blocks = list(workshop.blocks.all())
    if len(blocks) >= MOST:
        raise DomainError(_("Un déroulé a %(n)s temps au plus.") % {"n": MOST}, nearest=_("Faites-en deux."))
    place = next((place for place, one in enumerate(blocks, 1) if after and one.pk == after.pk), len(blocks))
    block = Block.objects.create(workshop=workshop, rank=len(blocks), **draft.values)
    blocks.insert(place, block)
    write_in_order(workshop, blocks)
    record(actor, WorkshopChanged(subject_id=workshop.pk, block=block.pk))
    return block


@action
def change_block(actor: Actor, block: Block, *, draft: BlockDraft, seen: int) -> Block:
    """Say a block otherwise.

    Raises DomainError when the déroulé was changed since it was read, or when what happens now would go to a group.
    """
    require(policy, actor, Permission.CHANGE, block.workshop)

    workshop = hold(block.workshop, seen)
    block = workshop.blocks.get(pk=block.pk)
    if draft.group != block.group and workshop.step is not None:
        raise DomainError(
            _("L’horloge tourne : les groupes restent ce qu’ils sont."),
            nearest=_("Changez les minutes, ou arrêtez l’horloge."),
            field="group",
        )
    for name, value in draft.values.items():
        setattr(block, name, value)
    block.save()
    keep(workshop)
    record(actor, WorkshopChanged(subject_id=workshop.pk, block=block.pk))
    return block


@action
def move_block(actor: Actor, block: Block, *, place: int, seen: int) -> Block:
    """Put a block elsewhere in the order: 0 is the first place.

    Raises DomainError when the déroulé was changed since it was read.
    """
    require(policy, actor, Permission.CHANGE, block.workshop)

    workshop = hold(block.workshop, seen)
    blocks = list(workshop.blocks.all())
    moving = next(one for one in blocks if one.pk == block.pk)
    blocks.remove(moving)
    blocks.insert(max(0, place), moving)
    write_in_order(workshop, blocks)
    record(actor, WorkshopChanged(subject_id=workshop.pk, block=block.pk))
    return moving


@action
def remove_block(actor: Actor, block: Block, *, seen: int) -> Workshop:
    """Take a block out.

    Raises DomainError when it happens now, or when the déroulé was changed since it was read.
    """
    require(policy, actor, Permission.CHANGE, block.workshop)

    workshop = hold(block.workshop, seen)
    if block in under_way(workshop):
        raise DomainError(_("Ce temps est en cours."), nearest=_("Passez à la suite, puis enlevez-le."))
    rest = [one for one in workshop.blocks.all() if one.pk != block.pk]
    fact = WorkshopChanged(subject_id=workshop.pk, block=block.pk)
    write_in_order(workshop, rest, without=block)
    record(actor, fact)
    return workshop
