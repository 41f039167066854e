"""Who may see, write, submit, appraise and state; every no has its reason."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.charter import bindings
from liamm.features.proposals.enums import Stage
from liamm.features.proposals.models import AppraiserSeat, Clarification, GateAct, Invitation, Opinion, Proposal
from liamm.features.spaces.queries import circles, is_member, keeps, may_see, shared_with
from liamm.kernel import clock
from liamm.kernel.access import ALLOWED, Actor, Decision, LinkHolder, Policy, System, refused

policy = Policy()


class Permission(StrEnum):
    """What may be asked of proposals."""

    VIEW_CLARIFICATION = "proposals.clarification.view"
    OPEN_CLARIFICATION = "proposals.clarification.open"
    SPEAK_IN_CLARIFICATION = "proposals.clarification.speak"
    CLOSE_CLARIFICATION = "proposals.clarification.close"
    VIEW = "proposals.proposal.view"
    START = "proposals.proposal.start"
    WRITE = "proposals.proposal.write"
    CARRY = "proposals.proposal.carry"
    ANSWER_INVITATION = "proposals.invitation.answer"
    SEE_ALL = "proposals.proposal.see_all"
    HANDLE = "proposals.proposal.handle"
    DECIDE = "proposals.proposal.decide"
    SEE_FILE = "proposals.file.view"
    VIEW_OPINION = "proposals.opinion.view"
    APPRAISE = "proposals.opinion.write"
    REMIND = "proposals.appraiser.remind"
    SET_ASIDE = "proposals.appraiser.set_aside"
    SEAT_NEWCOMER = "proposals.appraiser.seat"
    STATE_GATE = "proposals.gate.state"
    FORGET_INVITED = "proposals.invitation.forget"


def on_team(actor: Actor) -> bool:
    """Whether the actor works for the lab today."""
    return isinstance(actor, Person) and actor.on_team


def seats_of(actor: Actor) -> QuerySet[AppraiserSeat]:
    """The seats the actor holds and was not set aside from."""
    if not isinstance(actor, Person):
        return AppraiserSeat.objects.none()
    return AppraiserSeat.objects.counted().filter(person=actor)


@policy.rule(Permission.VIEW_CLARIFICATION)
def may_view_clarification(actor: Actor, target: Clarification) -> Decision:
    """Those who talk in it, and the team."""
    return ALLOWED if may_see(actor, target) else refused(_("Cette discussion appartient à ceux qui la mènent."))


@policy.visible(Clarification, Permission.VIEW_CLARIFICATION)
def clarifications_seen(actor: Actor, queryset: QuerySet[Clarification]) -> QuerySet[Clarification]:
    """The same, for many."""
    return shared_with(actor, queryset)


@policy.rule(Permission.SPEAK_IN_CLARIFICATION)
def may_speak(actor: Actor, target: Clarification) -> Decision:
    """Those who see it, as long as it is open."""
    if isinstance(actor, Person) and may_see(actor, target):
        return ALLOWED
    return refused(_("Cette discussion appartient à ceux qui la mènent."))


@policy.rule(Permission.OPEN_CLARIFICATION)
@policy.rule(Permission.CLOSE_CLARIFICATION)
@policy.rule(Permission.SEE_ALL)
def team_only(actor: Actor, target: object) -> Decision:
    """The team: it accompanies requests, it does not write them."""
    del target
    return ALLOWED if on_team(actor) else refused(_("C’est l’équipe du laboratoire qui s’en charge."))


@policy.rule(Permission.HANDLE)
def may_handle(actor: Actor, target: Proposal) -> Decision:
    """The team, for what it may read; never someone who carries it: nobody accompanies their own request."""
    decision = team_only(actor, target)
    if decision and keeps(actor, target.space_id):
        return refused(_("Vous portez cette demande : quelqu’un d’autre de l’équipe s’en charge."))
    return may_view(actor, target) if decision else decision


@policy.rule(Permission.VIEW)
def may_view(actor: Actor, target: Proposal) -> Decision:
    """Its carriers and those who help them; once it was submitted, the team and those who appraise it too."""
    if not target.versions_count:
        return _may_view_unsent(actor, target)
    if may_see(actor, target) or seats_of(actor).filter(version__proposal=target).exists():
        return ALLOWED
    return refused(_("Une demande se montre à ceux qui la portent, à ceux qui l’apprécient et à l’équipe."))


def _may_view_unsent(actor: Actor, target: Proposal) -> Decision:
    """What was never submitted is read in its circle alone: a facilitator is there who led its clarification."""
    if isinstance(actor, System) or is_member(actor, target.space_id):
        return ALLOWED
    return refused(_("Tant qu’elle n’a pas été déposée, une demande n’est lue que par les personnes qui l’écrivent."))


@policy.visible(Proposal, Permission.VIEW)
def proposals_seen(actor: Actor, queryset: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """The same, for many."""
    if isinstance(actor, System):
        return queryset
    if on_team(actor):
        open_to_it = Q(versions_count__gt=0) | Q(space__in=list(circles(actor)))
        return shared_with(actor, queryset).filter(open_to_it)
    appraised = seats_of(actor).values("version__proposal_id")
    return queryset.filter(Q(pk__in=shared_with(actor, queryset).values("pk")) | Q(pk__in=appraised))


@policy.rule(Permission.START)
def may_start(actor: Actor, target: object) -> Decision:
    """Anyone with an account."""
    del target
    if isinstance(actor, Person):
        return ALLOWED
    return refused(_("Pour écrire une demande et la retrouver, il faut entrer avec votre adresse."))


@policy.rule(Permission.WRITE)
def may_write(actor: Actor, target: Proposal) -> Decision:
    """Its carriers and those who help them."""
    if is_member(actor, target.space_id):
        return ALLOWED
    return refused(_("Une demande s’écrit par ceux qui la portent. L’équipe peut y être invitée."))


@policy.rule(Permission.CARRY)
def may_carry(actor: Actor, target: Proposal) -> Decision:
    """Its carriers."""
    if keeps(actor, target.space_id):
        return ALLOWED
    return refused(_("Seuls les porteurs déposent, invitent ou retirent."))


@policy.rule(Permission.ANSWER_INVITATION)
def may_answer(actor: Actor, target: Invitation) -> Decision:
    """Whoever opened its link: with the account of their session, or with none yet."""
    if isinstance(actor, Person) or (isinstance(actor, LinkHolder) and actor.subject_id == target.pk):
        return ALLOWED
    return refused(_("Le lien reçu par courriel ouvre cette invitation."))


@policy.rule(Permission.DECIDE)
def may_decide(actor: Actor, target: object) -> Decision:
    """The house itself, when a body has decided; nobody by hand."""
    del target
    return ALLOWED if isinstance(actor, System) else refused(_("Seule une séance décide d’une demande."))


@policy.rule(Permission.FORGET_INVITED)
def may_forget_invited(actor: Actor, target: object) -> Decision:
    """The house by itself, when the delay has passed."""
    del target
    return ALLOWED if isinstance(actor, System) else refused(_("La maison s’en charge."))


@policy.rule(Permission.SEAT_NEWCOMER)
def may_seat(actor: Actor, target: object) -> Decision:
    """The house itself, when someone proved the address that had been asked."""
    del target
    return ALLOWED if isinstance(actor, System) else refused(_("La maison s’en charge."))


@policy.rule(Permission.SEE_FILE)
def may_see_file(actor: Actor, target: object) -> Decision:
    """The team, and the house for the sittings that prepare a decision."""
    del target
    if isinstance(actor, System) or on_team(actor):
        return ALLOWED
    return refused(_("Le dossier de séance se montre aux membres de l’instance qui décide."))


@policy.rule(Permission.REMIND)
def may_remind(actor: Actor, target: object) -> Decision:
    """The house by itself, or the team."""
    return ALLOWED if isinstance(actor, System) else team_only(actor, target)


@policy.rule(Permission.APPRAISE)
def may_appraise(actor: Actor, target: AppraiserSeat) -> Decision:
    """The person invited, as long as nothing sets them aside."""
    if not isinstance(actor, Person) or actor.pk != target.person_id:
        return refused(_("Un avis s’écrit par la personne qui y a été invitée."))
    if target.aside_at:
        return refused(_("Vous avez déclaré un lien d’intérêts : votre avis n’est plus demandé."))
    return refused(_("Cet avis ne vous est plus demandé.")) if target.released_at else ALLOWED


@policy.rule(Permission.SET_ASIDE)
def may_set_aside(actor: Actor, target: AppraiserSeat) -> Decision:
    """The appraiser, who declares it, or the team, which learns it, but for those who carry the request."""
    if isinstance(actor, Person) and actor.pk == target.person_id:
        return ALLOWED
    if on_team(actor) and not keeps(actor, target.version.proposal.space_id):
        return ALLOWED
    return refused(_("La personne concernée déclare son lien d’intérêts, ou l’équipe quand elle l’apprend."))


@policy.rule(Permission.STATE_GATE)
def may_state_gate(actor: Actor, target: Proposal) -> Decision:
    """The team and the appraisers who sent theirs, never someone who carries the proposal or helps write it."""
    if is_member(actor, target.space_id):
        grid = bindings.grid(clock.today())
        return refused(
            _("Qui porte la demande, ou aide à l’écrire, ne peut pas constater que le filtre est franchi."),
            grid.cite(grid.value.gate_rule),
        )
    sent = seats_of(actor).filter(version__proposal=target, gate_sent_at__isnull=False)
    if on_team(actor) or sent.exists():
        return ALLOWED
    return refused(_("L’équipe, ou une personne qui a envoyé son avis, le constate."))


@policy.rule(Permission.VIEW_OPINION)
def may_view_opinion(actor: Actor, target: Opinion) -> Decision:
    """One's own always; that of another once it is sent, and once one's own is (see `opinions_seen`)."""
    if opinions_seen(actor, Opinion.objects.filter(pk=target.pk)).exists():
        return ALLOWED
    return refused(_("Un avis reste caché des autres jusqu’à ce qu’il soit envoyé."))


@policy.visible(Opinion, Permission.VIEW_OPINION)
def opinions_seen(actor: Actor, queryset: QuerySet[Opinion]) -> QuerySet[Opinion]:
    """Those the actor may read.

    A draft: its writer alone. Once sent: the appraisers who sent the same stage; the carriers, for the gate once an
    act closed it, for the rest once everyone has sent; and the team, but for whoever of it appraises the same version,
    was set aside from it or carries the proposal. Who was set aside reads their own and no other, and what they had
    written is read by nobody else.
    """
    sent = Q(sent_at__isnull=False, seat__aside_at__isnull=True, seat__released_at__isnull=True)
    if isinstance(actor, System):
        return queryset.filter(sent)
    if not isinstance(actor, Person):
        return queryset.none()
    seen = _as_peer(actor) | _as_carrier(actor)
    if actor.on_team:
        seen |= _as_team(actor)
    return queryset.filter(Q(seat__person=actor) | (sent & seen))


def _as_peer(actor: Person) -> Q:
    mine = seats_of(actor).filter(version=OuterRef("seat__version"))
    gate = Q(stage=Stage.GATE) & Exists(mine.filter(gate_sent_at__isnull=False))
    return gate | (Q(stage=Stage.REST) & Exists(mine.filter(rest_sent_at__isnull=False)))


def _as_carrier(actor: Person) -> Q:
    stated = GateAct.objects.filter(version=OuterRef("seat__version"), closed_at__isnull=False)
    unsent = AppraiserSeat.objects.counted().filter(version=OuterRef("seat__version"), rest_sent_at__isnull=True)
    gate = Q(stage=Stage.GATE) & Exists(stated)
    rest = Q(stage=Stage.REST) & ~Exists(unsent)
    return Q(seat__version__proposal__space__in=list(circles(actor))) & (gate | rest)


def _as_team(actor: Person) -> Q:
    sits = AppraiserSeat.objects.filter(version=OuterRef("seat__version"), person=actor, released_at__isnull=True)
    return ~Exists(sits) & ~Q(seat__version__proposal__space__in=list(circles(actor)))
