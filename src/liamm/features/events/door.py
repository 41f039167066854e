"""When somebody may be added at the door of a date, and how many people its rooms hold."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.booking.queries import known_on
from liamm.features.events.enums import EventState
from liamm.features.events.keeping import registrations_over
from liamm.features.events.models import EventSession
from liamm.kernel import clock
from liamm.kernel.actions import DomainError
from liamm.ui.times import local_day


def opens_at_the_door(session: EventSession) -> bool:
    """Whether people are added at the door of a date: on its day, and until those who came are named no more."""
    told = session.event.state in {EventState.OPEN, EventState.CLOSED, EventState.HELD} and session.off_at is None
    return told and local_day(session.starts) <= clock.today() and session.ends >= registrations_over()


def refuse_day(session: EventSession) -> None:
    """Stop who adds people beside the day.

    Raises DomainError.
    """
    if not opens_at_the_door(session):
        raise DomainError(
            _("On ajoute quelqu’un à l’accueil le jour même."),
            nearest=_("Avant, on s’inscrit depuis la page de l’événement."),
            link=(session.event.title, session.event.get_absolute_url()),
        )


def most_in(session: EventSession) -> int | None:
    """How many people the rooms of a date hold, for their safety; None elsewhere than in the house."""
    if not session.rooms:
        return None
    known = known_on(local_day(session.starts))
    return sum(known.by_number[number].most for number in session.rooms if number in known.by_number)
