"""The proof: anyone recomputes the chain, with a page or with twenty lines."""

import subprocess
import sys

import pytest
from django.db import connection

from liamm.features.governance.models import RegisterCheck
from liamm.features.governance.verifying import check_register
from liamm.features.governance.views.register import SCRIPT
from liamm.kernel import clock
from liamm.kernel.ledger.chain import seal

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(house):
    house.published()
    seal()


def damage(statement):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER ledger_append_only")
        cursor.execute(statement)
        cursor.execute("ALTER TABLE ledger_entry ENABLE TRIGGER ledger_append_only")


def export(client):
    return b"".join(client.get("/registre/chaine.jsonl").streaming_content)


def run(folder, content):
    program, data = folder / "verifier.py", folder / "chaine.jsonl"
    program.write_text(SCRIPT.read_text(encoding="utf-8"), encoding="utf-8")
    data.write_bytes(content)
    return subprocess.run([sys.executable, program, data], capture_output=True, text=True, check=False)


class TestByOneself:
    def test_the_program_of_the_page_holds_in_twenty_lines_and_finds_the_chain_whole(self, client, chain, tmp_path):
        assert SCRIPT.read_text(encoding="utf-8").count("\n") <= 20
        done = run(tmp_path, export(client))
        assert done.returncode == 0, done.stderr
        assert "Intacte" in done.stdout
        assert check_register().head in done.stdout

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE ledger_entry SET payload = '{}' WHERE position = 3",
            "UPDATE ledger_entry SET kind = 'autre' WHERE position = 3",
            "UPDATE ledger_entry SET actor = 'visitor' WHERE position = 3",
            "UPDATE ledger_entry SET digest = repeat('0', 64) WHERE position = 3",
        ],
    )
    def test_it_names_the_first_entry_that_was_touched(self, client, chain, tmp_path, statement):
        damage(statement)
        done = run(tmp_path, export(client))
        assert done.returncode == 1
        assert "Rompue à l’entrée 3." in done.stderr

    def test_a_missing_entry_shows(self, client, chain, tmp_path):
        damage("DELETE FROM ledger_entry WHERE position = 3")
        assert "Rompue à l’entrée 3." in run(tmp_path, export(client)).stderr

    def test_the_export_tells_nothing_of_who_or_what(self, client, house, chain):
        text = export(client).decode()
        for secret in (str(house.secretary.pk), "payload", "actor", "salt", "subject"):
            assert secret not in text


class TestThePage:
    def test_reading_computes_nothing_and_the_button_does(self, client, chain):
        assert "pas encore été parcourue" in client.get("/registre/verification/").content.decode()
        assert not RegisterCheck.objects.exists()
        text = client.post("/registre/verification/", follow=True).content.decode()
        assert "La chaîne est intacte" in text
        assert RegisterCheck.objects.get().checked > 5

    def test_it_names_the_first_broken_entry(self, client, chain):
        damage("UPDATE ledger_entry SET payload = '{}' WHERE position = 4")
        text = client.post("/registre/verification/", follow=True).content.decode()
        assert "rompue" in text
        assert "est la 4." in text

    def test_once_a_minute_at_most(self, client, chain, django_assert_num_queries):
        first = check_register()
        damage("UPDATE ledger_entry SET payload = '{}' WHERE position = 4")
        assert check_register().at == first.at
        assert check_register(anew=True).broken_at == 4
        with clock.at(clock.in_days(1)):
            assert not check_register().holds

    def test_the_command_of_the_house_says_the_same(self, chain):
        assert str(check_register()) == str(RegisterCheck.objects.get().checked)
