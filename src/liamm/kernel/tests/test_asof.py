"""What is gathered once for each state of the database is never older than the database."""

from __future__ import annotations

from datetime import UTC, datetime
from threading import Thread

import pytest
from django.db import connection, transaction

from liamm.kernel import asof
from liamm.kernel.asof import gathered
from liamm.kernel.counts.models import Kept

pytestmark = pytest.mark.django_db(transaction=True)
ENDS = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _empty():
    asof._kept.clear()


def _write(name):
    Kept.objects.create(name=name, value=1, ends=ENDS)


def _names():
    return sorted(Kept.objects.values_list("name", flat=True))


def _elsewhere(act):
    """Do something on a connection of its own."""

    def run():
        act()
        connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join()


def _reader():
    calls = []

    def gather():
        calls.append(1)
        return _names()

    return gather, calls


def test_it_is_gathered_again_as_soon_as_something_was_written_anywhere():
    gather, calls = _reader()
    assert gathered("names", gather) == []
    _elsewhere(lambda: _write("a"))
    assert gathered("names", gather) == ["a"]
    _write("b")
    assert gathered("names", gather) == ["a", "b"]
    assert len(calls) == 3


def test_two_keys_do_not_answer_for_each_other():
    assert gathered(("names", "fr"), lambda: "fr") == "fr"
    assert gathered(("names", "en"), lambda: "en") == "en"


def test_what_a_write_overtakes_while_it_is_gathered_is_not_kept_for_later():
    def gather_slowly():
        found = _names()
        _elsewhere(lambda: _write("late"))
        return found

    assert gathered("names", gather_slowly) == []
    assert gathered("names", _names) == ["late"]


def test_a_transaction_sees_what_it_writes_itself():
    assert gathered("names", _names) == []
    with transaction.atomic():
        _write("mine")
        assert gathered("names", _names) == ["mine"]
        _write("mine too")
        assert gathered("names", _names) == ["mine", "mine too"]


def test_a_write_that_began_first_and_ends_last_is_seen():
    """The older transaction ends after a younger one: its end, too, gives the state another name."""
    gather, _calls = _reader()

    def both():
        with transaction.atomic():
            _write("older")
            _elsewhere(lambda: _write("younger"))
            seen.append(_in_another_connection(lambda: gathered("names", gather)))
        seen.append(_in_another_connection(lambda: gathered("names", gather)))

    seen = []
    both()
    assert seen == [["younger"], ["older", "younger"]]


def _in_another_connection(ask):
    answers = []
    _elsewhere(lambda: answers.append(ask()))
    return answers[0]


def test_it_forgets_what_was_asked_least_lately():
    for number in range(asof.KEPT + 5):
        gathered(number, lambda: "value")
    assert len(asof._kept) == asof.KEPT
    assert 0 not in asof._kept
