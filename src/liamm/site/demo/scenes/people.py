"""The house opens: its hosts, its team, its community, those who come to it."""

from __future__ import annotations

from liamm.features.accounts.actions import (
    OrganisationCard,
    Profile,
    add_organisation,
    affiliate,
    edit_profile,
    give_duty,
    welcome_proven,
)
from liamm.features.charter.shipped import register_shipped_amendments
from liamm.features.spaces.actions import accept_rules, add_member, give_community_role, open_space
from liamm.features.spaces.enums import Entrance, SpaceKind
from liamm.features.spaces.models import Space
from liamm.kernel.access import SYSTEM
from liamm.site.demo.cast import PLAYERS, TROUPES, Player
from liamm.site.demo.stage import Stage

_BEFORE = 950
_AMENDED = 30


def tell(stage: Stage) -> None:
    """Open the house and let everyone in, each on their day."""
    stage.ago(_BEFORE, lambda: _open(stage), hour=8)
    for player in PLAYERS:
        stage.ago(player.since, lambda player=player: _enter(stage, player), hour=8)  # type: ignore[misc]  # bound now
    stage.ago(_AMENDED, register_shipped_amendments)


def _open(stage: Stage) -> None:
    for troupe in TROUPES:
        card = OrganisationCard(
            name=troupe.name,
            short_name=troupe.short,
            kind=troupe.kind,
            territory=stage.place(troupe.place),
            is_host=troupe.is_host,
        )
        stage.troupes[troupe.key] = add_organisation(SYSTEM, card=card)
    stage.lab = Space.objects.filter(kind=SpaceKind.LAB).first() or open_space(
        SYSTEM, kind=SpaceKind.LAB, name="Le laboratoire", purpose="", entrance=Entrance.REQUEST
    )


def _enter(stage: Stage, player: Player) -> None:
    person = welcome_proven(SYSTEM, email=player.address, name=player.name)
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
    stage.welcome(player.key, person)
