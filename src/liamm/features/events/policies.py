"""Who may see and prepare events, and read of who comes; every no has its reason."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.events.models import Event, EventProposal, NeedVoice, Registration
from liamm.features.events.models.events import SHOWN
from liamm.features.spaces.models import Space
from liamm.features.spaces.policies import on_team
from liamm.features.spaces.queries import circles, keeps, may_see, shared_with
from liamm.kernel.access import ALLOWED, Actor, Decision, LinkHolder, Policy, System, refused


class Permission(StrEnum):
    """What may be asked of events and registrations."""

    VIEW = "events.event.view"
    PLAN = "events.event.plan"
    PREPARE = "events.event.prepare"
    READ_REGISTERED = "events.registration.list"
    REGISTER = "events.registration.make"
    VIEW_REGISTRATION = "events.registration.view"
    CHANGE_REGISTRATION = "events.registration.change"
    CANCEL_REGISTRATION = "events.registration.cancel"
    KEEP = "events.registration.keep"
    TELL_NEED = "events.need.tell"
    CHANGE_VOICE = "events.need.change"
    SETTLE_NEED = "events.need.settle"
    OPEN_CALL = "events.call.open"
    PROPOSE = "events.proposal.make"
    VIEW_PROPOSAL = "events.proposal.view"
    ANSWER_QUESTION = "events.proposal.answer"
    SETTLE_PROPOSAL = "events.proposal.settle"


policy = Policy()


def prepares(actor: Actor, event: Event) -> bool:
    """Whether an event is in the hands of the actor: who organises it, who animates its circle, the team."""
    if on_team(actor) or keeps(actor, event.space_id):
        return True
    return isinstance(actor, Person) and event.organiser_id == actor.pk


@policy.rule(Permission.VIEW)
def may_view(actor: Actor, event: Event) -> Decision:
    """Once announced, those of its audience; before, those who prepare it."""
    if prepares(actor, event) or (event.is_shown and may_see(actor, event)):
        return ALLOWED
    return refused(_("Cet événement n’est pas annoncé à tout le monde."))


@policy.visible(Event, Permission.VIEW)
def visible_events(actor: Actor, events: QuerySet[Event]) -> QuerySet[Event]:
    """The same for a queryset."""
    if on_team(actor):
        return events
    seen = shared_with(actor, events).filter(state__in=SHOWN)
    if not isinstance(actor, Person):
        return seen
    kept = [space for space in circles(actor) if keeps(actor, space)]
    return seen | events.filter(Q(organiser=actor) | Q(space__in=kept))


@policy.rule(Permission.PLAN)
def may_plan(actor: Actor, space: Space | None) -> Decision:
    """The team for the lab; for a circle, those who animate it too."""
    if on_team(actor):
        return ALLOWED
    if any(keeps(actor, one) for one in ([space.pk] if space else circles(actor))):
        return ALLOWED
    return refused(_("L’équipe prépare les événements du laboratoire ; qui anime un cercle, ceux de ce cercle."))


@policy.rule(Permission.PREPARE)
@policy.rule(Permission.READ_REGISTERED)
def may_prepare(actor: Actor, event: Event) -> Decision:
    """Who organises it, who animates its circle, and the team."""
    if prepares(actor, event):
        return ALLOWED
    return refused(_("Qui organise cet événement peut le faire, ou l’équipe du laboratoire."))


@policy.rule(Permission.REGISTER)
def may_register(actor: Actor, event: Event) -> Decision:
    """All who may read of it: no account is asked for."""
    return may_view(actor, event)


def _own(actor: Actor, registration: Registration) -> bool:
    if isinstance(actor, LinkHolder):
        return actor.subject_id == registration.pk
    return isinstance(actor, Person) and registration.person_id == actor.pk


@policy.rule(Permission.VIEW_REGISTRATION)
@policy.rule(Permission.CANCEL_REGISTRATION)
def may_cancel_registration(actor: Actor, registration: Registration) -> Decision:
    """Who registered, by the link or the account, and those who prepare the event; nobody else who comes."""
    if _own(actor, registration) or prepares(actor, registration.event):
        return ALLOWED
    return refused(_("Une inscription se lit par qui l’a faite et par qui organise."))


@policy.visible(Registration, Permission.VIEW_REGISTRATION)
def visible_registrations(actor: Actor, registrations: QuerySet[Registration]) -> QuerySet[Registration]:
    """The same for a queryset."""
    if on_team(actor):
        return registrations
    if isinstance(actor, LinkHolder):
        return registrations.filter(pk=actor.subject_id)
    if not isinstance(actor, Person):
        return registrations.none()
    kept = [space for space in circles(actor) if keeps(actor, space)]
    return registrations.filter(Q(person=actor) | Q(event__organiser=actor) | Q(event__space__in=kept))


@policy.rule(Permission.CHANGE_REGISTRATION)
def may_change_registration(actor: Actor, registration: Registration) -> Decision:
    """Who registered, by the link or the account."""
    return ALLOWED if _own(actor, registration) else refused(_("Qui s’est inscrit change son inscription."))


@policy.rule(Permission.KEEP)
def may_keep(actor: Actor, target: object) -> Decision:
    """The house itself, when a term has passed."""
    del target
    return ALLOWED if isinstance(actor, System) else refused(_("La maison s’en occupe d’elle-même."))


@policy.rule(Permission.TELL_NEED)
@policy.rule(Permission.PROPOSE)
def may_say(actor: Actor, target: object) -> Decision:
    """Anybody, without account."""
    del actor, target
    return ALLOWED


@policy.rule(Permission.CHANGE_VOICE)
def may_change_voice(actor: Actor, voice: NeedVoice) -> Decision:
    """Who asked for it, by the link."""
    if isinstance(actor, LinkHolder) and actor.subject_id == voice.pk:
        return ALLOWED
    return refused(_("Qui l’a demandé le change, par son lien."))


@policy.rule(Permission.SETTLE_NEED)
@policy.rule(Permission.OPEN_CALL)
@policy.rule(Permission.SETTLE_PROPOSAL)
def may_settle(actor: Actor, target: object) -> Decision:
    """The team of the lab."""
    del target
    return ALLOWED if on_team(actor) else refused(_("L’équipe du laboratoire y répond."))


@policy.rule(Permission.VIEW_PROPOSAL)
def may_view_proposal(actor: Actor, proposal: EventProposal) -> Decision:
    """Who proposed, by the link, and the team: others read of it once it is an event."""
    if on_team(actor) or (isinstance(actor, LinkHolder) and actor.subject_id == proposal.pk):
        return ALLOWED
    return refused(_("Ce qui est proposé se lit par qui le propose et par l’équipe."))


@policy.visible(EventProposal, Permission.VIEW_PROPOSAL)
def visible_proposals(actor: Actor, proposals: QuerySet[EventProposal]) -> QuerySet[EventProposal]:
    """The same for a queryset."""
    if on_team(actor):
        return proposals
    return proposals.filter(pk=actor.subject_id) if isinstance(actor, LinkHolder) else proposals.none()


@policy.rule(Permission.ANSWER_QUESTION)
def may_answer_question(actor: Actor, proposal: EventProposal) -> Decision:
    """Who proposed, by the link."""
    if isinstance(actor, LinkHolder) and actor.subject_id == proposal.pk:
        return ALLOWED
    return refused(_("C’est à qui propose de répondre."))
