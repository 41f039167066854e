"""Who reads a decision whole, writes it, reads it for four eyes, corrects it and follows it up."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.charter import bindings
from liamm.features.charter.bindings import promised
from liamm.features.charter.enums import Matter
from liamm.features.governance.enums import RecusalState
from liamm.features.governance.models import AgendaItem, Preconisation, Recusal, Sitting, Wording
from liamm.features.governance.models import Decision as Act
from liamm.features.governance.policies.permissions import Permission, inside, on_team, policy, stays_out
from liamm.features.governance.policies.sittings import may_run
from liamm.features.governance.rules.reading import may_read
from liamm.features.governance.seats import bodies_of, holding
from liamm.kernel import clock
from liamm.kernel.access import ALLOWED, Actor, Decision, System, refused


@policy.rule(Permission.VIEW_DECISION)
def may_view(actor: Actor, act: Act) -> Decision:
    """Everyone once it is published; before, whoever reads it whole."""
    return ALLOWED if act.is_published else may_view_full(actor, act)


@policy.visible(Act, Permission.VIEW_DECISION)
def visible_decisions(actor: Actor, queryset: QuerySet[Act]) -> QuerySet[Act]:
    """The same, for many."""
    published = Q(published_at__isnull=False)
    return queryset.filter(published | _whole_to(actor))


@policy.rule(Permission.VIEW_FULL)
def may_view_full(actor: Actor, act: Act) -> Decision:
    """The members of the body and the team, and those who confirm it, but those who stayed out of the item."""
    if not inside(actor, act.body_id) and not to_confirm(actor).filter(confirms=act).exists():
        return refused(_("Le texte complet est pour les membres de l’instance et l’équipe."))
    if stays_out(actor, act.origin_id):
        return refused(
            _("Vous vous tenez à l’écart de ce point : vous en lisez ce que tout le monde en lit."),
            promised("stays_out"),
        )
    return ALLOWED


def seen_whole(actor: Actor, queryset: QuerySet[Act]) -> QuerySet[Act]:
    """The same, for many: those of which the actor reads the full text."""
    return queryset.filter(_whole_to(actor))


def to_confirm(actor: Actor) -> QuerySet[AgendaItem]:
    """The items on the agenda of a body of the actor by which it confirms a decision, but those they stay out of."""
    if not isinstance(actor, Person):
        return AgendaItem.objects.none()
    items = AgendaItem.objects.on_agenda().filter(body__in=bodies_of(actor), confirms__isnull=False).order_by()
    return items.exclude(pk__in=_left_by(actor))


def _left_by(actor: Person) -> QuerySet[Recusal, UUID]:
    return Recusal.objects.filter(person=actor, state=RecusalState.STANDS).values_list("item_id", flat=True)


def _whole_to(actor: Actor) -> Q:
    if isinstance(actor, System):
        return ~Q(pk__in=[])
    if not isinstance(actor, Person):
        return Q(pk__in=[])
    mine = Q() if actor.on_team else Q(body__in=bodies_of(actor)) | Q(pk__in=to_confirm(actor).values("confirms"))
    return mine & (Q(origin__isnull=True) | ~Q(origin__in=_left_by(actor)))


def _inside_whole(actor: Actor, act: Act) -> Decision:
    """Whoever reads it whole as of the body that decided it, or of the team: to confirm it is to read it, no more."""
    if inside(actor, act.body_id):
        return may_view_full(actor, act)
    return refused(_("Les textes d’une décision sont à l’instance qui l’a prise et à l’équipe."))


@policy.rule(Permission.WRITE)
def may_write(actor: Actor, act: Act) -> Decision:
    """The team, and who led the sitting."""
    whole = _inside_whole(actor, act)
    if not whole:
        return whole
    if isinstance(actor, Person) and (actor.on_team or (act.sitting is not None and may_run(actor, act.sitting))):
        return ALLOWED
    return refused(_("Les textes d’une décision sont écrits par l’équipe ou par qui a tenu la séance."))


@policy.rule(Permission.READ)
def may_read_for_publication(actor: Actor, act: Act) -> Decision:
    """A member of the body or of the team who wrote none of its texts."""
    whole = _inside_whole(actor, act)
    if not whole:
        return whole
    if not isinstance(actor, Person):
        return refused(_("Une personne relit, en son nom."))
    writers = set(Wording.objects.filter(decision=act).values_list("person_id", flat=True))
    if may_read(actor.pk, writers):
        return ALLOWED
    rule = bindings.publication(clock.today())
    return refused(_("Vous avez écrit ce texte : une autre personne le relit avant qu’il ne parte."), rule.cite())


@policy.rule(Permission.HAND_BACK)
def may_hand_back(actor: Actor, act: Act) -> Decision:
    """Whoever may let it leave may as well give it back: to correct one's own text is to write it."""
    return may_read_for_publication(actor, act)


@policy.rule(Permission.CORRECT)
def may_correct(actor: Actor, act: Act) -> Decision:
    """Whoever may write, once it is published."""
    if not act.is_published:
        return refused(_("Ce qui n’est pas encore publié se récrit, sans correction."))
    return may_write(actor, act)


@policy.rule(Permission.DELEGATE)
def may_delegate(actor: Actor, matter: Matter) -> Decision:
    """Whoever holds the seat that the charter of the day lets decide alone on this matter, or stands in for it."""
    route = bindings.route(clock.today())
    path = route.value.path(matter)
    if path.delegation is None:
        return refused(_("Personne ne décide seul de ce sujet : il passe devant l’instance."), route.cite(path))
    if holding(actor, path.delegation.seat):
        return ALLOWED
    return refused(path.delegation.text, route.cite(path.delegation))


@policy.rule(Permission.SET_FRAME)
def may_set_frame(actor: Actor, sitting: Sitting) -> Decision:
    """Whoever leads a sitting of the body that the charter of the day lets set the frame."""
    route = bindings.route(clock.today())
    if sitting.body.key != route.value.frame.body:
        return refused(route.value.frame.text, route.cite(route.value.frame))
    return may_run(actor, sitting)


@policy.rule(Permission.CLOSE_PRECONISATION)
def may_close_preconisation(actor: Actor, preconisation: Preconisation) -> Decision:
    """Whoever minds it, and the team."""
    if on_team(actor) or (isinstance(actor, Person) and actor.pk == preconisation.minder_id):
        return ALLOWED
    return refused(_("Une préconisation est close par la personne qui s’en soucie, ou par l’équipe."))


@policy.rule(Permission.REMIND)
def may_remind(actor: Actor, preconisation: Preconisation) -> Decision:
    """The house itself."""
    del preconisation
    return ALLOWED if isinstance(actor, System) else refused(_("La maison rappelle d’elle-même."))
