from datetime import timedelta

import pytest

from liamm.features.accounts.tests.factories import OrganisationFactory, PersonFactory, TeamMemberFactory
from liamm.features.terrain.actions import RelayDraft, end_relay, name_relay
from liamm.features.terrain.models import Relay
from liamm.features.terrain.policies import is_relay
from liamm.features.terrain.tests.factories import RelayFactory
from liamm.features.territories.queries import by_code
from liamm.kernel import clock
from liamm.kernel.access import Refused
from liamm.kernel.actions import DomainError

pytestmark = pytest.mark.django_db


def draft(**details):
    return RelayDraft(organisation=OrganisationFactory(), territory=by_code("35236"), **details)


def test_someone_becomes_a_relais_once_there():
    team, person, where = TeamMemberFactory(), PersonFactory(), draft(note=" le mardi ")
    relay = name_relay(team, person, draft=where)
    assert (relay.note, relay.starts) == ("le mardi", clock.today())
    assert is_relay(person)
    with pytest.raises(DomainError):
        name_relay(team, person, draft=where)
    end_relay(team, relay)
    assert name_relay(team, person, draft=where).pk


def test_a_relais_ends_on_a_day():
    team, relay = TeamMemberFactory(), RelayFactory()
    with pytest.raises(DomainError):
        end_relay(team, relay, on=relay.starts - timedelta(days=1))
    relay = end_relay(team, relay, on=clock.today() + timedelta(days=3))
    assert Relay.objects.now().count() == 1
    with pytest.raises(DomainError):
        end_relay(team, relay)


def test_only_the_team_names_relais():
    for act in (
        lambda: name_relay(PersonFactory(), PersonFactory(), draft=draft()),
        lambda: end_relay(PersonFactory(), RelayFactory()),
    ):
        with pytest.raises(Refused):
            act()
