"""To whom the house writes about a signal: whoever left an address, and whoever passed it on from an account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import recipient
from liamm.features.terrain.enums import Origin, Whence
from liamm.features.terrain.following import follow_path, open_link
from liamm.features.terrain.models import Author, FieldSignal
from liamm.kernel.post.letters import Recipient

AROUND = ("author", "relay__person", "recorded_by")


class Opening(TypedDict):
    """What all the letters about a signal begin with."""

    signal_id: UUID
    reference: str
    link: str
    whence: Whence
    who: str


@dataclass(frozen=True, slots=True)
class Correspondent:
    """Somebody who gets the letters about a signal, and why."""

    to: Recipient
    whence: Whence


def author_of(signal: FieldSignal) -> Author | None:
    """How to reach the author, None when nothing is kept any more."""
    return getattr(signal, "author", None)


def contact_of(signal: FieldSignal) -> Correspondent | None:
    """Who gets what is written to the author: the address left with the signal or else that of the account."""
    author, account = author_of(signal), _account_of(signal)
    if author and author.mail:
        return Correspondent(author.recipient, _whence(signal, author, account))
    return account


def beside(signal: FieldSignal) -> Correspondent | None:
    """Who passed on the words of somebody who left another address: told each step too, not what is written to them."""
    author, account = author_of(signal), _account_of(signal)
    if account is None or account.whence != Whence.PASSED or author is None or not author.mail:
        return None
    return None if _same(author.mail, account.to.address) else account


def opening(signal: FieldSignal, one: Correspondent) -> Opening:
    """How a letter about a signal begins for a correspondent."""
    return Opening(
        signal_id=signal.pk,
        reference=signal.reference,
        link=_where_followed(signal, one),
        whence=one.whence,
        who=_who_brought(signal) if one.whence == Whence.IMPORTED else "",
    )


def _account_of(signal: FieldSignal) -> Correspondent | None:
    """The account from which it was told or passed on; a table is brought by somebody who tells nothing of it."""
    person: Person | None = signal.relay.person if signal.relay else signal.recorded_by
    if person is None or signal.origin == Origin.IMPORT or not (to := recipient(person)).address:
        return None
    return Correspondent(to, Whence.PASSED if signal.passed_on else Whence.ACCOUNT)


def _whence(signal: FieldSignal, author: Author, account: Correspondent | None) -> Whence:
    if signal.origin == Origin.IMPORT:
        return Whence.IMPORTED
    if account is None or account.whence != Whence.PASSED:
        return Whence.LEFT
    return Whence.PASSED if _same(author.mail, account.to.address) else Whence.GIVEN


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def _where_followed(signal: FieldSignal, one: Correspondent) -> str:
    """A relais follows what they passed on on their page; the secret link is for who stands for the author."""
    if signal.relay and beside(signal) == one:
        return reverse("terrain:relay", args=[signal.relay_id])
    return follow_path(open_link(signal))


def _who_brought(signal: FieldSignal) -> str:
    if signal.recorded_by is None or not signal.recorded_by.name:
        return _("L’équipe du laboratoire")
    return _("%(name)s, de l’équipe du laboratoire,") % {"name": signal.recorded_by.name}
