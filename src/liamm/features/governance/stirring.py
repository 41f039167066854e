"""What actions of governance share: who acts as a person, and telling the open pages of a sitting."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.kernel.access import Actor, Refused, refused
from liamm.kernel.live import announce


def acting(actor: Actor) -> Person:
    """The person who acts; some acts bear a name.

    Raises Refused for a visitor or the house itself.
    """
    if isinstance(actor, Person):
        return actor
    raise Refused(refused(_("Cet acte porte le nom d’une personne.")))


def topic_of_sitting(sitting_id: UUID) -> str:
    """The live topic of everything that moves in a sitting."""
    return f"sitting:{sitting_id}"


def stir(sitting_id: UUID | None) -> None:
    """Make the open pages of a sitting look again, once the act is committed."""
    if sitting_id is not None:
        announce(topic_of_sitting(sitting_id))
