"""What a published decision tells: to whoever said it, and to whoever passed it on, each in their own words."""

import pytest

from liamm.features.accounts.tests.factories import PersonFactory
from liamm.features.governance.tests.test_requests import place, read_anew, ready_by, room_enough
from liamm.features.proposals import actions as requests
from liamm.features.proposals.tests import factories as proposals
from liamm.features.proposals.tests.test_upstream import from_the_field
from liamm.features.terrain.enums import Origin
from liamm.features.terrain.models import FieldSignal, SignalStep

pytestmark = pytest.mark.django_db
__all__ = ["read_anew", "room_enough"]


@pytest.mark.parametrize(
    ("outcome", "own", "passed"),
    [
        ("retenue", "venu de ce que vous avez dit", "venu de ce que vous avez transmis"),
        ("non-retenue", "n’a pas retenu", "n’a pas retenu"),
    ],
)
def test_a_decision(house, outcome, own, passed):
    proposal, _seats = ready_by(PersonFactory())
    signal = from_the_field(proposal)
    FieldSignal.objects.filter(pk=signal.pk).update(origin=Origin.RELAY)
    house.publish(house.decide(place(house, proposal), outcome=outcome))
    step = SignalStep.objects.filter(signal=signal).latest("created_at")
    assert own in step.sentence
    assert passed in step.for_passer
    assert outcome == "non-retenue" or own not in step.for_passer


def test_what_was_taken_back_meanwhile(house):
    proposal, _seats = ready_by(PersonFactory())
    signal = from_the_field(proposal)
    FieldSignal.objects.filter(pk=signal.pk).update(origin=Origin.RELAY)
    decision = house.decide(place(house, proposal))
    requests.withdraw_proposal(proposals.carrier_of(proposal), proposals.fresh(proposal))
    house.publish(decision)
    told = [step.for_passer for step in SignalStep.objects.filter(signal=signal)]
    assert any("venu de ce que vous avez transmis" in one and "l’ont reprise" in one for one in told)
