"""Saying how one comes: words, and a drawing or a file."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile

from liamm.features.welcome.enums import Opens
from liamm.features.welcome.facts import WayDrawn
from liamm.features.welcome.models import Way
from liamm.features.welcome.policies import Permission, policy
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import action
from liamm.kernel.ledger.record import record
from liamm.kernel.storage import keep


@dataclass(frozen=True, slots=True, kw_only=True)
class WayDraft:
    """How one comes; without a new file, the one that is there stays unless it is taken away."""

    words: str = ""
    file: UploadedFile[bytes] | None = None
    without_file: bool = False


@action
def draw_way(actor: Actor, opens: Opens, *, draft: WayDraft) -> Way:
    """Say how one comes to the door or to the car-park; those who are sure to come read it in the same window.

    Raises DomainError for a file that cannot be taken.
    """
    require(policy, actor, Permission.DRAW_WAY)

    way = Way.objects.select_for_update(no_key=True).filter(opens=opens).first() or Way(opens=opens)
    way.words = draft.words.strip()
    if draft.file:
        kept = keep(draft.file, "ways")
        way.path, way.name, way.media_type, way.size = kept.path, kept.name, kept.media_type, kept.size
    elif draft.without_file:
        way.path = way.name = way.media_type = ""
        way.size = 0
    way.save()

    record(actor, WayDrawn(subject_id=way.pk, opens=opens))
    return way
