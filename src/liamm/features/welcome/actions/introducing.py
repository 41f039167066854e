"""Asking to be introduced, proposing that two people meet, and their yes before either knows who the other is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.booking.models import Booking
from liamm.features.charter import bindings
from liamm.features.welcome.facts import (
    MeetingAnswered,
    MeetingProposed,
    WishForgotten,
    WishTakenBack,
    WishWritten,
)
from liamm.features.welcome.holding import hold_booking, refuse_over
from liamm.features.welcome.introducing import Side, let_go, people_of, said_by, wish_of
from liamm.features.welcome.letters import IntroductionAgreed, IntroductionProposed, expected_recipient
from liamm.features.welcome.models import Introduction, Wish
from liamm.features.welcome.policies import Permission, expected_as, policy
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post


@dataclass(frozen=True, slots=True, kw_only=True)
class WishDraft:
    """What one does, and what one looks for."""

    does: str
    seeks: str


@action
def wish_introduction(actor: Actor, booking: Booking, *, draft: WishDraft) -> Wish:
    """Ask to be introduced that day, in two lines; said again, it is said otherwise.

    Raises DomainError when the booking is over, or when a line is missing.
    """
    require(policy, actor, Permission.WISH, booking)

    booking = hold_booking(booking)
    refuse_over(booking)
    if not (draft.does.strip() and draft.seeks.strip()):
        raise DomainError(_("Dites en une ligne ce que vous faites, en une autre ce que vous cherchez."), field="does")
    expected = expected_as(actor, booking)
    holder = expected.key if expected else ""

    said = {"does": draft.does.strip(), "seeks": draft.seeks.strip()}
    wish, _made = Wish.objects.update_or_create(booking=booking, holder=holder, defaults=said)

    record(actor, WishWritten(subject_id=booking.pk, wish=wish.pk))
    return wish


@action
def take_back_wish(actor: Actor, booking: Booking) -> Booking:
    """Ask no longer: what was proposed goes with it.

    Raises DomainError when nothing was asked.
    """
    require(policy, actor, Permission.WISH, booking)

    expected = expected_as(actor, booking)
    wish = (
        Wish.objects.select_for_update(no_key=True)
        .filter(booking=booking, holder=expected.key if expected else "")
        .first()
    )
    if wish is None:
        raise DomainError(_("Vous n’aviez rien demandé."))
    key = wish.pk
    let_go(wish)

    record(actor, WishTakenBack(subject_id=booking.pk, wish=key))
    return booking


@action
def propose_introduction(actor: Person, first: Wish, second: Wish) -> Introduction:
    """Propose to two people of one day that they meet; each gets a letter that does not say who the other is.

    Raises DomainError when they do not come on the same day, when one does not come any more, or when it was proposed.
    """
    require(policy, actor, Permission.INTRODUCE)

    keys = sorted({first.pk, second.pk})
    wishes = list(
        Wish.objects.filter(pk__in=keys)
        .select_related("booking")
        .order_by("pk")
        .select_for_update(of=("self",), no_key=True)
    )
    if len(wishes) != len(Side):
        raise DomainError(_("Choisissez deux personnes."))
    one, two = wishes
    if timezone.localdate(one.booking.starts) != timezone.localdate(two.booking.starts):
        raise DomainError(_("Ces deux personnes ne viennent pas le même jour."))
    people = people_of(wishes)
    if len(people) != len(Side):
        raise DomainError(_("L’une des deux ne vient plus."))
    introduction, made = Introduction.objects.get_or_create(first=one, second=two, defaults={"proposed_by": actor})
    if not made:
        raise DomainError(_("Cette rencontre est déjà proposée."))

    for side in Side:
        to = people[wish_of(introduction, side).pk]
        post(IntroductionProposed(introduction=introduction, side=side), expected_recipient(to))
    record(actor, MeetingProposed(subject_id=introduction.pk))
    return introduction


@action
def answer_introduction(actor: Actor, introduction: Introduction, *, side: Side, accepts: bool) -> Introduction:
    """Say yes or no; with the second yes, each learns who the other is.

    Raises DomainError when they said so already, or when one does not come any more.
    """
    require(policy, actor, Permission.ANSWER_INTRODUCTION, introduction)

    rows = Introduction.objects.select_for_update(of=("self",), no_key=True).select_related(
        "first__booking", "second__booking"
    )
    introduction = rows.get(pk=introduction.pk)
    refuse_over(wish_of(introduction, side).booking)
    if said_by(introduction, side) is not None:
        raise DomainError(_("Vous avez déjà répondu."))
    people = people_of([introduction.first, introduction.second])
    if accepts and len(people) != len(Side):
        raise DomainError(_("L’autre personne ne vient plus."))

    setattr(introduction, f"{side.value}_said", accepts)
    introduction.save()

    if introduction.is_agreed:
        for each in Side:
            to, met = (people[wish_of(introduction, which).pk] for which in (each, each.other))
            post(IntroductionAgreed(introduction=introduction, side=each, met=met), expected_recipient(to))
    record(actor, MeetingAnswered(subject_id=introduction.pk, accepts=accepts))
    return introduction


@action
def forget_wish(actor: Actor, wish: Wish) -> Wish:
    """Let go of a wish, of what was proposed and of its letters, soon after the day.

    Raises DomainError before the delay.
    """
    require(policy, actor, Permission.FORGET, wish)

    retention = bindings.retention(clock.today())
    if wish.booking.ends > clock.now() - timedelta(days=retention.value.days("access_need")):
        raise DomainError(_("Le délai de conservation n’est pas passé."), citation=retention.cite())
    key = wish.pk
    let_go(wish)

    record(actor, WishForgotten(subject_id=wish.booking_id, wish=key))
    return wish
