"""What a feature may contribute to the whole without knowing it: the manifest and its registry.

Aggregators (home, agenda, search, thread, export) read `manifests()` and know only these shapes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.http import HttpRequest
from django.utils.functional import Promise

from liamm.kernel.access import Actor, Policy
from liamm.kernel.ical import Recurring

Words = str | Promise


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the main navigation: translated label, address name, rank from left to right.

    Entries of one section share a place in the door: the first by rank leads there, all are shown once inside.
    Pages of a feature without entry of its own stand in the `section` of its manifest.
    """

    label: Words
    url_name: str
    rank: int
    section: str


@dataclass(frozen=True, slots=True)
class SearchText:
    """What is found about one thing: who may find it is said by audience keys (see `liamm.kernel.search`)."""

    title: str
    body: str
    url: str
    audience: Sequence[str]
    at: datetime


@dataclass(frozen=True, slots=True)
class SearchSource:
    """Makes the things of one kind findable: `texts(ids)` gives what to index, absent ids leave the index."""

    kind: str
    label: Words
    texts: Callable[[Sequence[Any]], Mapping[Any, SearchText]]
    all_ids: Callable[[], Iterable[Any]]


@dataclass(frozen=True, slots=True)
class ThreadStep:
    """One visible step of le fil: a link and one line of what it changed; `lang` is that of its title.

    `became` says what became of all that led to it, in a sentence.
    `earlier` are the steps that the same thing made before: what was submitted first, before it was submitted anew;
    `mark` tells one from the other in a word or two. `settles` is what a step decided of: a thing, and which of its
    steps (the first is 1, None when it has made only one).
    """

    title: str
    line: str
    url: str
    at: datetime | None
    done: bool = True
    lang: str = "fr"
    became: str = ""
    earlier: tuple[ThreadStep, ...] = ()
    mark: str = ""
    settles: tuple[Any, int | None] | None = None


@dataclass(frozen=True, slots=True)
class ThreadSource:
    """Shows the things of one kind on le fil: `rank` orders the stages, `steps` answers for what the actor may see.

    `tells`: its steps say what became of what led to them, those of the highest number first, then the latest.
    `counts_hidden`: the stage says how many there are in all, also when the actor may not read each of them.
    """

    kind: str
    stage: Words
    plural: Words
    rank: int
    steps: Callable[[Actor, Sequence[Any]], Mapping[Any, ThreadStep]]
    tells: int = 0
    counts_hidden: bool = False


@dataclass(frozen=True, slots=True)
class HomePanel:
    """A panel of the home page: a template of the feature and the function that gives its context (None hides it)."""

    name: str
    rank: int
    template: str
    context: Callable[[HttpRequest], dict[str, object] | None]
    aside: bool = False
    visitors: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """What an upper feature shows on the page of a thing of a lower one, which does not know it.

    `kind` is that of the thing; `context(request, id)` gives what the template is drawn with, None hides it.
    """

    kind: str
    rank: int
    template: str
    context: Callable[[HttpRequest, UUID], dict[str, object] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """Something dated: aware start and end, or whole days (from midnight to the midnight after).

    `key` never changes; `changed` and `sequence` say when the rest last did, and how often. `mine`: it concerns the
    actor, more than as one of those who may see it. `rooms` and `space` are where it is and whose. One that comes
    again says by which rule (`again`), and for which day of it it stands. `busy`: it takes the time of those who come.
    `instead_of` is the key of an entry of another feature that this one tells with more words (an event and its room).
    """

    key: str
    title: str
    starts: datetime
    ends: datetime
    url: str = ""
    place: str = ""
    whole_day: bool = False
    changed: datetime | None = None
    sequence: int = 0
    mine: bool = False
    rooms: tuple[int, ...] = ()
    space: UUID | None = None
    again: Recurring | None = None
    occurrence: date | None = None
    tentative: bool = False
    busy: bool = True
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class CalendarSource:
    """What is dated in a feature, between two days, both included, as an actor may see it.

    `label` names them all (*Séances*) and `one` names one of them (*Séance*); `places` names the rooms in which its
    entries may be, by their number.
    """

    kind: str
    label: Words
    one: Words
    entries: Callable[[Actor, date, date], Sequence[CalendarEntry]]
    places: Callable[[], Mapping[int, str]] | None = None


@dataclass(frozen=True, slots=True)
class Purpose:
    """One thing for which a room is booked: what it is, in words, and its page (empty when there is none)."""

    id: UUID
    title: str
    url: str = ""


MOST_OFFERED = 30
"""How many things of one kind a list offers: longer, one looks for it from its own page."""


@dataclass(frozen=True, slots=True)
class BookingPurpose:
    """Things of one kind for which rooms are booked, without the rooms knowing them.

    `offered(actor, ids)` are those of these that the actor may book for, and without ids the latest of all of them,
    `MOST_OFFERED` at most; `shown(actor, ids)` are those the actor may read of; `priority` is a key of the charter's
    priority classes; `functions(ids)` says of which function of the laboratory each is, whoever may read it: it is
    counted, never shown. `carried(actor)` are those for which one books without being of the community: what one
    carries here has its place in the house.
    """

    kind: str
    label: Words
    priority: str
    offered: Callable[[Actor, Sequence[UUID] | None], Sequence[Purpose]]
    shown: Callable[[Actor, Sequence[UUID]], Mapping[UUID, Purpose]]
    functions: Callable[[Sequence[UUID]], Mapping[UUID, str]] = lambda _ids: {}
    carried: Callable[[Actor], Sequence[Purpose]] = lambda _actor: ()


@dataclass(frozen=True, slots=True)
class Door:
    """A page that an upper feature keeps about a thing of a lower one: its words, its address, how it stands."""

    label: Words
    url: str
    line: str = ""


@dataclass(frozen=True, slots=True)
class DoorSource:
    """Leads from the page of a thing of some kind to what an upper feature keeps about it, for whoever may go there."""

    kind: str
    doors: Callable[[Actor, Any], Sequence[Door]]


class DeskSection(StrEnum):
    """Where on the desk of the house a line stands."""

    ANSWER = "answer"
    EXPECTED = "expected"


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One line on the desk of who keeps the house: what it is, where it leads, how it stands. Never a code."""

    title: str
    url: str
    line: str = ""


@dataclass(frozen=True, slots=True)
class DeskSource:
    """What a feature has for whoever keeps the house on a day: a word waited for, or somebody who is expected."""

    label: Words
    section: DeskSection
    lines: Callable[[Actor, date], Sequence[DeskLine]]


@dataclass(frozen=True, slots=True)
class DeskGroup:
    """The lines that one source has."""

    label: Words
    lines: Sequence[DeskLine]


def desk_at(actor: Actor, day: date, section: DeskSection) -> list[DeskGroup]:
    """All that the features have for a section of the desk on a day; those that have nothing stay silent."""
    sources = (source for manifest in manifests() for source in manifest.desk if source.section is section)
    groups = [DeskGroup(source.label, source.lines(actor, day)) for source in sources]
    return [group for group in groups if group.lines]


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do: until when, where, how many hands it wants, how many took it, whether the reader did."""

    key: str
    title: str
    url: str
    place: str
    until: date | None
    hands: int
    taken: int
    mine: bool


@dataclass(frozen=True, slots=True)
class TaskSource:
    """What there is to do in a feature and is not done yet, as an actor may see it, the most pressing first."""

    kind: str
    label: Words
    tasks: Callable[[Actor], Sequence[Task]]


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody who is sure to come for a booking: how letters reach them, and the page where they read how to get in.

    `key` is that of their letters (`guest:<id>`), `holder` the subject of their link, `person` their account; `people`
    how many come together, `need` what they need to be able to come.
    """

    key: str
    holder: UUID
    name: str
    address: str
    url: str
    language: str = "fr"
    person: UUID | None = None
    first_visit: bool = False
    people: int = 1
    need: str = ""

    def with_other(self, other: Expected) -> Expected:
        """The same, known under another key too: they come once, with all who come with them."""
        return replace(
            self,
            first_visit=self.first_visit or other.first_visit,
            people=max(self.people, other.people),
            need=self.need or other.need,
        )


@dataclass(frozen=True, slots=True)
class ExpectedSource:
    """Says who is sure to come for bookings, by their identifiers: confirmed guests, people registered.

    Plan and codes reach those who are expected and nobody else; whoever is no longer named here gets in no longer.
    """

    kind: str
    expected: Callable[[Sequence[UUID]], Mapping[UUID, Sequence[Expected]]]


@dataclass(frozen=True, slots=True)
class BindingSpec:
    """A binding of the charter that a feature reads, with the pydantic model that types it."""

    name: str
    schema: type[Any]
    required: bool = True


@dataclass(frozen=True, slots=True)
class PersonalData:
    """What a feature knows about a person: to hand over, and to detach while the public act remains."""

    label: Words
    export: Callable[[Any], Mapping[str, object]]
    erase: Callable[[Any], None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """All that a feature contributes; `manifest.py` is the only place of registration."""

    name: str
    purpose: str
    urls: str = ""
    prefix: str = ""
    policy: Policy | None = None
    permissions: type[StrEnum] | None = None
    nav: tuple[NavItem, ...] = ()
    section: str = ""
    search: tuple[SearchSource, ...] = ()
    thread: tuple[ThreadSource, ...] = ()
    home: tuple[HomePanel, ...] = ()
    beside: tuple[Beside, ...] = ()
    calendar: tuple[CalendarSource, ...] = ()
    purposes: tuple[BookingPurpose, ...] = ()
    doors: tuple[DoorSource, ...] = ()
    expected: tuple[ExpectedSource, ...] = ()
    desk: tuple[DeskSource, ...] = ()
    tasks: tuple[TaskSource, ...] = ()
    bindings: tuple[BindingSpec, ...] = ()
    persons: tuple[PersonalData, ...] = ()
    audience_keys: Callable[[Actor], Iterable[str]] | None = None
    context: Callable[[HttpRequest], dict[str, object]] | None = field(default=None)


_manifests: dict[str, Manifest] = {}


def register(manifest: Manifest) -> Manifest:
    """Take a manifest into the house (once per name)."""
    _manifests[manifest.name] = manifest
    return manifest


def manifests() -> Sequence[Manifest]:
    """All manifests, in the order of INSTALLED_APPS (from the lowest layer up)."""
    return tuple(_manifests.values())


def discover() -> None:
    """Import `manifest` and what registers itself, of every installed app of the house that has them."""
    for config in apps.get_app_configs():
        if config.name.startswith("liamm."):
            present = {path.stem for path in _modules_of(config.path)}
            for module in ("manifest", "letters", "jobs", "reactions", "answers"):
                if module in present:
                    import_module(f"{config.name}.{module}")


def _modules_of(path: str) -> Iterable[Path]:
    folder = Path(path)
    return [*folder.glob("*.py"), *(child for child in folder.iterdir() if (child / "__init__.py").is_file())]
