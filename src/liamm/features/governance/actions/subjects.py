"""Anybody proposes a strategic subject; the team answers, and the answer is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.charter import bindings
from liamm.features.charter.enums import ItemKind, Matter
from liamm.features.governance.enums import ItemState
from liamm.features.governance.facts import SubjectAccepted, SubjectDeclined, SubjectSuggested
from liamm.features.governance.letters import SubjectAnsweredLetter, SubjectReceivedLetter
from liamm.features.governance.models import AgendaItem, Body, Suggestion
from liamm.features.governance.policies import Permission, policy
from liamm.features.governance.telling import tell_author
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectDraft:
    """What someone proposes, and how to answer them if they want an answer."""

    title: str
    text: str
    name: str = ""
    email: str = ""


@action
def suggest_subject(actor: Actor, draft: SubjectDraft) -> AgendaItem:
    """Propose a strategic subject, with or without an account.

    Raises DomainError without words, or when no body of the charter hears such subjects yet.
    """
    require(policy, actor, Permission.SUGGEST)
    if not (draft.title.strip() and draft.text.strip()):
        raise DomainError(_("Dites en quelques mots ce que vous proposez, et pourquoi."), field="text")
    path = bindings.route(clock.today()).value.path(Matter.STRATEGY)
    body = Body.objects.filter(key=path.proposes).first()
    if body is None:
        raise DomainError(_("L’instance qui entend ces sujets n’est pas encore réunie."))
    item = AgendaItem.objects.create(
        body=body,
        kind=ItemKind.STRATEGY.value,
        matter=Matter.STRATEGY.value,
        title=draft.title.strip(),
        summary=draft.text.strip(),
        state=ItemState.OFFERED,
    )
    person = actor if isinstance(actor, Person) else None
    suggestion = Suggestion.objects.create(
        item=item, person=person, name=draft.name.strip(), email=draft.email.strip() if person is None else ""
    )
    tell_author(suggestion, SubjectReceivedLetter(item=item))
    record(actor, SubjectSuggested(subject_id=item.pk, with_account=person is not None))
    return item


@action
def accept_subject(actor: Actor, item: AgendaItem, *, due_on: date | None = None) -> AgendaItem:
    """Let a proposed subject come before the body, at its next sitting or from a day on.

    Raises DomainError when it was answered already.
    """
    require(policy, actor, Permission.ANSWER_SUBJECT, item)
    item = _offered(item)
    item.state, item.due_on = ItemState.WAITING, due_on
    item.save(update_fields=["state", "due_on"])
    tell_author(item.suggestion, SubjectAnsweredLetter(item=item, on=due_on))
    record(actor, SubjectAccepted(subject_id=item.pk, due_on=due_on))
    return item


@action
def decline_subject(actor: Actor, item: AgendaItem, *, reason: str) -> AgendaItem:
    """Say why a proposed subject does not come before the body.

    Raises DomainError without a reason, or when it was answered already.
    """
    require(policy, actor, Permission.ANSWER_SUBJECT, item)
    item = _offered(item)
    if not reason.strip():
        raise DomainError(_("Dites pourquoi : la raison est envoyée à qui l’a proposé."), field="reason")
    item.state, item.reason = ItemState.REMOVED, reason.strip()
    item.save(update_fields=["state", "reason"])
    tell_author(item.suggestion, SubjectAnsweredLetter(item=item, declined_because=item.reason))
    record(actor, SubjectDeclined(subject_id=item.pk))
    return item


def _offered(item: AgendaItem) -> AgendaItem:
    item = AgendaItem.objects.select_for_update(of=("self",), no_key=True).get(pk=item.pk)
    if item.state != ItemState.OFFERED:
        raise DomainError(_("Ce sujet a déjà reçu sa réponse."))
    return item
