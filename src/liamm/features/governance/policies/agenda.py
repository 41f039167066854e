"""Who sees an item, decides it, stays out of it or observes it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.charter import bindings
from liamm.features.charter.bindings import promised
from liamm.features.governance.enums import RecusalState
from liamm.features.governance.models import AgendaItem, Mandate, Observation, Recusal
from liamm.features.governance.policies.permissions import Permission, inside, on_team, policy, stays_out
from liamm.features.governance.policies.sittings import may_run
from liamm.features.governance.seats import bodies_of
from liamm.kernel import clock
from liamm.kernel.access import ALLOWED, Actor, Decision, System, refused
from liamm.kernel.prepared import prepared


def out_of_it() -> Decision:
    """The sentence that whoever stays out of an item reads at its doors."""
    return refused(_("Vous vous tenez à l’écart de ce point : il se tient sans vous."), promised("stays_out"))


@policy.rule(Permission.VIEW_ITEM)
def may_view_item(actor: Actor, item: AgendaItem) -> Decision:
    """The members of the body and the team, but those who stay out of it."""
    if not inside(actor, item.body_id):
        return refused(_("Les points d’une séance sont pour ses membres et l’équipe ; ce qu’elle décide est public."))
    return out_of_it() if stays_out(actor, item.pk) else ALLOWED


@policy.visible(AgendaItem, Permission.VIEW_ITEM)
def visible_items(actor: Actor, queryset: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    """The same, for many."""
    if isinstance(actor, System):
        return queryset
    if not isinstance(actor, Person):
        return queryset.none()
    out = Recusal.objects.filter(person=actor, state=RecusalState.STANDS)
    seen = queryset if actor.on_team else queryset.filter(body__in=bodies_of(actor))
    return seen.filter(~Q(pk__in=out.values("item_id")))


@policy.rule(Permission.DECIDE)
def may_decide(actor: Actor, item: AgendaItem) -> Decision:
    """Whoever leads the sitting of this item, unless they stay out of it, or its chair does."""
    if item.sitting is None:
        return refused(_("Ce point n’est à l’ordre du jour d’aucune séance."))
    leads = may_run(actor, item.sitting)
    if not leads:
        return leads
    if stays_out(actor, item.pk):
        return out_of_it()
    if stays_out(item.sitting.chair or actor, item.pk):
        return refused(
            _("La présidence s’est déportée de ce point : confiez-la d’abord à quelqu’un d’autre."),
            promised("stays_out"),
        )
    return ALLOWED


@policy.rule(Permission.RECUSE)
def may_recuse(actor: Actor, item: AgendaItem) -> Decision:
    """Any member, or anyone of the team, stays out of an item by themselves."""
    if isinstance(actor, Person) and inside(actor, item.body_id):
        return ALLOWED
    return refused(_("On se déporte d’un point d’une instance où l’on siège, ou que l’on prépare."))


@policy.rule(Permission.PROPOSE_RECUSAL)
def may_propose_recusal(actor: Actor, item: AgendaItem) -> Decision:
    """The team, and the chair of the sitting."""
    if on_team(actor) or (item.sitting is not None and may_run(actor, item.sitting)):
        return ALLOWED
    return refused(_("L’équipe ou la présidence de séance propose un déport."))


@policy.rule(Permission.SETTLE_RECUSAL)
def may_settle_recusal(actor: Actor, recusal: Recusal) -> Decision:
    """The person, or whoever leads the sitting and is not the one concerned by another recusal of the item."""
    if isinstance(actor, Person) and actor.pk == recusal.person_id:
        return ALLOWED
    sitting = recusal.item.sitting
    if sitting is not None and may_run(actor, sitting) and not stays_out(actor, recusal.item_id):
        return ALLOWED
    return refused(_("La personne concernée répond, ou la présidence de séance."))


def guards(actor: Actor) -> bool:
    """Whether the actor is the guarantor of the criteria by the charter in force, or stands in for them."""
    guarantor = bindings.route(clock.today()).value.guarantor
    seats = [guarantor.seat, *([guarantor.substitute.seat] if guarantor.substitute else [])]
    return isinstance(actor, Person) and bool(_mandates(actor.pk, seats))


@prepared
def _mandates(person: UUID, seats: list[str]) -> QuerySet[Mandate, UUID]:
    return Mandate.objects.filter(person=person, seat__in=seats).now().values_list("pk", flat=True)


@policy.rule(Permission.OBSERVE)
def may_observe(actor: Actor, item: AgendaItem) -> Decision:
    """The guarantor named by the charter in force, or who stands in; not on an item they stay out of."""
    if not guards(actor):
        route = bindings.route(clock.today())
        return refused(
            _("La personne garante du respect des critères, ou sa suppléance, observe."),
            route.cite(route.value.guarantor),
        )
    return out_of_it() if stays_out(actor, item.pk) else ALLOWED


@policy.rule(Permission.READ_OBSERVATION)
def may_read_observation(actor: Actor, observation: Observation) -> Decision:
    """A member of the body or of the team who did not write it; not on an item they stay out of."""
    if not isinstance(actor, Person) or not inside(actor, observation.item.body_id):
        return refused(
            _("Une observation ajoutée après la publication est relue par un membre ou par l’équipe."),
            bindings.publication(clock.today()).cite(),
        )
    if actor.pk == observation.author_id:
        return refused(
            _("Vous avez écrit cette observation : une autre personne la relit avant qu’elle ne parte."),
            bindings.publication(clock.today()).cite(),
        )
    return out_of_it() if stays_out(actor, observation.item_id) else ALLOWED


@policy.rule(Permission.SUGGEST)
def may_suggest(actor: Actor, target: object) -> Decision:
    """Anybody proposes a strategic subject."""
    del actor, target
    return ALLOWED


@policy.rule(Permission.ANSWER_SUBJECT)
def may_answer_subject(actor: Actor, item: AgendaItem | None) -> Decision:
    """The team answers, unless they stay out of it."""
    if item is not None and stays_out(actor, item.pk):
        return out_of_it()
    if on_team(actor):
        return ALLOWED
    return refused(_("L’équipe du laboratoire répond aux sujets proposés."))
