"""The verbs of the day: who came, what they take away and say, and what is told of it after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.attendance.facts import (
    AgreementsForgotten,
    ArrivalsNoted,
    FeedbackGiven,
    PeopleCounted,
    PhotoAdded,
    PhotoRemoved,
    PhotosAnswered,
    RestitutionWritten,
    SomebodyReceived,
    TakenAway,
)
from liamm.features.attendance.letters import TakenAwayLetter
from liamm.features.attendance.links import digest_of
from liamm.features.attendance.models import Arrival, Feedback, Headcount, Photo, Restitution, Spent
from liamm.features.attendance.policies import Permission, policy
from liamm.features.attendance.queries import (
    AGREED,
    PHOTO,
    agreement_of,
    came_to,
    counted_at,
    counted_said,
    refusing,
    registered_for,
    shown_with,
    there,
)
from liamm.features.attendance.rules.marking import Mark, merged, noted_until
from liamm.features.consents.actions import ConsentDraft, forget_consent, note_consent, note_refusal, withdraw_consent
from liamm.features.consents.enums import Obtained, Shown
from liamm.features.consents.models import Consent
from liamm.features.events.actions import DoorDraft, Welcomed, refuse_day, welcome
from liamm.features.events.models import Attendee, Event, EventSession, Registration
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post
from liamm.kernel.stale import refuse_stale
from liamm.kernel.storage import IMAGES, keep
from liamm.ui.times import say_moment

MOST_USEFUL = 3
_FOLDER = "photos"


@action
def note_arrivals(actor: Actor, session: EventSession, *, marks: Sequence[Mark[UUID]]) -> int:
    """Take in gestures made at the door, some of them long ago and sent again: the latest on each person stands.

    Gives how many changed who is there; those about people who are not expected are left aside.
    Raises DomainError for those that were made more than a week after.
    """
    require(policy, actor, Permission.RECEIVE, session.event)

    until = noted_until(session.ends)
    if any(min(mark.at, clock.now()) > until for mark in marks):
        raise _closed(until)
    EventSession.objects.select_for_update(of=("self",), no_key=True).get(pk=session.pk)
    known = {
        one.attendee_id: Mark(one.attendee_id, one.here, one.at) for one in Arrival.objects.filter(session=session)
    }
    listed = set(registered_for(session).values_list("pk", flat=True))
    changed = merged(known, [mark for mark in marks if mark.who in listed], clock.now())
    person = actor if isinstance(actor, Person) else None
    for who, mark in changed.items():
        Arrival.objects.update_or_create(
            session=session, attendee_id=who, defaults={"here": mark.here, "at": mark.at, "noted_by": person}
        )
    record(actor, ArrivalsNoted(subject_id=session.event_id, session=session.pk, changed=len(changed)))
    return len(changed)


def _closed(until: datetime) -> DomainError:
    return DomainError(
        _("Qui est venu se notait jusqu’au %(until)s, une semaine après.") % {"until": say_moment(until)},
        nearest=_("Qui prépare l’événement peut encore corriger la liste, en disant pourquoi."),
    )


@action
def receive(actor: Actor, session: EventSession, *, draft: DoorDraft) -> Welcomed:
    """Put somebody who had not registered on the list, and note that they are there, in one gesture.

    Raises DomainError as `welcome` does; how many are there already is counted here.
    """
    require(policy, actor, Permission.RECEIVE, session.event)

    EventSession.objects.select_for_update(of=("self",), no_key=True).get(pk=session.pk)
    done = welcome(actor, session, draft=replace(draft, there=there(session)))
    changed = note_arrivals(actor, session, marks=[Mark(done.attendee.pk, here=True, at=clock.now())])
    record(actor, SomebodyReceived(subject_id=session.event_id, session=session.pk, changed=changed))
    return done


@action
def count_people(actor: Actor, session: EventSession, *, people: int, seen: str | None = None) -> Headcount:
    """Say how many people are there beside those who are named; said twice, it counts once.

    Raises DomainError before the day or a week after, StaleError when somebody counted otherwise meanwhile.
    """
    require(policy, actor, Permission.RECEIVE, session.event)

    refuse_day(session)
    until = noted_until(session.ends)
    if clock.now() > until:
        raise _closed(until)
    EventSession.objects.select_for_update(of=("self",), no_key=True).get(pk=session.pk)
    counted = counted_at(session)
    if people != counted:
        refuse_stale(seen, counted_said(counted))
    found, _made = Headcount.objects.update_or_create(
        session=session, defaults={"people": people, "noted_by": actor if isinstance(actor, Person) else None}
    )
    record(actor, PeopleCounted(subject_id=session.event_id, session=session.pk, people=people))
    return found


@action
def send_away(actor: Actor, event: Event) -> int:
    """Write to those who came: their certificates and a few questions; once for each registration.

    Gives how many were written to.
    """
    require(policy, actor, Permission.KEEP)

    by_registration: dict[UUID, list[Attendee]] = {}
    for one in came_to(event):
        by_registration.setdefault(one.registration_id, []).append(one)
    for people in by_registration.values():
        registration = people[0].registration
        registration.event = event
        if registration.mail:
            post(TakenAwayLetter(registration=registration, people=people), registration.recipient)
    record(actor, TakenAway(subject_id=event.pk, written=len(by_registration)))
    return len(by_registration)


@action
def give_feedback(actor: Actor, attendee: Attendee, *, useful: int, kept: str = "", missing: str = "") -> Feedback:
    """Say what one thinks of the day, once; nothing links it to who said it.

    Raises DomainError when the link was answered already.
    """
    require(policy, actor, Permission.ANSWER, attendee)

    if not 0 <= useful <= MOST_USEFUL:
        raise DomainError(_("Dites si cela vous a servi."), field="useful")
    _spent, made = Spent.objects.get_or_create(digest=digest_of(attendee))
    if not made:
        raise DomainError(_("Vous avez déjà répondu : merci."))
    event = attendee.registration.event
    feedback = Feedback.objects.create(event=event, useful=useful, kept=kept.strip(), missing=missing.strip())
    record(SYSTEM, FeedbackGiven(subject_id=event.pk))  # the register names nobody either
    return feedback


@action
def write_restitution(actor: Actor, event: Event, *, text: str) -> Restitution:
    """Tell what happened; told again, it replaces what was told.

    Raises DomainError without words.
    """
    require(policy, actor, Permission.TELL, event)

    if not text.strip():
        raise DomainError(_("Quelques phrases suffisent : ce qui s’est passé, ce que l’on en garde."), field="text")
    restitution, _made = Restitution.objects.update_or_create(
        event=event, defaults={"text": text.strip(), "written_by": actor if isinstance(actor, Person) else None}
    )
    record(actor, RestitutionWritten(subject_id=event.pk))
    return restitution


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoDraft:
    """A photo: what is seen on it, and who agrees to be recognised on it (a name and perhaps an address each)."""

    upload: UploadedFile[bytes]
    alt: str
    people: Sequence[tuple[str, str]] = ()
    obtained: Obtained = Obtained.PAPER
    nobody: bool = False


@action
def add_photo(actor: Actor, event: Event, *, draft: PhotoDraft) -> Photo:
    """Add a photo with the consent of each person who is recognised on it, or because nobody is.

    Raises DomainError when neither is said, when both are, or when it is no image.
    """
    require(policy, actor, Permission.TELL, event)

    if not draft.alt.strip():
        raise DomainError(_("Dites ce que l’on y voit, pour qui ne voit pas la photo."), field="alt")
    if bool(draft.people) == draft.nobody:
        raise DomainError(
            _("Une photo se montre avec l’accord de chaque personne que l’on y reconnaît."),
            nearest=_("Nommez ces personnes, ou dites que l’on n’y reconnaît personne."),
            field="people",
        )
    unwilling = refusing(event)
    for name, _mail in draft.people:
        if name.casefold() in unwilling:
            raise DomainError(
                _("%(name)s a dit non aux photos.") % {"name": name},
                nearest=_("Choisissez une photo où l’on ne reconnaît pas cette personne."),
                field="people",
            )
    kept = keep(draft.upload, _FOLDER)
    if kept.media_type not in IMAGES:
        raise DomainError(_("Ce n’est pas une image."), field="upload")
    photo = Photo.objects.create(
        event=event,
        alt=draft.alt.strip(),
        nobody=draft.nobody,
        path=kept.path,
        name=kept.name,
        media_type=kept.media_type,
        size=kept.size,
        added_by=actor if isinstance(actor, Person) else None,
    )
    for name, mail in draft.people:
        consent = ConsentDraft(
            name=name,
            mail=mail,
            thing_kind=PHOTO,
            thing_id=photo.pk,
            label=_("une photo de « %(title)s »") % {"title": event.title},
            shown=Shown.PHOTO,
            obtained=draft.obtained,
        )
        note_consent(SYSTEM, draft=consent)
    record(actor, PhotoAdded(subject_id=event.pk, photo=photo.pk, people=len(draft.people)))
    return photo


@action
def answer_photos(actor: Actor, attendee: Attendee, *, agrees: bool) -> Attendee:
    """Say yes or no to photos on which one is recognised; a no also takes back those that are shown already."""
    require(policy, actor, Permission.AGREE, attendee)

    registration = attendee.registration
    Registration.objects.select_for_update(no_key=True).get(pk=registration.pk)  # pressed twice, it is said once
    said = agreement_of(attendee)
    if agrees and not (said and said.stands):
        note_consent(SYSTEM, draft=_agreement(attendee))
    if not agrees:
        for one in [*([said] if said else []), *shown_with(attendee)]:
            withdraw_consent(SYSTEM, one)
        if said is None:
            note_refusal(SYSTEM, draft=_agreement(attendee))
    record(actor, PhotosAnswered(subject_id=registration.event_id, agrees=agrees))
    return attendee


def _agreement(attendee: Attendee) -> ConsentDraft:
    registration = attendee.registration
    return ConsentDraft(
        name=attendee.name or registration.name,
        mail=registration.mail,
        thing_kind=AGREED,
        thing_id=attendee.pk,
        label=_("les photos de « %(title)s »") % {"title": registration.event.title},
        shown=Shown.PHOTO,
        obtained=Obtained.FORM,
    )


@action
def forget_agreements(actor: Actor, registration: Registration) -> Registration:
    """Let what was said of photos in general go with who said it; a consent to one photo stays as long as that."""
    require(policy, actor, Permission.KEEP)

    for one in Consent.objects.about(AGREED).filter(thing_id__in=registration.attendees.values("pk")):
        forget_consent(SYSTEM, one)
    record(actor, AgreementsForgotten(subject_id=registration.event_id))
    return registration


@action
def remove_photo(actor: Actor, photo: Photo) -> None:
    """Take a photo away for good."""
    require(policy, actor, Permission.REMOVE_PHOTO, photo)

    fact = PhotoRemoved(subject_id=photo.event_id, photo=photo.pk)
    photo.delete()
    record(actor, fact)
