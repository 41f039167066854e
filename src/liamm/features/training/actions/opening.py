"""Before and while one applies: what places are spread by, the promise of the seed, applications received."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from liamm.features.charter import bindings
from liamm.features.events.actions import QuestionDraft, ask_question
from liamm.features.events.enums import EventState, QuestionKind
from liamm.features.events.models import Event, Registration
from liamm.features.training.enums import SelectionState
from liamm.features.training.facts import ApplicationReceived, SelectionOpened, SelectionPrepared
from liamm.features.training.models import Application, Selection
from liamm.features.training.policies import Permission, policy
from liamm.features.training.running import new_number, new_seed
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record

MOST_SHARES = 8


@action
def prepare_selection(actor: Actor, event: Event, *, declared: str, shares: Sequence[str]) -> Selection:
    """Say what people are asked to declare, so that the places are spread evenly between the answers; nothing: nothing.

    Raises DomainError once one may apply, or when there are not two answers to spread between.
    """
    require(policy, actor, Permission.PREPARE)

    event = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if event.state != EventState.DRAFT:
        raise DomainError(_("On peut déjà candidater : ce qui est annoncé ne change plus."))
    answers = [line.strip() for line in shares if line.strip()]
    if bool(declared.strip()) != bool(answers) or len(answers) == 1 or len(answers) > MOST_SHARES:
        raise DomainError(_("Il faut une question et de deux à huit réponses, ou rien du tout."), field="shares")
    selection, _made = Selection.objects.update_or_create(
        event=event,
        defaults={"declared": declared.strip(), "shares": answers, "charter_version": event.charter_version},
    )
    record(actor, SelectionPrepared(subject_id=selection.pk, event=event.pk))
    return selection


@action
def open_selection(actor: Actor, event: Event) -> Selection:
    """One may apply from now on: the criteria are asked, and the digest of a seed that nobody reads is promised."""
    require(policy, actor, Permission.KEEP)

    selection, _made = Selection.objects.select_for_update().get_or_create(
        event=event, defaults={"charter_version": event.charter_version}
    )
    if selection.state in {SelectionState.PROPOSED, SelectionState.PUBLISHED}:
        raise DomainError(_("La liste est faite : on ne candidate plus."))
    if selection.state == SelectionState.PREPARED:
        selection.criteria = [
            {"key": one.key, "name": one.name, "question": str(_asked(event, one.question, required=True))}
            for one in bindings.training(event.charter_version).value.selection
        ]
        if selection.shares:
            selection.declared_question = _asked(event, selection.declared, selection.shares)
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
def receive_application(actor: Actor, registration: Registration) -> Application:
    """Somebody applies: they have a number that names nobody."""
    require(policy, actor, Permission.KEEP)

    selection = Selection.objects.get(event=registration.event_id)
    application, _made = Application.objects.get_or_create(
        registration=registration, defaults={"selection": selection, "number": new_number()}
    )
    record(actor, ApplicationReceived(subject_id=application.pk, selection=selection.pk))
    return application
