from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from liamm.kernel.access import ALLOWED, SYSTEM, Policy, refused, require
from liamm.kernel.access.policy import Refused
from liamm.kernel.actions import UnfinishedActionError, action, as_one, inside_action
from liamm.kernel.ledger.chain import GENESIS, seal, verify
from liamm.kernel.ledger.facts import Fact
from liamm.kernel.ledger.models import Entry
from liamm.kernel.ledger.record import heard_at_the_end, record
from liamm.kernel.model import uuid7

pytestmark = pytest.mark.django_db


class Permission(StrEnum):
    RING = "test.bell.ring"
    BREAK = "test.bell.break"


policy = Policy()
policy.rule(Permission.RING)(lambda actor, target: ALLOWED)
policy.rule(Permission.BREAK)(lambda actor, target: refused("parce que"))


@dataclass(frozen=True, slots=True, kw_only=True)
class BellRung(Fact):
    kind: ClassVar[str] = "test.bell_rung"
    subject_kind: ClassVar[str] = "bell"

    times: int
    ringer: UUID | None = None


@action
def ring_bell(actor, bell, *, times=1):
    require(policy, actor, Permission.RING, bell)
    record(actor, BellRung(subject_id=bell, times=times, ringer=uuid7()))
    return bell


@action
def forget_to_record(actor, bell):
    require(policy, actor, Permission.RING, bell)


@action
def forget_to_authorise(actor, bell):
    record(actor, BellRung(subject_id=bell, times=1))


class TestAction:
    def test_a_forgetful_action_is_rolled_back(self):
        for forgetful in (forget_to_record, forget_to_authorise):
            with pytest.raises(UnfinishedActionError):
                forgetful(SYSTEM, uuid7())
        assert not Entry.objects.exists()

    def test_a_refusal_carries_its_reason(self):
        with pytest.raises(Refused) as caught:
            require(policy, SYSTEM, Permission.BREAK)
        assert caught.value.decision.reason == "parce que"

    def test_outside_an_action_there_is_nothing_to_finish(self):
        assert not inside_action()
        require(policy, SYSTEM, Permission.RING)
        entry = record(SYSTEM, BellRung(subject_id=uuid7(), times=1))
        assert Entry.objects.get() == entry

    def test_an_action_knows_that_it_runs(self):
        seen = []

        @action
        def ring_and_look(actor):
            seen.append(inside_action())
            ring_bell(actor, uuid7())
            require(policy, actor, Permission.RING)
            record(actor, BellRung(subject_id=uuid7(), times=1))

        ring_and_look(SYSTEM)
        assert seen == [True]
        assert not inside_action()


class TestAsOne:
    def test_many_actions_stand_together_without_a_way_back_each(self, django_assert_num_queries):
        bell = uuid7()
        with django_assert_num_queries(1 + 2 + 2 + 1), as_one():
            ring_bell(SYSTEM, bell)
            ring_bell(SYSTEM, bell)
        assert Entry.objects.filter(subject_id=bell).count() == 2

    def test_one_refused_undoes_them_all(self):
        bell = uuid7()

        @action
        def ring_and_forget(actor):
            ring_bell(actor, bell)
            forget_to_record(actor, bell)

        with pytest.raises(UnfinishedActionError), as_one():
            ring_and_forget(SYSTEM)
        assert not Entry.objects.filter(subject_id=bell).exists()


class TestHeardAtTheEnd:
    def test_search_and_open_pages_hear_once_of_each_thing(self, monkeypatch):
        heard, told, bell = [], [], uuid7()
        module = "liamm.kernel.ledger.record"
        monkeypatch.setattr(f"{module}.reindex", lambda kind, ids: heard.append((kind, ids)))
        monkeypatch.setattr(f"{module}.announce", told.append)
        with heard_at_the_end():
            ring_bell(SYSTEM, bell)
            ring_bell(SYSTEM, bell)
            assert (heard, told) == ([], [])
        assert (heard, told) == ([("bell", [bell])], [f"bell:{bell}"])

    def test_nothing_is_heard_of_what_failed(self, monkeypatch):
        heard = []
        monkeypatch.setattr("liamm.kernel.ledger.record.reindex", lambda kind, ids: heard.append(kind))
        with pytest.raises(UnfinishedActionError), heard_at_the_end():
            forget_to_record(SYSTEM, uuid7())
        assert heard == []


class TestChain:
    def test_entries_are_sealed_in_order_and_hold(self):
        for times in range(5):
            ring_bell(SYSTEM, uuid7(), times=times)
        assert seal() == 5
        assert seal() == 0
        result = verify()
        assert (result.checked, result.broken_at, result.unsealed) == (5, None, 0)
        assert result.holds
        first = Entry.objects.get(position=1)
        assert first.previous == GENESIS
        assert result.head == Entry.objects.get(position=5).digest

    def test_an_empty_chain_holds(self):
        assert verify().head == GENESIS

    def test_what_waits_is_counted(self):
        ring_bell(SYSTEM, uuid7())
        assert verify().unsealed == 1

    @pytest.mark.parametrize(
        ("statement", "why"),
        [
            ("UPDATE ledger_entry SET payload = '{\"times\": 9}' WHERE position = 2", "content"),
            ("UPDATE ledger_entry SET actor = 'person:x' WHERE position = 2", "content"),
            ("UPDATE ledger_entry SET previous = repeat('1', 64) WHERE position = 2", "follow"),
            ("DELETE FROM ledger_entry WHERE position = 2", "missing"),
        ],
    )
    def test_the_first_broken_entry_is_named(self, statement, why):
        for _ in range(4):
            ring_bell(SYSTEM, uuid7())
        seal()
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER ledger_append_only")
            cursor.execute(statement)
            cursor.execute("ALTER TABLE ledger_entry ENABLE TRIGGER ledger_append_only")
        result = verify()
        assert result.broken_at == (3 if why == "missing" else 2)
        assert why in result.why

    @pytest.mark.parametrize("what", ["kind = 'x'", "payload = '{}'", "digest = ''", "position = NULL"])
    def test_the_database_refuses_to_change_the_past(self, what):
        ring_bell(SYSTEM, uuid7())
        seal()
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            connection.cursor().execute(f"UPDATE ledger_entry SET {what}")
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            Entry.objects.all().delete()

    def test_the_seal_may_not_change_the_content(self):
        ring_bell(SYSTEM, uuid7())
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            connection.cursor().execute("UPDATE ledger_entry SET position = 1, kind = 'x'")
