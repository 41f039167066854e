"""Making an agenda: adding, ordering and taking off, always with the reason; what waits returns by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from liamm.features.accounts.queries import recipient
from liamm.features.charter.bindings import promised
from liamm.features.charter.enums import ItemKind, Matter
from liamm.features.governance.enums import ItemState, SittingState
from liamm.features.governance.facts import ItemAdded, ItemPassedOn, ItemRemoved, ItemReturned, ItemsOrdered
from liamm.features.governance.keeping import TAKING, next_rank, take_off
from liamm.features.governance.letters import ConfirmationDroppedLetter
from liamm.features.governance.models import AgendaItem, Sitting
from liamm.features.governance.policies import Permission, policy
from liamm.features.governance.ripening import refuse_request
from liamm.features.governance.seats import sitters
from liamm.features.governance.stirring import stir
from liamm.features.proposals.models import Proposal
from liamm.kernel import clock
from liamm.kernel.access import Actor, System, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post

MATTERS = {
    ItemKind.STRATEGY: Matter.STRATEGY,
    ItemKind.THEORY: Matter.THEORY,
    ItemKind.CHARTER: Matter.CHARTER,
    ItemKind.PACT: Matter.PACT,
    ItemKind.INFORMATION: Matter.INFORMATION,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDraft:
    """An item that the team writes: its kind, its title and what it is about."""

    kind: ItemKind
    title: str
    summary: str = ""


@action
def add_item(actor: Actor, sitting: Sitting, *, draft: ItemDraft) -> AgendaItem:
    """Put an item on an agenda by hand: anything but a request, which comes when it is ripe.

    Raises DomainError without a title, or when the agenda is closed.
    """
    require(policy, actor, Permission.PREPARE, sitting)
    sitting = _growing(sitting)
    if not draft.title.strip():
        raise DomainError(_("Dites en quelques mots de quoi il s’agit."), field="title")
    if draft.kind not in MATTERS:
        raise DomainError(_("Une demande vient à l’ordre du jour par son dossier, quand il est prêt."), field="kind")
    item = AgendaItem.objects.create(
        body=sitting.body,
        sitting=sitting,
        kind=draft.kind.value,
        matter=MATTERS[draft.kind].value,
        title=draft.title.strip(),
        summary=draft.summary.strip(),
        state=ItemState.PLACED,
        rank=next_rank(sitting),
    )
    record(actor, ItemAdded(subject_id=item.pk, item_kind=item.kind, body=sitting.body_id, sitting=sitting.pk))
    stir(sitting.pk)
    return item


@action
def add_request(actor: Actor, sitting: Sitting, *, proposal: Proposal) -> AgendaItem:
    """Let a ripe request come before the body that the route names; nothing else brings one to an agenda.

    Raises DomainError when its file is not complete, it is on an agenda already or its last decision is unpublished,
    the route gives it to another body, or asks for a community of interest that is not there.
    """
    require(policy, actor, Permission.PREPARE, sitting)
    sitting = _growing(sitting)
    proposal = Proposal.objects.select_for_update(of=("self",), no_key=True).get(pk=proposal.pk)
    refuse_request(sitting.body, proposal)
    item = AgendaItem.objects.create(
        body=sitting.body,
        sitting=sitting,
        kind=ItemKind.PROPOSAL.value,
        matter=Matter(proposal.kind).value,
        title=proposal.title,
        proposal=proposal,
        state=ItemState.PLACED,
        rank=next_rank(sitting),
    )
    record(
        actor,
        ItemAdded(
            subject_id=item.pk,
            item_kind=item.kind,
            body=sitting.body_id,
            sitting=sitting.pk,
            by_itself=isinstance(actor, System),
        ),
    )
    stir(sitting.pk)
    return item


@action
def place_item(actor: Actor, item: AgendaItem, *, sitting: Sitting) -> AgendaItem:
    """Put a waiting item on an agenda: by itself at its date, or by the team before it.

    Raises DomainError when it no longer waits, or the sitting is another body's or takes nothing more.
    """
    require(policy, actor, Permission.PREPARE, sitting)
    require(policy, actor, Permission.VIEW_ITEM, item)  # nor brings it forward
    sitting = _growing(sitting)
    item = AgendaItem.objects.select_for_update(of=("self",), no_key=True).get(pk=item.pk)
    if item.state != ItemState.WAITING:
        raise DomainError(_("Ce point n’attend plus de séance."))
    if item.body_id != sitting.body_id:
        raise DomainError(_("Ce point est pour une autre instance."))
    item.sitting, item.state, item.rank = sitting, ItemState.PLACED, next_rank(sitting)
    item.save(update_fields=["sitting", "state", "rank"])
    record(actor, ItemReturned(subject_id=item.pk, sitting=sitting.pk))
    stir(sitting.pk)
    return item


@action
def remove_item(actor: Actor, item: AgendaItem, *, reason: str, back_on: date | None = None) -> AgendaItem:
    """Take an item off an agenda, with the reason: until a day, or for good.

    What another body decided and awaits its confirmation is never taken off for good.
    """
    require(policy, actor, Permission.PREPARE, item.sitting)
    require(policy, actor, Permission.VIEW_ITEM, item)  # whoever stays out of it does not put it off either
    item = AgendaItem.objects.select_for_update(of=("self",), no_key=True).get(pk=item.pk)
    if not item.is_living:
        raise DomainError(_("Ce point est déjà clos."))
    if not reason.strip():
        raise DomainError(_("Dites la raison : elle reste avec le point."), field="reason")
    if item.confirms_id and back_on is None:
        raise DomainError(
            _("Une décision attend d’être confirmée : ce point ne se retire pas."),
            nearest=_("Remettez-le à une date."),
            field="back_on",
            citation=promised("last_word"),
        )
    left = take_off(item, reason, back_on)
    record(actor, ItemRemoved(subject_id=item.pk, sitting=left))
    return item


@action
def pass_on_item(actor: Actor, item: AgendaItem) -> AgendaItem:
    """Pass an item on to the next sitting of its body, when an agenda is too long; it is the last one there.

    Raises DomainError once the sitting began or the item is closed, and when no other sitting is planned.
    """
    require(policy, actor, Permission.PREPARE, item.sitting)
    require(policy, actor, Permission.VIEW_ITEM, item)  # whoever stays out of it does not put it off either
    item = (
        AgendaItem.objects.select_for_update(of=("self",), no_key=True).select_related("sitting__body").get(pk=item.pk)
    )
    left = item.sitting
    if item.state != ItemState.PLACED or left is None or left.state not in TAKING:
        raise DomainError(
            _("Ce point ne se passe plus à une autre séance."),
            nearest=_("En séance, on le diffère à une date ; clos, il n’attend plus rien."),
        )
    following = Sitting.objects.filter(body=left.body_id, state__in=TAKING, starts__gt=left.starts)
    sitting = following.order_by("starts").first()
    if sitting is None:
        raise DomainError(
            _("Aucune autre séance n’est prévue."),
            nearest=_("Prévoyez une séance hors cadence, ou remettez le point à une date."),
        )
    sitting = _growing(sitting)
    item.sitting, item.rank = sitting, next_rank(sitting)
    item.save(update_fields=["sitting", "rank"])
    record(actor, ItemPassedOn(subject_id=item.pk, left=left.pk, sitting=sitting.pk))
    stir(left.pk)
    stir(sitting.pk)
    return item


@action
def drop_confirmation(actor: Actor, item: AgendaItem, *, reason: str) -> AgendaItem:
    """Take off for good the item by which a body would have confirmed: those who asked left, and its members are told.

    Raises DomainError when it confirms nothing, or is closed.
    """
    require(policy, actor, Permission.PREPARE, item.sitting)
    item = AgendaItem.objects.select_for_update(of=("self",), no_key=True).select_related("body").get(pk=item.pk)
    if not item.confirms_id or not item.is_living:
        raise DomainError(_("Ce point est déjà clos."))
    sitting = item.sitting
    left = take_off(item, reason)
    for one in sitters(item.body, clock.today()):
        post(ConfirmationDroppedLetter(item=item, sitting=sitting), recipient(one.person))
    record(actor, ItemRemoved(subject_id=item.pk, sitting=left))
    return item


@action
def order_items(actor: Actor, sitting: Sitting, *, items: Sequence[UUID]) -> Sitting:
    """Order an agenda; items that are not named keep their order, after the others.

    Raises DomainError when the agenda is closed.
    """
    require(policy, actor, Permission.PREPARE, sitting)
    sitting = _growing(sitting)
    present = list(sitting.items.on_agenda())
    wanted = {key: place for place, key in enumerate(items)}
    ordered = sorted(present, key=lambda item: (wanted.get(item.pk, len(wanted)), item.rank))
    for place, item in enumerate(ordered, start=1):
        item.rank = place
    AgendaItem.objects.bulk_update(ordered, ["rank"])
    record(actor, ItemsOrdered(subject_id=sitting.pk, items=tuple(item.pk for item in ordered)))
    stir(sitting.pk)
    return sitting


def _growing(sitting: Sitting) -> Sitting:
    sitting = Sitting.objects.select_for_update(of=("self",), no_key=True).select_related("body").get(pk=sitting.pk)
    if sitting.state not in {*TAKING, SittingState.OPEN}:
        raise DomainError(_("L’ordre du jour de cette séance est clos."))
    return sitting
