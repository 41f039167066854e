"""The people of the second laboratory, let in by the product's own actions; run beside its house."""

from __future__ import annotations

from liamm.features.accounts.actions import create_person, give_duty
from liamm.features.accounts.enums import Duty
from liamm.features.governance.actions import MandateDraft, found_body, give_mandate
from liamm.features.governance.enums import MandateKind
from liamm.features.governance.models import Body
from liamm.features.governance.queries.planning import unfounded
from liamm.features.spaces.actions import accept_rules, add_member, open_space
from liamm.features.spaces.enums import Entrance, SpaceKind
from liamm.features.spaces.models import Space
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM

DUTIES = {"gardienne": Duty.HEAD, "equipe": Duty.TEAM}
SEATS = {
    "gardienne": ["gardienne"],
    "departement": ["departement", "departement-2"],
    "communaute": ["vallee", "vallee-2"],
    "hopital": ["hopital"],
}
OTHERS = ("porteuse", "metier", "vallees")


def let_in() -> None:
    """Open the house: its people, who does what, and who sits in its only deciding body."""
    people = {}
    lab = Space.objects.filter(kind=SpaceKind.LAB).first() or open_space(
        SYSTEM, kind=SpaceKind.LAB, name="La Fabrique", purpose="", entrance=Entrance.REQUEST
    )
    for key in (*DUTIES, *OTHERS, *(key for keys in SEATS.values() for key in keys if key not in DUTIES)):
        person = create_person(SYSTEM, email=f"{key}@fabrique.example", name=f"{key.capitalize()} Delcausse")
        add_member(SYSTEM, lab, person=person, organisation=None)
        accept_rules(person, person)
        if key in DUTIES:
            give_duty(SYSTEM, person, duty=DUTIES[key])
        people[key] = person
    for key in unfounded():
        found_body(SYSTEM, key)
    committee = Body.objects.get(key="comite")
    for seat, keys in SEATS.items():
        for key in keys:
            draft = MandateDraft(seat=seat, person=people[key], kind=MandateKind.TITULAR, starts=clock.today())
            give_mandate(people["gardienne"], committee, draft=draft)
