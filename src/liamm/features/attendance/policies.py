"""Who receives people on the day, and who tells of it after; every no has its reason."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext as _

from liamm.features.attendance.models import Photo
from liamm.features.events.models import Attendee, Event
from liamm.features.events.policies import Permission as EventPermission
from liamm.features.events.policies import policy as event_policy
from liamm.kernel.access import ALLOWED, Actor, Decision, LinkHolder, Policy, System, refused


class Permission(StrEnum):
    """What may be asked of the day."""

    RECEIVE = "attendance.day.receive"
    TELL = "attendance.event.tell"
    KEEP = "attendance.event.keep"
    ANSWER = "attendance.feedback.give"
    AGREE = "attendance.photo.agree"
    REMOVE_PHOTO = "attendance.photo.remove"


policy = Policy()


@policy.rule(Permission.RECEIVE)
@policy.rule(Permission.TELL)
def may_receive(actor: Actor, event: Event) -> Decision:
    """Those who prepare the event: who organises it, who animates its circle, the team."""
    return event_policy.decide(actor, EventPermission.PREPARE, event)


@policy.rule(Permission.REMOVE_PHOTO)
def may_remove(actor: Actor, photo: Photo) -> Decision:
    """The same."""
    return may_receive(actor, photo.event)


@policy.rule(Permission.KEEP)
def may_keep(actor: Actor, target: object) -> Decision:
    """The house itself, once the event is over."""
    del target
    return ALLOWED if isinstance(actor, System) else refused(_("La maison s’en occupe d’elle-même."))


@policy.rule(Permission.ANSWER)
def may_answer(actor: Actor, attendee: Attendee) -> Decision:
    """Whoever came, by their link."""
    return ALLOWED if _own(actor, attendee) else refused(_("Ces questions sont pour les personnes qui sont venues."))


@policy.rule(Permission.AGREE)
def may_agree(actor: Actor, attendee: Attendee) -> Decision:
    """Whoever comes, by their link: nobody says yes for somebody else."""
    return ALLOWED if _own(actor, attendee) else refused(_("Chaque personne dit elle-même oui ou non aux photos."))


def _own(actor: Actor, attendee: Attendee) -> bool:
    return isinstance(actor, LinkHolder) and actor.subject_id == attendee.pk
