"""Several dates at once: all of them or none, and each that cannot be named with what stands against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liamm.features.events.models import Event, EventSession
from liamm.features.events.planning import SessionDraft, write_session
from liamm.kernel.access import Actor
from liamm.kernel.actions import DomainError
from liamm.ui.times import local_day


@dataclass(frozen=True, slots=True)
class DateRefused:
    """One date that cannot be held as it is asked: a day on which the house is closed, rooms that are taken."""

    draft: SessionDraft
    refusal: DomainError

    @property
    def day(self) -> date:
        """Its day, by which it is left."""
        return local_day(self.draft.starts)

    @property
    def starts(self) -> datetime:
        """When it would begin."""
        return self.draft.starts

    @property
    def ends(self) -> datetime:
        """When it would end."""
        return self.draft.ends


class DatesRefusedError(DomainError):
    """Some dates of several cannot be held: each with its reason; nothing was booked or written."""

    def __init__(self, days: Sequence[DateRefused], of: int) -> None:
        said = ngettext(
            "Une date sur %(all)s ne se peut pas : rien n’est encore fait.",
            "%(n)s dates sur %(all)s ne se peuvent pas : rien n’est encore fait.",
            len(days),
        )
        if len(days) == of:
            said = _("Aucune de ces %(all)s dates ne se peut : rien n’est encore fait.")
        super().__init__(
            said % {"n": len(days), "all": of},
            nearest=_("Laissez ces dates, ou choisissez une autre heure, d’autres salles ou un autre lieu."),
        )
        self.days = tuple(days)
        self.all_days = " ".join(one.day.isoformat() for one in days)


def write_sessions(actor: Actor, event: Event, drafts: Sequence[SessionDraft]) -> list[EventSession]:
    """Write dates with their rooms; of several, all those that cannot be are found before it is refused.

    Raises DatesRefusedError; for one date alone, BookingRefusedError as `book_rooms` does.
    """
    if len(drafts) == 1:
        return [write_session(actor, event, drafts[0])]
    made, refused = [], []
    for draft in drafts:
        try:
            with transaction.atomic():
                made.append(write_session(actor, event, draft))
        except DomainError as refusal:
            refused.append(DateRefused(draft, refusal))
    if refused:
        raise DatesRefusedError(refused, len(drafts))
    return made
