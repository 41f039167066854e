"""Facts about agenda items."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from liamm.kernel.ledger.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFact(Fact):
    """Something happened to an agenda item."""

    subject_kind: ClassVar[str] = "agenda_item"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAdded(ItemFact):
    """An item came on an agenda, or waits for one."""

    kind: ClassVar[str] = "governance.item_added"

    item_kind: str
    body: UUID
    sitting: UUID | None
    by_itself: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemReturned(ItemFact):
    """An item that waited for its day came on an agenda by itself."""

    kind: ClassVar[str] = "governance.item_returned"

    sitting: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRemoved(ItemFact):
    """An item was taken off an agenda, with a reason."""

    kind: ClassVar[str] = "governance.item_removed"

    sitting: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsOrdered(Fact):
    """The order of an agenda changed."""

    kind: ClassVar[str] = "governance.items_ordered"
    subject_kind: ClassVar[str] = "sitting"

    items: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPassedOn(ItemFact):
    """The team passed an item on to the next sitting of its body."""

    kind: ClassVar[str] = "governance.item_passed_on"

    left: UUID
    sitting: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTaken(Fact):
    """The sitting turned to an item."""

    kind: ClassVar[str] = "governance.item_taken"
    subject_kind: ClassVar[str] = "sitting"

    item: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesTaken(ItemFact):
    """Notes of the debate were kept."""

    kind: ClassVar[str] = "governance.notes_taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecusalProposed(ItemFact):
    """Someone tied to an item was asked to stay out of it."""

    kind: ClassVar[str] = "governance.recusal_proposed"

    person: UUID
    tie: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecusalSettled(ItemFact):
    """Someone stays out of an item, or it was said why they do not."""

    kind: ClassVar[str] = "governance.recusal_settled"

    person: UUID
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationAttached(ItemFact):
    """The guarantor attached an observation on the respect of the criteria."""

    kind: ClassVar[str] = "governance.observation_attached"

    observation: UUID
    stands_in: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationRead(ItemFact):
    """Someone else read an observation added after the publication: it is public from now on."""

    kind: ClassVar[str] = "governance.observation_read"

    observation: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectSuggested(ItemFact):
    """Someone proposed a strategic subject."""

    kind: ClassVar[str] = "governance.subject_suggested"

    with_account: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectAccepted(ItemFact):
    """A proposed subject will come before the body."""

    kind: ClassVar[str] = "governance.subject_accepted"

    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectDeclined(ItemFact):
    """A proposed subject will not come before the body; the reason was told."""

    kind: ClassVar[str] = "governance.subject_declined"
