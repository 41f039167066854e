from argparse import Namespace

import pytest
from django.db import connection

from liamm.features.projects.tests.factories import grant
from liamm.kernel.ledger.chain import seal
from liamm.site.command import VERBS, verify_ledger

pytestmark = pytest.mark.django_db


def test_a_register_that_holds_is_said_to_hold(capsys):
    grant()
    grant()
    seal()
    grant()
    assert verify_ledger.run(Namespace()) == 0
    said = capsys.readouterr().out
    assert "holds: 2 entries" in said
    assert "1 wait" in said
    assert "verify-ledger" in VERBS


def test_the_first_broken_entry_is_named_with_what_to_do(capsys):
    for _ in range(3):
        grant()
    seal()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER ledger_append_only")
        cursor.execute("UPDATE ledger_entry SET actor = 'person:0' WHERE position = 2")
        cursor.execute("ALTER TABLE ledger_entry ENABLE TRIGGER ledger_append_only")
    assert verify_ledger.run(Namespace()) == 1
    said = capsys.readouterr().out
    assert "Entry 2 does not hold" in said
    assert "backup" in said


def _beyond_the_guard(sql):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER ledger_append_only")
        cursor.execute(sql)
        cursor.execute("ALTER TABLE ledger_entry ENABLE TRIGGER ledger_append_only")


def test_a_chain_that_is_shorter_than_it_was_does_not_hold(capsys):
    for _ in range(3):
        grant()
    seal()
    assert verify_ledger.run(Namespace()) == 0
    _beyond_the_guard("DELETE FROM ledger_entry WHERE position = 3")
    for _ in range(2):  # and the walk that found it does not forget it
        assert verify_ledger.run(Namespace()) == 1
        assert "Entry 3 does not hold: the chain ends before it, and held 3 entries" in capsys.readouterr().out
    grant()
    seal()
    assert verify_ledger.run(Namespace()) == 1
    assert "not the entry that was sealed there before" in capsys.readouterr().out
