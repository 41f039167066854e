"""Asking for another look, and its answer by somebody who had no part in the decision."""

from __future__ import annotations

from typing import cast

from django.utils.translation import gettext as _

from liamm.features.accounts.enums import Duty
from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import holders, recipient
from liamm.features.events.actions import add_place
from liamm.features.events.enums import RegistrationState
from liamm.features.events.queries import dates_of
from liamm.features.training.enums import AppealState, SelectionState
from liamm.features.training.facts import AppealAnswered, AppealMade
from liamm.features.training.holding import hold
from liamm.features.training.letters import AppealAnsweredLetter, AppealMadeLetter
from liamm.features.training.models import Appeal, Application
from liamm.features.training.policies import Permission, policy
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post


@action
def make_appeal(actor: Actor, application: Application, *, words: str) -> Appeal:
    """Ask for another look, once; those of the team who may answer are written to.

    Raises DomainError without words, too late, twice, or for who has a place.
    """
    require(policy, actor, Permission.APPEAL, application)

    selection = hold(application.selection, SelectionState.PUBLISHED)
    registration = application.registration
    if not words.strip():
        raise DomainError(_("Dites ce qui, selon vous, n’a pas été vu."), field="words")
    if not selection.takes_appeals:
        raise DomainError(_("Le temps de demander un nouveau regard est passé."))
    if registration.state != RegistrationState.WAITING:
        raise DomainError(_("Votre candidature n’attend pas de place."))
    appeal, made = Appeal.objects.get_or_create(application=application, defaults={"words": words.strip()})
    if not made:
        raise DomainError(_("Vous avez déjà demandé un nouveau regard : la réponse vous parviendra par courriel."))
    for person in holders(Duty.TEAM):
        if policy.decide(person, Permission.ANSWER_APPEAL, appeal):
            post(AppealMadeLetter(appeal=appeal), recipient(person))
    record(actor, AppealMade(subject_id=application.pk, selection=selection.pk))
    return appeal


@action
def answer_appeal(actor: Actor, appeal: Appeal, *, grants: bool, answer: str) -> Appeal:
    """Answer with a reason; granted, a place is added for them: nobody loses theirs.

    Raises DomainError without a reason, when it is answered already, or when they wait no longer.
    """
    require(policy, actor, Permission.ANSWER_APPEAL, appeal)

    application = appeal.application
    selection = hold(application.selection, SelectionState.PUBLISHED)
    appeal = Appeal.objects.select_for_update(no_key=True).get(pk=appeal.pk)
    appeal.application = application
    if not answer.strip():
        raise DomainError(_("Dites pourquoi : c’est ce que la personne lira."), field="answer")
    if appeal.state != AppealState.ASKED:
        raise DomainError(_("Quelqu’un a déjà répondu à ce recours."))
    if grants:
        application.registration = add_place(SYSTEM, application.registration)
    appeal.state = AppealState.GRANTED if grants else AppealState.KEPT
    appeal.answer, appeal.answered_by, appeal.answered_at = answer.strip(), cast("Person", actor), clock.now()
    appeal.save()
    letter = AppealAnsweredLetter(application=application, appeal=appeal, dates=dates_of(selection.event))
    post(letter, application.registration.recipient)
    record(actor, AppealAnswered(subject_id=application.pk, selection=selection.pk, state=appeal.state))
    return appeal
