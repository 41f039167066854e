"""Following what was asked for until it is kept, or dropped in so many words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.accounts.queries import recipient
from liamm.features.governance.enums import PreconisationState
from liamm.features.governance.facts import PreconisationClosed, PreconisationReminded
from liamm.features.governance.letters import PreconisationDueLetter
from liamm.features.governance.models import Preconisation
from liamm.features.governance.policies import Permission, policy
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post


@action
def close_preconisation(
    actor: Actor, preconisation: Preconisation, *, state: PreconisationState, words: str
) -> Preconisation:
    """Say that a preconisation was kept, or dropped, and what came of it; the words are public.

    Raises DomainError without words, before its decision is published, or when it is closed already.
    """
    require(policy, actor, Permission.CLOSE_PRECONISATION, preconisation)
    one = (
        Preconisation.objects.select_for_update(of=("self",), no_key=True)
        .select_related("decision")
        .get(pk=preconisation.pk)
    )
    if not one.decision.is_published:
        raise DomainError(_("La décision n’est pas encore publiée : il n’y a rien à suivre."))
    if one.state != PreconisationState.OPEN:
        raise DomainError(_("Cette préconisation est déjà close."))
    if state == PreconisationState.OPEN or not words.strip():
        raise DomainError(_("Dites en quelques mots ce qu’il en est."), field="words")
    one.state, one.words, one.closed_at = state, words.strip(), clock.now()
    one.save(update_fields=["state", "words", "closed_at"])
    record(actor, PreconisationClosed(subject_id=one.decision_id, preconisation=one.pk, state=str(state)))
    return one


@action
def remind_preconisation(actor: Actor, preconisation: Preconisation) -> Preconisation:
    """Remind whoever minds it of its term.

    Raises DomainError when there is nothing to remind of.
    """
    require(policy, actor, Permission.REMIND, preconisation)
    one = (
        Preconisation.objects.select_for_update(of=("self",), no_key=True)
        .select_related("decision__body", "minder")
        .get(pk=preconisation.pk)
    )
    today = clock.today()
    if one.state != PreconisationState.OPEN or one.reminded_on == today:
        raise DomainError(_("Il n’y a rien à rappeler aujourd’hui."))
    letter = PreconisationDueLetter(decision=one.decision, preconisation=one, late=one.term < today)
    post(letter, recipient(one.minder))
    one.reminded_on = today
    one.save(update_fields=["reminded_on"])
    record(actor, PreconisationReminded(subject_id=one.decision_id, preconisation=one.pk))
    return one
