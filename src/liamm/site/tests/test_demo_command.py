"""`liamm demo`: only into an empty database."""

from argparse import Namespace

import pytest

from liamm.features.accounts.models import Person
from liamm.features.accounts.tests.factories import PersonFactory
from liamm.kernel.env import ConfigurationError
from liamm.site.command import demo

pytestmark = pytest.mark.django_db


def test_an_inhabited_database_is_left_alone():
    PersonFactory()
    with pytest.raises(ConfigurationError, match="Use an empty database"):
        demo.run(Namespace())
    assert Person.objects.count() == 1


def test_an_empty_one_is_filled(monkeypatch, capsys):
    told = []
    monkeypatch.setattr(demo, "load", lambda: told.append(True))
    assert demo.run(Namespace()) == 0
    assert told == [True]
    assert "LIAMM_DEMO=1" in capsys.readouterr().out
