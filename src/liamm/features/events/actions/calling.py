"""A call to hold events together: anybody proposes, the team answers each with a word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.charter import bindings
from liamm.features.events.enums import Admission, ProposalState
from liamm.features.events.facts import (
    CallOpened,
    EventPlanned,
    EventProposed,
    ProposalAccepted,
    ProposalDeclined,
    ProposalForgotten,
    ProposalSentAgain,
    QuestionAnswered,
    QuestionAsked,
)
from liamm.features.events.keeping import registrations_over
from liamm.features.events.letters import ProposalLetter
from liamm.features.events.models import Call, Event, EventProposal
from liamm.features.events.planning import (
    EVENT,
    EventWords,
    SessionDraft,
    refuse_dates,
    refuse_words,
    write_seatings,
    write_session,
    write_words,
)
from liamm.features.events.policies import Permission, policy
from liamm.features.spaces.models import Space
from liamm.features.terrain.models import PublicWording
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.numbering.references import next_reference
from liamm.kernel.post.letters import forget, post
from liamm.kernel.thread.chain import Node, tie
from liamm.ui.times import say_day


@dataclass(frozen=True, slots=True, kw_only=True)
class CallDraft:
    """A call: to what, between which days, until when one proposes, and which kind its events are."""

    title: str
    words: str
    kind: str
    first: date
    last: date
    closes_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalDraft:
    """An event that somebody proposes; `origin` is the reference of the signal it comes of, if it does."""

    title: str
    words: str
    name: str
    mail: str
    when: str = ""
    where: str = ""
    people: int | None = None
    organisation: str = ""
    origin: str = ""
    language: str = "fr"
    submission: str | None = None


@action
def open_call(actor: Actor, *, draft: CallDraft) -> Call:
    """Call people to hold events between two days.

    Raises DomainError when the days do not follow each other, or the charter has no such kind of event.
    """
    require(policy, actor, Permission.OPEN_CALL)
    kinds = bindings.event_kinds(clock.today())
    if kinds.value.of(draft.kind) is None:
        raise DomainError(_("La maison n’a pas cette sorte d’événement."), citation=kinds.cite(), field="kind")
    if draft.last < draft.first:
        raise DomainError(_("Le dernier jour vient avant le premier."), field="last")
    if draft.closes_on > draft.last:
        raise DomainError(_("On propose avant la fin, pas après."), field="closes_on")
    call = Call.objects.create(
        reference=next_reference("AE"),
        title=draft.title.strip(),
        words=draft.words.strip(),
        kind=draft.kind,
        first=draft.first,
        last=draft.last,
        closes_on=draft.closes_on,
    )
    record(actor, CallOpened(subject_id=call.pk))
    return call


@action
def propose_event(actor: Actor, call: Call, *, draft: ProposalDraft) -> EventProposal:
    """Propose an event; a receipt leaves with the link to follow it. The same sending is taken once.

    Raises DomainError when the call is over, or for a reference that nobody reads.
    """
    require(policy, actor, Permission.PROPOSE, call)

    known = EventProposal.objects.filter(submission=draft.submission).first() if draft.submission else None
    if known:
        record(actor, ProposalSentAgain(subject_id=known.pk))
        return known
    if not call.is_open:
        raise DomainError(
            _("On ne propose plus : le programme se fait."),
            nearest=_("Écrivez à l’équipe : un événement peut se tenir toute l’année."),
        )
    origin = draft.origin.strip().upper()
    if origin and not _worded(origin).exists():
        raise DomainError(
            _("Aucune remontée que tout le monde peut lire n’a cette référence."),
            nearest=_("Vérifiez-la, ou laissez ce champ vide."),
            field="origin",
        )
    proposal = EventProposal.objects.create(
        reference=next_reference("PE"),
        call=call,
        title=draft.title.strip(),
        words=draft.words.strip(),
        when=draft.when.strip(),
        where=draft.where.strip(),
        people=draft.people,
        name=draft.name.strip(),
        mail=draft.mail.strip().lower(),
        organisation=draft.organisation.strip(),
        origin=origin,
        language=draft.language,
        submission=draft.submission,
    )
    post(ProposalLetter(proposal=proposal), proposal.recipient)
    record(actor, EventProposed(subject_id=proposal.pk, call=call.pk))
    return proposal


def _waiting(proposal: EventProposal) -> EventProposal:
    proposal = (
        EventProposal.objects.select_for_update(of=("self",), no_key=True).select_related("call").get(pk=proposal.pk)
    )
    if not proposal.is_waiting:
        raise DomainError(_("Cette proposition a déjà eu sa réponse."))
    return proposal


@action
def ask_back(actor: Actor, proposal: EventProposal, *, question: str) -> EventProposal:
    """Ask who proposes for something before answering."""
    require(policy, actor, Permission.SETTLE_PROPOSAL, proposal)
    proposal = _waiting(proposal)
    if not question.strip():
        raise DomainError(_("Écrivez votre question."), field="question")
    proposal.state, proposal.question, proposal.answer = ProposalState.ASKED, question.strip(), ""
    proposal.save(update_fields=["state", "question", "answer"])
    post(ProposalLetter(proposal=proposal), proposal.recipient)
    record(actor, QuestionAsked(subject_id=proposal.pk))
    return proposal


@action
def answer_question(actor: Actor, proposal: EventProposal, *, answer: str) -> EventProposal:
    """Answer what the team asks."""
    require(policy, actor, Permission.ANSWER_QUESTION, proposal)
    proposal = _waiting(proposal)
    if proposal.state != ProposalState.ASKED:
        raise DomainError(_("L’équipe n’attend pas de réponse."))
    if not answer.strip():
        raise DomainError(_("Écrivez quelques mots."), field="answer")
    proposal.state, proposal.answer = ProposalState.RECEIVED, answer.strip()
    proposal.save(update_fields=["state", "answer"])
    record(actor, QuestionAnswered(subject_id=proposal.pk))
    return proposal


@action
def decline_proposal(actor: Actor, proposal: EventProposal, *, because: str) -> EventProposal:
    """Say no, with the reason that is read by who proposed."""
    require(policy, actor, Permission.SETTLE_PROPOSAL, proposal)
    proposal = _waiting(proposal)
    if not because.strip():
        raise DomainError(_("Dites pourquoi : qui propose le lira."), field="because")
    proposal.state, proposal.because = ProposalState.DECLINED, because.strip()
    proposal.save(update_fields=["state", "because"])
    post(ProposalLetter(proposal=proposal), proposal.recipient)
    record(actor, ProposalDeclined(subject_id=proposal.pk))
    return proposal


@action
def accept_proposal(actor: Actor, proposal: EventProposal, *, date: SessionDraft, capacity: int | None = None) -> Event:
    """Say yes: an event is prepared with its date and rooms, of which who proposed is the contact.

    Raises BookingRefusedError when rooms are not to be had, DomainError for a day outside the call.
    """
    require(policy, actor, Permission.SETTLE_PROPOSAL, proposal)

    proposal = _waiting(proposal)
    version = bindings.held(clock.today()).number
    words = EventWords(
        kind=proposal.call.kind,
        title=proposal.title,
        description=proposal.words,
        speakers=[proposal.organisation] if proposal.organisation else [],
        admission=Admission.FIRST_COME,
        contact_name=proposal.organisation or proposal.name,
    )
    refuse_words(words, version)
    refuse_dates([date])
    _refuse_outside(proposal.call, date)
    event = Event(
        space=Space.objects.the_lab(), charter_version=version, reference=next_reference("EV"), call=proposal.call
    )
    event.organiser = actor if isinstance(actor, Person) else None
    write_words(event, words)
    event.save()
    write_session(actor, event, date)
    write_seatings(event, capacity)
    proposal.state, proposal.event = ProposalState.ACCEPTED, event
    proposal.save(update_fields=["state", "event"])
    for node in _origin(proposal):
        tie(node, "gathered", Node(EVENT, event.pk))
    post(ProposalLetter(proposal=proposal), proposal.recipient)
    record(actor, EventPlanned(subject_id=event.pk, event_kind=event.kind, charter_version=version, dates=1))
    record(actor, ProposalAccepted(subject_id=proposal.pk, event=event.pk))
    return event


def _refuse_outside(call: Call, date: SessionDraft) -> None:
    if not call.first <= timezone.localtime(date.starts).date() <= timezone.localtime(date.ends).date() <= call.last:
        raise DomainError(
            _("Cette date est hors de « %(title)s ».") % {"title": call.title},
            nearest=_("Choisissez un jour du %(first)s au %(last)s.")
            % {"first": say_day(call.first), "last": say_day(call.last)},
            field="day",
        )


def _origin(proposal: EventProposal) -> list[Node]:
    """The signal it comes of, among those whose wording everybody reads."""
    return [Node("signal", one.signal_id) for one in _worded(proposal.origin)[:1]] if proposal.origin else []


def _worded(reference: str) -> QuerySet[PublicWording]:
    return PublicWording.objects.filter(signal__reference=reference, withdrawn_at=None)


@action
def forget_proposal(actor: Actor, proposal: EventProposal) -> EventProposal:
    """Erase who proposed, after the delay of the charter counted from the last day of the call."""
    require(policy, actor, Permission.KEEP, proposal)
    if proposal.call.last >= registrations_over().date():
        raise DomainError(_("Le délai de conservation n’est pas passé."))
    forget(f"event-proposal:{proposal.pk}")
    proposal.name = proposal.mail = ""
    proposal.forgotten_at, proposal.submission = clock.now(), None
    proposal.save(update_fields=["name", "mail", "forgotten_at", "submission"])
    record(actor, ProposalForgotten(subject_id=proposal.pk))
    return proposal
