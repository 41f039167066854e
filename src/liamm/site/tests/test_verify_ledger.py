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
