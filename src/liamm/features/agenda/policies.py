"""Who may let a calendar follow the agenda; what it shows is narrowed by each feature, at each reading."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.agenda.models import Feed
from liamm.kernel.access import ALLOWED, Actor, Decision, Policy, refused


class Permission(StrEnum):
    """What may be asked of calendars that follow."""

    MAKE = "agenda.feed.make"
    KEEP = "agenda.feed.keep"


policy = Policy()


@policy.rule(Permission.MAKE)
def may_make(actor: Actor, target: object) -> Decision:
    """Whoever has an account: they see no more there than here."""
    del target
    return ALLOWED if isinstance(actor, Person) else refused(_("Entrez d’abord : votre agenda est le vôtre."))


@policy.rule(Permission.KEEP)
def may_keep(actor: Actor, feed: Feed) -> Decision:
    """Whoever made it, and nobody else: its address shows what they see."""
    if isinstance(actor, Person) and feed.person_id == actor.pk:
        return ALLOWED
    return refused(_("Cet abonnement est à quelqu’un d’autre."))


@policy.visible(Feed, Permission.KEEP)
def kept_by(actor: Actor, feeds: QuerySet[Feed]) -> QuerySet[Feed]:
    """The same for a queryset."""
    return feeds.filter(person=actor) if isinstance(actor, Person) else feeds.none()
