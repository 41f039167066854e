"""The roles of the charter that members play in the community, and the rules they accept."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.charter import bindings
from liamm.features.spaces.facts import CommunityRoleEnded, CommunityRoleGiven, RulesAccepted
from liamm.features.spaces.models import CommunityRole, RulesAcceptance
from liamm.features.spaces.policies import Permission, policy
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record


@action
def give_community_role(
    actor: Actor, person: Person, *, role: str, context: str = "", starts: date | None = None, ends: date | None = None
) -> CommunityRole:
    """Say that a member plays a role of the charter in a context; several may hold at once.

    Raises DomainError for a role that the charter does not know, and for dates that do not follow.
    """
    require(policy, actor, Permission.GIVE_ROLE, person)
    first = starts or clock.today()
    known = bindings.community_roles(first)
    if role not in {one.key for one in known.value.roles}:
        raise DomainError(_("La charte ne connaît pas ce rôle."), citation=known.cite(), field="role")
    if ends and ends < first:
        raise DomainError(_("La fin ne peut pas venir avant le début."), field="ends")
    held, _made = CommunityRole.objects.get_or_create(
        person=person,
        role=role,
        context=context.strip(),
        ends=ends,
        defaults={"starts": first, "charter": known.version},
    )
    record(actor, CommunityRoleGiven(subject_id=person.pk, role=role, charter=held.charter, starts=held.starts))
    return held


@action
def end_community_role(actor: Actor, held: CommunityRole, *, ends: date | None = None) -> CommunityRole:
    """Say on which day a member plays a role for the last time (today by default).

    Raises DomainError when that is before it began.
    """
    require(policy, actor, Permission.END_ROLE, held)
    last = ends or clock.today()
    if last < held.starts:
        raise DomainError(_("La fin ne peut pas venir avant le début."), field="ends")
    held.ends = last
    held.save(update_fields=["ends"])
    record(actor, CommunityRoleEnded(subject_id=held.person_id, role=held.role, ends=last))
    return held


@action
def accept_rules(actor: Actor, person: Person, *, charter: str = "") -> RulesAcceptance:
    """Keep that a person accepts the rules of the community, as the charter in force (or the version named) says them.

    Accepted twice, the first time stands.
    """
    require(policy, actor, Permission.ACCEPT_RULES, person)
    version = charter or bindings.community_rules(clock.today()).version
    kept, _made = RulesAcceptance.objects.get_or_create(person=person, charter=version)
    record(actor, RulesAccepted(subject_id=person.pk, charter=version))
    return kept
