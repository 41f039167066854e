"""The register is tried by its public page, raw posts, the administration, the models and SQL; forgery is found."""

import json

import pytest
from django.contrib import admin
from django.db import IntegrityError, connection, transaction

from liamm.features.accounts.tests.factories import AdminFactory
from liamm.kernel.ledger.chain import seal, verify
from liamm.kernel.ledger.models import Entry
from liamm.kernel.model import uuid7

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealed(house):
    house.published()
    while seal():
        pass
    return list(Entry.objects.order_by("position"))


def run(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def refused(act):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        act()


class TestDoors:
    def test_by_the_models(self, sealed):
        entry = sealed[1]
        entry.kind = "autre.chose"
        refused(entry.save)
        refused(entry.delete)
        refused(lambda: Entry.objects.filter(pk=entry.pk).update(payload={}))
        refused(lambda: Entry.objects.filter(pk=entry.pk).update(position=None, digest=""))
        refused(lambda: Entry.objects.bulk_update([entry], ["kind"]))

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE ledger_entry SET actor = 'system'",
            "UPDATE ledger_entry SET at = now()",
            "UPDATE ledger_entry SET salt = ''",
            "UPDATE ledger_entry SET position = position + 1000",
            "UPDATE ledger_entry SET previous = repeat('0', 64), digest = repeat('0', 64)",
            "DELETE FROM ledger_entry WHERE position = 1",
            "INSERT INTO ledger_entry SELECT * FROM ledger_entry ON CONFLICT (id) DO UPDATE SET kind = 'x'",
        ],
    )
    def test_by_sql(self, sealed, statement):
        refused(lambda: run(statement))
        assert verify().holds

    def test_a_whole_table_is_not_emptied(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT tgtype & 32 FROM pg_trigger WHERE tgname = 'ledger_no_truncate'")
            assert cursor.fetchall() == [(32,)]

    def test_by_the_administration(self, client, sealed):
        assert Entry not in admin.site._registry
        client.force_login(AdminFactory())
        assert client.post(f"/administration/ledger/entry/{sealed[0].pk}/delete/", {"post": "yes"}).status_code == 404

    def test_by_the_public_page(self, client, sealed):
        before = list(Entry.objects.values_list("pk", "digest"))
        told = {"position": "1", "kind": "x", "payload": "{}", "action": "delete"}
        assert client.post("/registre/verification/", told).status_code == 302
        for verb in (client.put, client.delete, client.patch):
            verb("/registre/verification/")
            verb("/registre/chaine.jsonl")
        client.post("/registre/chaine.jsonl", told)
        assert list(Entry.objects.values_list("pk", "digest")) == before


class TestForgery:
    """Someone with the keys of the database silences the triggers: the chain, and the page, name what they did."""

    @pytest.fixture
    def unguarded(self, sealed):
        run("ALTER TABLE ledger_entry DISABLE TRIGGER ledger_append_only")
        yield sealed
        run("ALTER TABLE ledger_entry ENABLE TRIGGER ledger_append_only")

    def named(self, client):
        client.post("/registre/verification/")
        return client.get("/registre/verification/").content.decode()

    def test_a_changed_entry_is_named(self, client, unguarded):
        run("UPDATE ledger_entry SET payload = '{}' WHERE position = 3")
        assert verify().broken_at == 3
        assert "3" in self.named(client)

    def test_a_removed_one_too(self, client, unguarded):
        run("DELETE FROM ledger_entry WHERE position = 2")
        assert not verify().holds

    def test_one_slipped_in_between_too(self, client, unguarded):
        last = Entry.objects.order_by("-position").first()
        run(
            "INSERT INTO ledger_entry (at, kind, subject_kind, subject_id, actor, payload, salt, position,"
            " previous, digest) SELECT at, kind, subject_kind, %s, actor, payload, salt, position + 1, digest,"
            " repeat('a', 64) FROM ledger_entry WHERE position = %s",
            uuid7(),
            last.position,
        )
        assert verify().broken_at == last.position + 1

    def test_a_chain_sealed_anew_does_not_match_what_others_kept(self, client, unguarded):
        lines = b"".join(client.get("/registre/chaine.jsonl").streaming_content).decode().splitlines()
        kept = [json.loads(line) for line in lines]
        run("UPDATE ledger_entry SET payload = '{}' WHERE position = 2")
        run("UPDATE ledger_entry SET position = NULL, previous = '', digest = '' WHERE position >= 2")
        while seal():
            pass
        assert verify().holds
        lines = b"".join(client.get("/registre/chaine.jsonl").streaming_content).decode().splitlines()
        first, *after = [json.loads(line) for line in lines]
        assert first == kept[0]
        assert after != kept[1:]
