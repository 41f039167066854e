"""The verbs of the calendars that follow the agenda."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.agenda.enums import Scope
from liamm.features.agenda.facts import FeedMade, FeedRenewed, FeedRevoked
from liamm.features.agenda.gathering import places
from liamm.features.agenda.models import Feed
from liamm.features.agenda.policies import Permission, policy
from liamm.features.spaces.models import Space
from liamm.features.spaces.queries import is_member
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record

MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedDraft:
    """What a calendar is to follow, and how its person calls it."""

    name: str
    scope: Scope
    room: int | None = None
    space: Space | None = None


@action
def make_feed(actor: Actor, *, draft: FeedDraft) -> Feed:
    """Let a calendar follow.

    Raises DomainError without a name, for a room that is none or a circle one is not in, or when there are many.
    """
    require(policy, actor, Permission.MAKE)

    person = Person.objects.select_for_update(no_key=True).get(pk=cast("Person", actor).pk)
    _refuse(person, draft)
    feed = Feed.objects.create(
        person=person, name=draft.name.strip(), scope=draft.scope, room=draft.room, space=draft.space
    )
    record(actor, FeedMade(subject_id=feed.pk, scope=draft.scope))
    return feed


def _refuse(person: Person, draft: FeedDraft) -> None:
    if not draft.name.strip():
        raise DomainError(_("Donnez-lui un nom : vous saurez lequel arrêter."), field="name")
    if draft.room is not None and draft.room not in places():
        raise DomainError(_("La maison n’a pas cette salle."), field="what")
    if draft.space is not None and not is_member(person, draft.space.pk):
        raise DomainError(_("Vous n’êtes pas de ce cercle."), field="what")
    if Feed.objects.living().filter(person=person).count() >= MOST:
        raise DomainError(
            _("Vous avez déjà %(most)s abonnements.") % {"most": MOST},
            nearest=_("Arrêtez-en un qui ne sert plus."),
        )


@action
def renew_feed(actor: Actor, feed: Feed) -> Feed:
    """Give it a new address; whoever has the one before reads nothing any more.

    Raises DomainError when it is stopped.
    """
    require(policy, actor, Permission.KEEP, feed)

    feed = _living(feed)
    feed.turn += 1
    feed.used_at = None
    feed.save(update_fields=["turn", "used_at"])
    record(actor, FeedRenewed(subject_id=feed.pk))
    return feed


@action
def revoke_feed(actor: Actor, feed: Feed) -> Feed:
    """Let no calendar follow by this address any more.

    Raises DomainError when it is stopped.
    """
    require(policy, actor, Permission.KEEP, feed)

    feed = _living(feed)
    feed.revoked_at = clock.now()
    feed.save(update_fields=["revoked_at"])
    record(actor, FeedRevoked(subject_id=feed.pk))
    return feed


def _living(feed: Feed) -> Feed:
    feed = Feed.objects.select_for_update(no_key=True).get(pk=feed.pk)
    if feed.revoked_at:
        raise DomainError(_("Cet abonnement est déjà arrêté."))
    return feed
