"""The house opens: its hosts, its team, its community, those who come to it."""

from __future__ import annotations

from liamm.features.accounts.actions import (
    OrganisationCard,
    Profile,
    add_organisation,
    affiliate,
    create_person,
    edit_profile,
    give_duty,
)
from liamm.features.accounts.models import Person
from liamm.features.spaces.actions import accept_rules, add_member, give_community_role, open_space
from liamm.features.spaces.enums import Entrance, SpaceKind
from liamm.features.spaces.models import Space
from liamm.features.territories.queries import by_codes
from liamm.kernel.access import SYSTEM
from liamm.site.demo.cast import PLAYERS, TROUPES, Player
from liamm.site.demo.stage import Stage

_BEFORE = 950


def play(stage: Stage) -> None:
    """Open the house and let everyone in, each on their day."""
    places = by_codes([troupe.place for troupe in TROUPES if troupe.place])
    with stage.ago(_BEFORE):
        for troupe in TROUPES:
            card = OrganisationCard(
                name=troupe.name,
                short_name=troupe.short,
                kind=troupe.kind,
                territory=places.get(troupe.place),
                is_host=troupe.is_host,
            )
            stage.troupes[troupe.key] = add_organisation(SYSTEM, card=card)
        stage.lab = Space.objects.filter(kind=SpaceKind.LAB).first() or open_space(
            SYSTEM, kind=SpaceKind.LAB, name="Le laboratoire", purpose="", entrance=Entrance.REQUEST
        )
    for player in sorted(PLAYERS, key=lambda one: -one.since):
        stage.people[player.key] = _enter(stage, player)


def _enter(stage: Stage, player: Player) -> Person:
    with stage.ago(player.since):
        person = create_person(SYSTEM, email=player.address, name=player.name)
        organisation = stage.troupes.get(player.troupe)
        if organisation:
            affiliate(SYSTEM, person, organisation=organisation, function=player.function)
        if player.skills:
            edit_profile(person, person, profile=Profile(name=player.name, skills=player.skills, in_directory=True))
        if player.duty:
            give_duty(SYSTEM, person, duty=player.duty)
        if player.member and stage.lab:
            add_member(SYSTEM, stage.lab, person=person, organisation=organisation)
            accept_rules(person, person)
        for role, context in player.roles:
            give_community_role(SYSTEM, person, role=role, context=context)
    return person
