"""The community as its members see it: its rules, its roles, and those who chose to show themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from liamm.features.accounts.models import Affiliation, Person
from liamm.features.charter import bindings
from liamm.features.charter.bindings import Cited
from liamm.features.charter.bindings.shapes.community import CommunityRoles, CommunityRules, Welcome
from liamm.features.spaces.enums import SpaceKind
from liamm.features.spaces.models import CommunityRole, Membership, RulesAcceptance
from liamm.features.spaces.policies import on_team, policy
from liamm.kernel import clock
from liamm.kernel.access import Actor
from liamm.kernel.actions import Citation
from liamm.kernel.french import words


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role as it is said: its name in the charter, the context, and the row that holds it."""

    held: CommunityRole
    name: str
    definition: str


@dataclass(frozen=True, slots=True)
class MemberCard:
    """A person as the directory shows them."""

    person: Person
    organisations: str
    roles: Sequence[HeldRole]

    @property
    def line(self) -> str:
        """Organisations, then roles, in one line."""
        names = dict.fromkeys(role.name for role in self.roles)
        return " · ".join(part for part in (self.organisations, ", ".join(names)) if part)


@dataclass(frozen=True, slots=True)
class CommunityPage:
    """What the page of the community says to anybody."""

    rules: Cited[CommunityRules]
    roles: Cited[CommunityRoles]
    welcome: Cited[Welcome]
    members: int

    @property
    def pace(self) -> Citation:
        """By what the number of newcomers a month is said: a usage of the house where the charter is silent."""
        return self.welcome.cite(self.welcome.value.integration)


def community_page() -> CommunityPage:
    """The rules, the roles, how one comes in and how many there are (one query)."""
    today = clock.today()
    members = Membership.objects.filter(space__kind=SpaceKind.LAB).now().values("person").distinct().count()
    return CommunityPage(
        bindings.community_rules(today), bindings.community_roles(today), bindings.welcome(today), members
    )


def roles_of(people: Sequence[Person]) -> Mapping[UUID, list[HeldRole]]:
    """The roles that people play today, each read in the version of the charter under which it was taken."""
    said: dict[UUID, list[HeldRole]] = defaultdict(list)
    for held in CommunityRole.objects.filter(person__in=people).now().order_by("starts", "id"):
        known = {role.key: role for role in bindings.community_roles(held.charter).value.roles}
        role = known[held.role]
        said[held.person_id].append(HeldRole(held, role.name, role.definition))
    return said


def directory_of(people: QuerySet[Person], *, sought: str = "") -> QuerySet[Person]:
    """Those of a queryset whose name, skills or organisation hold all the words sought."""
    found = people
    for word in words(sought):
        acting = Affiliation.objects.now().filter(organisation__sort_name__contains=word).values("person_id")
        found = found.filter(Q(sort_name__contains=word) | Q(skills__icontains=word) | Q(pk__in=acting))
    return found


def people_known_to(actor: Actor, space_id: UUID) -> QuerySet[Person]:
    """Whom an actor may find by name for something of a circle: its members, and those the directory shows them.

    The team, which keeps the accounts, finds everybody.
    """
    people = Person.objects.filter(is_active=True)
    if on_team(actor):
        return people
    inside = Membership.objects.filter(space=space_id).now().values("person_id")
    return people.filter(Q(pk__in=inside) | Q(pk__in=policy.visible_to(actor, people).values("pk")))


def cards(people: Sequence[Person]) -> list[MemberCard]:
    """How the directory shows people (two queries however many)."""
    roles = roles_of(people)
    acting: dict[UUID, list[str]] = defaultdict(list)
    held = Affiliation.objects.filter(person__in=people).now().select_related("organisation").order_by("starts", "id")
    for one in held:
        acting[one.person_id].append(one.organisation.short_name or one.organisation.name)
    return [MemberCard(person, ", ".join(acting[person.pk]), roles.get(person.pk, [])) for person in people]


def member_page(person: Person) -> MemberCard:
    """One person as the directory shows them."""
    return cards([person])[0]


def accepted_rules(person: Person) -> list[str]:
    """The versions of the charter whose rules a person accepted."""
    return list(RulesAcceptance.objects.filter(person=person).values_list("charter", flat=True))
