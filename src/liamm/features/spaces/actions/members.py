"""Coming into a circle, being entrusted with it, leaving it."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Organisation, Person
from liamm.features.spaces.enums import Standing
from liamm.features.spaces.facts import MemberAdded, MemberLeft, StandingChanged
from liamm.features.spaces.models import Membership, Space
from liamm.features.spaces.policies import Permission, policy
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.prepared import forget


@action
def add_member(
    actor: Actor,
    space: Space,
    *,
    person: Person,
    organisation: Organisation | None = None,
    standing: Standing = Standing.MEMBER,
) -> Membership:
    """Take a person into a circle, in their own name or for an organisation; taken twice, the first stands.

    Nobody gets a standing from entering an open circle by themselves.
    Raises DomainError when the circle is closed.
    """
    require(policy, actor, Permission.ADD_MEMBER, (space, person))
    if standing != Standing.MEMBER:
        require(policy, actor, Permission.SET_STANDING, space)
    if space.closed_at:
        raise DomainError(_("Ce cercle est fermé : on n’y entre plus."))
    membership, _made = Membership.objects.get_or_create(
        space=space,
        person=person,
        ends=None,
        defaults={"organisation": organisation, "standing": standing, "starts": clock.today()},
    )
    _forget_circles(person)
    record(
        actor,
        MemberAdded(
            subject_id=space.pk,
            person=person.pk,
            organisation=membership.organisation_id,
            standing=membership.standing,
            starts=membership.starts,
        ),
    )
    return membership


@action
def entrust_space(actor: Actor, space: Space, *, person: Person, standing: Standing) -> Membership:
    """Let a member animate the circle, or no longer.

    Raises DomainError when the person is not in the circle.
    """
    require(policy, actor, Permission.SET_STANDING, space)
    membership = Membership.objects.select_for_update(no_key=True).filter(space=space, person=person, ends=None).first()
    if membership is None:
        raise DomainError(_("Cette personne n’est pas dans le cercle."), field="person")
    membership.standing = standing
    membership.save(update_fields=["standing"])
    _forget_circles(person)
    record(actor, StandingChanged(subject_id=space.pk, person=person.pk, standing=str(standing)))
    return membership


@action
def leave_space(actor: Actor, membership: Membership) -> Membership:
    """Leave a circle, from this moment on.

    Raises DomainError when this was done already.
    """
    require(policy, actor, Permission.LEAVE_SPACE, membership)
    held = Membership.objects.select_for_update(no_key=True).select_related("person").get(pk=membership.pk)
    if held.ends:
        raise DomainError(_("C’est déjà fait."))
    held.ends = max(held.starts, clock.today()) - timedelta(days=1)
    held.save(update_fields=["ends"])
    _forget_circles(held.person)
    record(actor, MemberLeft(subject_id=held.space_id, person=held.person_id, ends=held.ends))
    return held


def _forget_circles(person: Person) -> None:
    """What an instance has read of its circles is no longer true."""
    forget(person, "circles")
