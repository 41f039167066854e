"""What is asked of who comes, what is handed out, a word to them, and the same event once more."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.charter import bindings
from liamm.features.events.changing import alive
from liamm.features.events.enums import QuestionKind, RegistrationState
from liamm.features.events.facts import EventChanged, EventPlanned, RegisteredExported, RegisteredWrittenTo
from liamm.features.events.letters import WordLetter
from liamm.features.events.models import Event, Material, Question
from liamm.features.events.planning import SessionDraft, refuse_dates, write_seatings, write_session
from liamm.features.events.policies import Permission, policy
from liamm.features.events.refusing import refuse_given
from liamm.features.events.saying import dates_of
from liamm.kernel import clock, storage
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.numbering.references import next_reference
from liamm.kernel.post.letters import post

MOST_QUESTIONS = 10
_FOLDER = "evenements"
_COPIED = (
    *("kind", "title", "summary", "description", "language", "audience", "speakers", "admission", "attends"),
    *("most_together", "remote_link", "contact_name", "contact_mail", "parity", "convention", "partners_receive"),
    "reciprocity",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDraft:
    """Something to ask of who registers; `choices` for a choice only."""

    text: str
    kind: QuestionKind = QuestionKind.LINE
    choices: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialDraft:
    """Something to hand out: a link or a file."""

    label: str
    link: str = ""
    file: UploadedFile[bytes] | None = None
    for_all: bool = False


@action
def ask_question(actor: Actor, event: Event, *, draft: QuestionDraft) -> Question:
    """Ask something of those who register from now on.

    Raises DomainError when it offers no choice, when too much is asked, or once places were given.
    """
    require(policy, actor, Permission.PREPARE, event)

    event = alive(event)
    refuse_given(event)
    if draft.kind == QuestionKind.CHOICE and len(draft.choices) < 2:  # noqa: PLR2004  # one is no choice
        raise DomainError(_("Donnez au moins deux choix, un par ligne."), field="choices")
    rank = event.questions.count()
    if rank >= MOST_QUESTIONS:
        raise DomainError(
            _("Dix questions, c’est déjà beaucoup."), nearest=_("Retirez-en une, ou demandez le jour même.")
        )

    choices = list(draft.choices) if draft.kind == QuestionKind.CHOICE else []
    question = Question.objects.create(
        event=event, rank=rank, kind=draft.kind, text=draft.text.strip(), choices=choices, required=draft.required
    )
    record(actor, EventChanged(subject_id=event.pk, what="question"))
    return question


@action
def drop_question(actor: Actor, question: Question) -> Event:
    """Ask it no more; what was answered goes with it.

    Raises DomainError once places were given by it, or once one applies by it.
    """
    require(policy, actor, Permission.PREPARE, question.event)
    event = alive(question.event)
    refuse_given(event)
    if event.keeps_questions:
        raise DomainError(
            _("On candidate déjà : ce qui est demandé reste le même pour tout le monde."),
            nearest=_("Une question de plus s’ajoute ; celles qui sont posées se gardent, avec leurs réponses."),
        )
    for one in event.registrations.filter(answers__has_key=str(question.pk)):
        one.answers.pop(str(question.pk))
        one.save(update_fields=["answers"])
    question.delete()
    record(actor, EventChanged(subject_id=event.pk, what="question"))
    return event


@action
def hand_out(actor: Actor, event: Event, *, draft: MaterialDraft) -> Material:
    """Hand something out: to who is registered, or to everybody; also after the event.

    Raises DomainError when it is neither a link nor a file that can be kept.
    """
    require(policy, actor, Permission.PREPARE, event)

    if not draft.link and draft.file is None:
        raise DomainError(_("Donnez un lien ou un fichier."), field="link")
    material = Material(event=event, label=draft.label.strip(), link=draft.link, for_all=draft.for_all)
    if draft.file:
        kept = storage.keep(draft.file, _FOLDER)
        material.path, material.name, material.media_type, material.size = (
            *(kept.path, kept.name, kept.media_type),
            kept.size,
        )
    material.save()
    record(actor, EventChanged(subject_id=event.pk, what="material"))
    return material


@action
def take_back(actor: Actor, material: Material) -> Event:
    """Hand it out no more."""
    require(policy, actor, Permission.PREPARE, material.event)
    event = material.event
    material.delete()
    record(actor, EventChanged(subject_id=event.pk, what="material"))
    return event


@action
def write_registered(actor: Actor, event: Event, *, about: str, text: str, waiting: bool = False) -> int:
    """Write to those who come, and to those who wait when asked; how many were written to.

    Raises DomainError when nothing is said, or to nobody.
    """
    require(policy, actor, Permission.READ_REGISTERED, event)

    if not text.strip():
        raise DomainError(_("Écrivez quelques mots."), field="text")
    rows = event.registrations.living() if waiting else event.registrations.filter(state=RegistrationState.CONFIRMED)
    written, dates = 0, dates_of(event)
    for one in rows.select_related("seating").order_by("created_at", "pk"):
        mine = [date for date in dates if one.seating.session_id in {None, date.session.pk}]
        letter = WordLetter(registration=one, event=event, dates=mine, about=about.strip(), text=text.strip())
        written += post(letter, one.recipient) is not None
    if not written:
        raise DomainError(_("Personne n’est inscrit pour l’instant."))
    record(actor, RegisteredWrittenTo(subject_id=event.pk, people=written))
    return written


@action
def note_export(actor: Actor, event: Event) -> Event:
    """Note that the list of registered people leaves the house in a file."""
    require(policy, actor, Permission.READ_REGISTERED, event)
    record(actor, RegisteredExported(subject_id=event.pk))
    return event


@action
def copy_event(actor: Actor, event: Event, *, date: SessionDraft) -> Event:
    """Prepare the same event on another date: its words, places and questions; nobody is registered.

    Raises BookingRefusedError when rooms are not to be had.
    """
    require(policy, actor, Permission.PREPARE, event)

    refuse_dates([date])
    copy = Event(space=event.space, charter_version=bindings.held(clock.today()).number, reference=next_reference("EV"))
    for name in _COPIED:
        setattr(copy, name, getattr(event, name))
    copy.organiser = actor if isinstance(actor, Person) else event.organiser
    copy.save()
    write_session(actor, copy, date)
    write_seatings(copy, event.seatings.order_by("pk").values_list("capacity", flat=True).first())
    Question.objects.bulk_create(
        Question(event=copy, rank=one.rank, kind=one.kind, text=one.text, choices=one.choices, required=one.required)
        for one in event.questions.all()
    )
    fact = EventPlanned(subject_id=copy.pk, event_kind=copy.kind, charter_version=copy.charter_version, dates=1)
    record(actor, fact)
    return copy
