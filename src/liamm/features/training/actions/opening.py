"""Before and while one applies: what places are spread by, the promise of the seed, applications received."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.features.charter import bindings
from liamm.features.events.actions import QuestionDraft, ask_question
from liamm.features.events.enums import EventState, QuestionKind
from liamm.features.events.models import Event, Registration
from liamm.features.training.announcing import announce, to_announce
from liamm.features.training.enums import SelectionState
from liamm.features.training.facts import ApplicationHeardAgain, ApplicationReceived, SelectionOpened, SelectionPrepared
from liamm.features.training.holding import hold
from liamm.features.training.models import Application, Selection
from liamm.features.training.policies import Permission, policy
from liamm.features.training.rules.balancing import MOST
from liamm.features.training.running import new_number, new_seed, seating_of
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record

MOST_ANSWERS = 8


@dataclass(frozen=True, slots=True)
class Declared:
    """A question that people may answer, and the answers between which the places are spread evenly."""

    question: str
    answers: Sequence[str]


@action
def prepare_selection(actor: Actor, event: Event, *, declared: Sequence[Declared]) -> Selection:
    """Say what people are asked to declare, so that the places are spread evenly between the answers; nothing: nothing.

    Raises DomainError once one may apply, when there are not two answers to spread between, or for too many balances.
    """
    require(policy, actor, Permission.PREPARE)

    event = Event.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)
    if event.state != EventState.DRAFT:
        raise DomainError(_("On peut déjà candidater : ce qui est annoncé ne change plus."))
    asked = [_clean(one) for one in declared]
    _refuse_many(event, len(asked))
    selection, _made = Selection.objects.update_or_create(
        event=event, defaults={"asked": asked, "charter_version": event.charter_version}
    )
    record(actor, SelectionPrepared(subject_id=selection.pk, event=event.pk))
    return selection


def _clean(declared: Declared) -> dict[str, object]:
    answers = list(dict.fromkeys(line.strip() for line in declared.answers if line.strip()))
    if not declared.question.strip() or not 1 < len(answers) <= MOST_ANSWERS:
        raise DomainError(_("Il faut une question et de deux à huit réponses différentes, ou rien du tout."))
    return {"question": declared.question.strip(), "answers": answers}


def _refuse_many(event: Event, asked: int) -> None:
    """Stop more balances than the rules can hold.

    Raises DomainError.
    """
    if asked + event.parity > MOST:
        raise DomainError(
            _(
                "Les places se répartissent selon deux équilibres au plus : "
                "au-delà, personne ne pourrait refaire la liste."
            ),
            nearest=_("Avec la parité, gardez une seule question ; sans elle, deux."),
            link=(_("Les équilibres déclarés"), reverse("training:prepare", args=[event.reference])),
        )


@action
def open_selection(actor: Actor, event: Event) -> Selection:
    """One may apply from now on: the criteria are asked; places, balances and the digest of a seed are promised.

    Raises DomainError once the list is made, or for too many balances.
    """
    require(policy, actor, Permission.KEEP)

    selection, _made = Selection.objects.select_for_update(no_key=True).get_or_create(
        event=event, defaults={"charter_version": event.charter_version}
    )
    if selection.state in {SelectionState.PROPOSED, SelectionState.PUBLISHED}:
        raise DomainError(_("La liste est faite : on ne candidate plus."))
    if selection.state == SelectionState.PREPARED:
        _refuse_many(event, len(selection.asked))
        selection.criteria = [
            {"key": one.key, "name": one.name, "question": str(_asked(event, one.question, required=True))}
            for one in bindings.training(event.charter_version).value.selection
        ]
        questions = [_asked(event, one["question"], one["answers"]) for one in selection.asked]
        announce(selection, seating_of(selection).capacity, to_announce(selection, questions))
        selection.seed, selection.commitment = new_seed()
        selection.state, selection.opened_at = SelectionState.OPEN, clock.now()
        selection.save()
    record(actor, SelectionOpened(subject_id=selection.pk, event=event.pk, commitment=selection.commitment))
    return selection


def _asked(event: Event, text: str, choices: Sequence[str] = (), *, required: bool = False) -> UUID:
    kind = QuestionKind.CHOICE if choices else QuestionKind.TEXT
    draft = QuestionDraft(text=text, kind=kind, choices=tuple(choices), required=required)
    return ask_question(SYSTEM, event, draft=draft).pk


@action
def hear_again(actor: Actor, application: Application) -> Application:
    """Take in other answers to an application that nobody has read.

    Raises DomainError once somebody has: what was said of it would be about other words.
    """
    require(policy, actor, Permission.KEEP)

    hold(application.selection, SelectionState.OPEN)
    if application.readings.exists():
        raise DomainError(
            _("Quelqu’un a déjà lu votre candidature : vos réponses ne changent plus."),
            nearest=_("Tant qu’on peut candidater, annulez-la et candidatez de nouveau : elle sera relue."),
        )
    record(actor, ApplicationHeardAgain(subject_id=application.pk, selection=application.selection_id))
    return application


@action
def receive_application(actor: Actor, registration: Registration) -> Application:
    """Somebody applies: they have a number that names nobody."""
    require(policy, actor, Permission.KEEP)

    selection = Selection.objects.get(event=registration.event_id)
    application, _made = Application.objects.get_or_create(
        registration=registration, defaults={"selection": selection, "number": new_number()}
    )
    record(actor, ApplicationReceived(subject_id=application.pk, selection=selection.pk))
    return application
