"""What the changes of a déroulé share: held, seen as it is, told to the screens that follow it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from liamm.features.workshops.models import Block, Workshop, steps_in
from liamm.kernel.actions import DomainError
from liamm.kernel.live import announce


def topic_of(workshop_id: UUID) -> str:
    """The live topic of a déroulé."""
    return f"workshop:{workshop_id}"


def hold(workshop: Workshop, seen: int | None = None) -> Workshop:
    """The déroulé, held until the end of the transaction.

    Raises DomainError when it was changed since `seen`.
    """
    workshop = (
        Workshop.objects.select_for_update(of=("self",), no_key=True).select_related("made_by").get(pk=workshop.pk)
    )
    if seen is not None and workshop.revision != seen:
        raise DomainError(
            _("Ce déroulé a été changé entre-temps."),
            nearest=_("Regardez ce qu’il dit maintenant, puis recommencez."),
            link=(workshop.title, workshop.get_absolute_url()),
        )
    return workshop


def keep(workshop: Workshop) -> None:
    """Keep a change: one revision more, and the screens that follow it look again."""
    workshop.revision += 1
    workshop.save()
    announce(topic_of(workshop.pk))


def write_in_order(workshop: Workshop, blocks: Sequence[Block], without: Block | None = None) -> None:
    """Put the blocks in this order, one being taken out; while it happens, what is under way stays under way."""
    happening = under_way(workshop)
    if without:
        workshop.blocks.filter(pk=without.pk).delete()
    for rank, one in enumerate(blocks):
        one.rank = rank
    Block.objects.bulk_update(blocks, ["rank"])
    if happening:
        steps = steps_in(blocks)
        workshop.step = next(
            place for place, step in enumerate(steps) if happening[0] in [piece.key for piece in step.pieces]
        )
    keep(workshop)


def under_way(workshop: Workshop) -> list[Block]:
    """The blocks that happen now."""
    if workshop.step is None:
        return []
    return [piece.key for piece in steps_in(list(workshop.blocks.all()))[workshop.step].pieces]
