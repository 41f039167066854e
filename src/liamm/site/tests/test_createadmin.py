"""`liamm createadmin`: a person and a duty, by the same actions as anywhere else."""

from argparse import Namespace

import pytest

from liamm.features.accounts.models import Person
from liamm.kernel.env import ConfigurationError
from liamm.kernel.ledger.models import Entry
from liamm.site.command import createadmin

pytestmark = pytest.mark.django_db


def test_a_new_person_gets_the_duty_and_it_is_recorded(capsys):
    assert createadmin.run(Namespace(address="anne@example.org", name="Anne")) == 0
    assert Person.objects.get(email="anne@example.org").is_admin
    assert Entry.objects.count() == 2
    assert "signs in with a code" in capsys.readouterr().out


def test_said_twice_it_is_done_once(capsys):
    for _ in range(2):
        createadmin.run(Namespace(address="anne@example.org", name=""))
    assert Person.objects.count() == 1
    assert "already" in capsys.readouterr().out


def test_a_wrong_address_is_refused_in_a_sentence():
    with pytest.raises(ConfigurationError, match="is no mail address"):
        createadmin.run(Namespace(address="anne", name=""))
