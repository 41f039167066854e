"""What is asked for, whether the rules let it be, and writing it down with the rooms it takes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Organisation, Person
from liamm.features.accounts.queries import acting_for
from liamm.features.booking.contributions import link_purpose
from liamm.features.booking.enums import BookingState
from liamm.features.booking.house import Known, stretches
from liamm.features.booking.limiting import Taker, limited
from liamm.features.booking.models import Booking, Displacement, Occupation
from liamm.features.booking.occupying import during, lock_rooms
from liamm.features.booking.purposes import Key, is_offered
from liamm.features.booking.refusing import BookingRefusedError, refusal
from liamm.features.booking.rules.asking import Ask, Verdict
from liamm.features.booking.rules.limiting import kept, unhurried
from liamm.features.booking.rules.looking import days_looked_at
from liamm.features.booking.rules.occupied import Occupied
from liamm.features.booking.rules.offering import judge
from liamm.features.charter import bindings
from liamm.features.spaces.enums import Audience
from liamm.features.spaces.models import Space
from liamm.features.spaces.queries import in_community
from liamm.kernel.access import Actor, LinkHolder
from liamm.kernel.actions import DomainError
from liamm.kernel.numbering.references import next_reference


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingDraft:
    """What is asked for; `submission` names one sending of the form, when it comes from one.

    With `option_days`, the rooms are held for so many days without being sure. `rules_accepted`: whoever asks takes the
    rules of the house upon them, for all who come; the booking keeps the version of the charter in which they stand.
    """

    use: str
    title: str
    rooms: tuple[int, ...]
    people: int
    starts: datetime
    ends: datetime
    layout: str = ""
    needs: str = ""
    organisation: Organisation | None = None
    purpose: Key | None = None
    submission: str | None = None
    option_days: int = 0
    rules_accepted: bool = False

    @property
    def ask(self) -> Ask:
        """What the rules look at."""
        words = f"{self.title}\n{self.needs}"
        return Ask(self.use, words, frozenset(self.rooms), self.layout, self.people, self.starts, self.ends)


def refuse_unsaid(actor: Actor, draft: BookingDraft, was: Booking | None = None) -> None:
    """Stop what says for nothing, for nobody, without the rules of the house or in the name of what is not one's own.

    What a booking was, it stays.

    Raises DomainError.
    """
    if not draft.title.strip():
        raise DomainError(_("Dites en quelques mots ce qui se passera."), field="title")
    if not draft.rooms:
        raise DomainError(_("Choisissez au moins une salle."), field="rooms")
    if was is None and not draft.rules_accepted:
        rules = bindings.house_rules(timezone.localdate(draft.starts))
        raise DomainError(
            _("Les règles de la maison valent pour toutes les personnes qui y viennent."),
            nearest=_("Lisez-les, puis cochez la case qui dit que vous les suivrez."),
            citation=rules.cite(),
            field="rules_accepted",
        )
    kept = (was.purpose_kind, was.purpose_id) if was else None
    if not (draft.purpose or (was and not was.purpose_id)):
        _refuse_for_nothing(actor, draft)
    if draft.purpose and draft.purpose != kept and not is_offered(actor, draft.purpose):
        raise DomainError(
            _("Vous ne pouvez pas réserver pour cela."),
            nearest=_("Choisissez un projet dont vous êtes, ou laissez vide."),
            field="purpose",
        )
    host = draft.organisation
    if host and (was is None or host.pk != was.organisation_id) and not _acts_for(actor, host):
        raise DomainError(
            _("Vous ne réservez pas au nom de « %(name)s ».") % {"name": host.name},
            nearest=_("Choisissez une organisation dont vous êtes, ou réservez pour vous-même."),
            field="organisation",
        )


def _refuse_for_nothing(actor: Actor, draft: BookingDraft) -> None:
    """Outside the community, one books for what one carries: what the house gives is the place of the project."""
    if isinstance(actor, Person) and not in_community(actor):
        rule = bindings.uses(timezone.localdate(draft.starts))
        raise DomainError(
            _("Hors de la communauté, on réserve pour un projet que l’on porte."),
            nearest=_("Choisissez ce projet, ou demandez à rejoindre la communauté."),
            citation=rule.cite(rule.value.priority),
            field="purpose",
        )


def _acts_for(actor: Actor, host: Organisation) -> bool:
    return isinstance(actor, Person) and acting_for(actor).filter(pk=host.pk).exists()


def weigh(
    draft: BookingDraft,
    known: Known,
    by: Person | None,
    was: Booking | None = None,
    *,
    aside: Collection[UUID] = (),
    late: bool = False,
) -> Verdict:
    """What the rules say to whoever has the booking; one that is changed is not in its own way, and keeps what it has.

    Some bookings may be put `aside`, as if they gave way. What is decided of `late` was asked for before: what limits
    when one asks was looked at then.
    """
    ask, but = draft.ask, [*aside, *([was.pk] if was else [])]
    house = limited(ask, known, Taker(by, draft.organisation), was, aside)
    house = unhurried(house) if late else house
    verdict = judge(ask, house, Occupied(stretches(days_looked_at(ask, house), but)))
    if was and verdict.broken:
        rooms = frozenset(held_rooms(was))
        stays = kept(ask, replace(ask, rooms=rooms, starts=was.starts, ends=was.ends))
        verdict = replace(verdict, broken=tuple(one for one in verdict.broken if one.rule not in stays))
    return verdict


def refused(draft: BookingDraft, known: Known, by: Person | None, was: Booking | None = None) -> BookingRefusedError:
    """The refusal as it is now, for what the database found taken."""
    return refusal(draft.ask, weigh(draft, known, by, was), known)


def new_booking(person: Person) -> Booking:
    """A booking of somebody, nothing being said of it yet."""
    return Booking(
        space=Space.objects.the_lab(),
        audience=Audience.COMMUNITY,
        reference=next_reference("SA"),
        booked_by=person,
    )


def is_theirs(actor: Actor, booking: Booking) -> bool:
    """Whether it is whoever booked who acts, signed in or by the link of their mail."""
    return isinstance(actor, LinkHolder) or actor.pk == booking.booked_by_id


def held_rooms(booking: Booking) -> list[int]:
    """The numbers of the rooms of a booking, those it held last when it holds none any more."""
    return list(booking.occupations.order_by("room_id").values_list("room_id", flat=True))


def give_back(booking: Booking, reason: str) -> None:
    """Cancel it, with the reason that is read, and free its rooms."""
    lock_rooms(held_rooms(booking))
    booking.state, booking.cancelled_because = BookingState.CANCELLED, reason.strip()
    booking.sequence += 1
    booking.save(update_fields=["state", "cancelled_because", "sequence"])
    booking.occupations.update(living=False)


def refuse_asked(bookings: Sequence[Booking]) -> None:
    """Stop a change of bookings while somebody waits for an answer about the place of one of them.

    Raises DomainError.
    """
    asked = Displacement.objects.open().filter(guest__in=bookings).order_by("deadline").first()
    if asked:
        raise DomainError(
            _("On demande cette place : la question se règle d’abord."),
            link=(asked.reference, asked.get_absolute_url()),
        )


def refuse_silent(reason: str) -> None:
    """Stop who cancels without a word.

    Raises DomainError.
    """
    if not reason.strip():
        raise DomainError(_("Dites en un mot pourquoi : qui comptait sur la salle le lira."), field="reason")


def write(booking: Booking, draft: BookingDraft, known: Known) -> Booking:
    """Say it, and hold its rooms with the time to arrange and restore each."""
    was = (booking.purpose_kind, booking.purpose_id)
    booking.use, booking.title, booking.layout = draft.use, draft.title.strip(), draft.layout
    booking.people, booking.needs = draft.people, draft.needs.strip()
    booking.organisation = draft.organisation
    booking.purpose_kind, booking.purpose_id = draft.purpose or ("", None)
    if draft.starts != booking.starts:
        booking.arrived_at, booking.arrival_asked = None, False
    booking.starts, booking.ends = draft.starts, draft.ends
    booking.charter_version = known.bound.version
    booking.save()
    link_purpose(booking, was)
    starts, ends = draft.starts.astimezone(UTC), draft.ends.astimezone(UTC)
    rooms = [known.by_number[number] for number in sorted(set(draft.rooms))]
    Occupation.objects.bulk_create(
        Occupation(
            booking=booking,
            room_id=room.number,
            during=during(starts - timedelta(minutes=room.setup), ends + timedelta(minutes=room.restore)),
        )
        for room in rooms
    )
    return booking


def rewrite(booking: Booking, draft: BookingDraft, known: Known) -> Booking:
    """Say it otherwise: what it held before is free again."""
    booking.occupations.all().delete()
    return write(booking, draft, known)
