"""Who may read the ledger of consents, note one and take one back; every no has its reason."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.consents.models import Consent
from liamm.kernel.access import ALLOWED, Actor, Decision, LinkHolder, Policy, System, refused


class Permission(StrEnum):
    """What may be asked of consents."""

    VIEW = "consents.consent.view"
    LIST = "consents.consent.list"
    NOTE = "consents.consent.note"
    WITHDRAW = "consents.consent.withdraw"


policy = Policy()


def _on_team(actor: Actor) -> bool:
    return isinstance(actor, System) or (isinstance(actor, Person) and actor.on_team)


def _own(actor: Actor, consent: Consent) -> bool:
    if isinstance(actor, LinkHolder):
        return actor.subject_id == consent.pk
    return isinstance(actor, Person) and consent.person_id == actor.pk


@policy.rule(Permission.VIEW)
@policy.rule(Permission.WITHDRAW)
def may_withdraw(actor: Actor, consent: Consent) -> Decision:
    """Whoever gave it, and the team for who asks by word of mouth."""
    if _own(actor, consent) or _on_team(actor):
        return ALLOWED
    return refused(_("Un consentement se lit et se reprend par qui l’a donné, ou par l’équipe à sa demande."))


@policy.visible(Consent, Permission.VIEW)
def visible_consents(actor: Actor, consents: QuerySet[Consent]) -> QuerySet[Consent]:
    """The same for a queryset."""
    if _on_team(actor):
        return consents
    if isinstance(actor, LinkHolder):
        return consents.filter(pk=actor.subject_id)
    return consents.filter(person=actor) if isinstance(actor, Person) else consents.none()


@policy.rule(Permission.NOTE)
@policy.rule(Permission.LIST)
def may_note(actor: Actor, target: object) -> Decision:
    """The team keeps the ledger."""
    del target
    return ALLOWED if _on_team(actor) else refused(_("L’équipe du laboratoire tient le registre des consentements."))
