"""Staying out of an item, being asked to, and saying why it is not needed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import recipient
from liamm.features.charter.bindings import promised
from liamm.features.governance.enums import RecusalState
from liamm.features.governance.facts import RecusalProposed, RecusalSettled
from liamm.features.governance.letters import RecusalAskedLetter
from liamm.features.governance.matters import carries
from liamm.features.governance.models import AgendaItem, Recusal
from liamm.features.governance.policies import Permission, policy
from liamm.features.governance.rules.interest import Tie
from liamm.features.governance.stirring import acting, stir
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post


@action
def recuse_oneself(actor: Actor, item: AgendaItem, *, reason: str) -> Recusal:
    """Stay out of an item: from now on, no door to it is open to this person.

    Raises DomainError once the item is decided, or when this was done already.
    """
    require(policy, actor, Permission.RECUSE, item)
    person = acting(actor)
    item = _living(item)
    recusal, made = Recusal.objects.get_or_create(item=item, person=person, defaults={"tie": Tie.DECLARED})
    if not made and recusal.state == RecusalState.STANDS:
        raise DomainError(_("Vous vous tenez déjà à l’écart de ce point."))
    return _settle(actor, recusal, RecusalState.STANDS, reason)


@action
def propose_recusal(actor: Actor, item: AgendaItem, *, person: Person, tie: Tie) -> Recusal:
    """Ask someone tied to an item to stay out of it; until it is answered, the item cannot be decided.

    Raises DomainError once the item is decided, or when the person was asked already.
    """
    require(policy, actor, Permission.PROPOSE_RECUSAL, item)
    item = _living(item)
    recusal, made = Recusal.objects.get_or_create(item=item, person=person, defaults={"tie": tie})
    if not made:
        raise DomainError(_("La question lui a déjà été posée."), field="person")
    if item.sitting is not None:
        post(RecusalAskedLetter(sitting=item.sitting, item=item), recipient(person))
    record(actor, RecusalProposed(subject_id=item.pk, person=person.pk, tie=str(tie)))
    stir(item.sitting_id)
    return recusal


@action
def settle_recusal(actor: Actor, recusal: Recusal, *, stands: bool, reason: str) -> Recusal:
    """Answer: one stays out, or one does not, and why; whoever carries a request does, whatever they say.

    Raises DomainError once the item is decided, without the reason for taking part, or for a carrier who would.
    """
    require(policy, actor, Permission.SETTLE_RECUSAL, recusal)
    item = _living(recusal.item)
    recusal = Recusal.objects.select_related("item").get(pk=recusal.pk)
    if recusal.state == RecusalState.STANDS and not stands:
        raise DomainError(_("Un déport ne se reprend pas : il protège la décision."), citation=promised("stays_out"))
    if not stands and carries(item, recusal.person_id):
        raise DomainError(
            _("Qui porte une demande ne prend pas part à ce que l’on en décide."),
            nearest=_("Tenez-vous à l’écart de ce point : la séance peut vous entendre, puis elle décide sans vous."),
            citation=promised("stays_out"),
        )
    if not stands and not reason.strip():
        raise DomainError(_("Dites pourquoi ce lien n’empêche pas de prendre part au point."), field="reason")
    return _settle(actor, recusal, RecusalState.STANDS if stands else RecusalState.SET_ASIDE, reason)


def _settle(actor: Actor, recusal: Recusal, state: RecusalState, reason: str) -> Recusal:
    recusal.state, recusal.reason, recusal.answered_at = state, reason.strip(), clock.now()
    recusal.save(update_fields=["state", "reason", "answered_at"])
    record(actor, RecusalSettled(subject_id=recusal.item_id, person=recusal.person_id, state=str(state)))
    stir(recusal.item.sitting_id)
    return recusal


def _living(item: AgendaItem) -> AgendaItem:
    item = (
        AgendaItem.objects.select_for_update(of=("self",), no_key=True)
        .select_related("sitting__body", "body")
        .get(pk=item.pk)
    )
    if not item.is_living:
        raise DomainError(_("Ce point est clos : il n’y a plus à s’en déporter."))
    return item
