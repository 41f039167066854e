"""Many people at once, and processes that die meanwhile: all is kept once, every letter leaves, the chain holds."""

from __future__ import annotations

import email
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait

import pytest

from liamm.kernel.tests.racing import at_once
from tests.processes.deciding import DONE, REFUSED, Sitting
from tests.processes.house import ROOT, House, until
from tests.processes.sending import Citizen, with_forms_open

pytestmark = [pytest.mark.process, pytest.mark.race]

Open = Callable[..., House]
CROWD = 200
MANY = 50
CARRIED = 30
KILLED = ("worker", "web", "worker", "web", "worker")


def rows(house: House, question: str) -> list[tuple[str, ...]]:
    """What the database answers."""
    with house.database() as connection:
        return [tuple(str(one) for one in row) for row in connection.execute(question.encode()).fetchall()]


def number(house: House, question: str) -> int:
    """The one number that the database answers."""
    ((found,),) = rows(house, question)
    return int(found)


def chain_holds(house: House) -> bool:
    """Whether the register recomputes once all is sealed, as anyone with the machine can check."""
    until(lambda: number(house, "SELECT count(*) FROM ledger_entry WHERE position IS NULL") == 0)
    done = subprocess.run(
        [sys.executable, "-m", "liamm", "verify-ledger"],
        cwd=ROOT,
        env=house.environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done.returncode == 0 and "The register holds" in done.stdout


@pytest.fixture
def sitting(open_house: Open) -> Sitting:
    """A sitting with fifty items, in a house of its own."""
    return Sitting.opened(open_house(), MANY)


def test_two_hundred_people_at_once_are_all_kept_once(open_house: Open) -> None:
    house = open_house()
    people = with_forms_open(house, CROWD)
    done = at_once([one.send for one in people])
    kept = Counter(text for (text,) in rows(house, "SELECT words FROM terrain_fieldsignal"))
    assert kept == Counter(one.words for one in people)
    assert len({one.receipt for one in done if isinstance(one, Citizen)}) == CROWD
    assert chain_holds(house)


def test_of_fifty_decisions_of_one_item_one_stands_and_the_others_are_told(sitting: Sitting) -> None:
    texts = [f"Raisons numéro {one}, bien à moi." for one in range(MANY)]
    answers: list = at_once([lambda text=text: sitting.decide(sitting.items[0], text) for text in texts])
    assert Counter(one.status_code for one in answers) == {DONE: 1, REFUSED: MANY - 1}
    ((reference, kept),) = rows(sitting.house, "SELECT reference, full_text FROM governance_decision")
    for text, answer in zip(texts, answers, strict=True):
        if answer.status_code == DONE:
            assert text == kept
            continue
        assert text in answer.text, "what was typed is on the page that came back"
        assert "vient d’être décidé" in answer.text
        assert "pas perdu" in answer.text
        assert reference in answer.text
    made = "SELECT count(*) FROM ledger_entry WHERE kind = 'governance.decision_made'"
    assert number(sitting.house, made) == 1
    assert chain_holds(sitting.house)


def test_fifty_decisions_of_fifty_items_are_all_kept(sitting: Sitting) -> None:
    texts = {item: f"Raisons de {item}" for item in sitting.items}
    answers: list = at_once([lambda one=one: sitting.decide(*one) for one in texts.items()])
    assert [one.status_code for one in answers] == [DONE] * MANY
    kept = rows(sitting.house, "SELECT item_id, full_text, reference FROM governance_decision")
    assert {item: text for item, text, _reference in kept} == texts
    assert len({reference for _item, _text, reference in kept}) == MANY
    assert chain_holds(sitting.house)


def kill_in_turn(house: House, busy: Callable[[], bool]) -> Iterator[str]:
    """Kill the worker and the web process one after the other as long as there is work; yields what was killed."""
    for verb in KILLED:
        time.sleep(0.7)
        if not busy():
            return
        if (process := house.child(verb)) is not None:
            process.kill()
            yield verb


def kill_all(house: House) -> None:
    """Let no process of the house tidy up."""
    family = house.family()
    for process in family:
        process.suspend()
    for process in family:
        process.kill()
    assert house.process is not None
    house.process.wait()


def mails(house: House) -> Counter[tuple[str, str]]:
    """How often each mail arrived: to whom, and its Message-ID."""
    parsed = [email.message_from_bytes(file.read_bytes()) for file in (house.var / "mail").glob("[0-9]*.eml")]
    return Counter((str(mail["Delivered-To"]), str(mail["Message-ID"])) for mail in parsed)


def all_left(house: House) -> bool:
    """Whether every letter left; a claim of a killed worker is taken back at once instead of after its two minutes."""
    with house.database() as connection:
        connection.execute(
            "UPDATE post_message SET claimed_at = claimed_at - interval '3 minutes'"
            " WHERE state = 'sending' AND claimed_at < now() - interval '5 seconds'"
        )
    return number(house, "SELECT count(*) FROM post_message WHERE state <> 'sent'") == 0


def assert_letters(house: House, addresses: list[str], *, killed: int) -> None:
    """Each person has their letter; a copy is of a letter that was in flight at a kill, and is counted."""
    arrived = mails(house)
    told = rows(house, "SELECT address, message_id, attempts FROM post_message")
    attempts = {(address, key): int(tries) for address, key, tries in told}
    assert set(arrived) == set(attempts), "no letter is missing, and none came from nowhere"
    authors = Counter(address for address, _key in attempts if address.startswith("auteur"))
    assert authors == Counter(addresses)
    copied = {letter: copies for letter, copies in arrived.items() if copies > 1}
    assert all(copies <= attempts[letter] for letter, copies in copied.items()), copied
    assert sum(copies - 1 for copies in copied.values()) <= killed


def test_killing_web_and_worker_in_a_burst_of_decisions_loses_nothing(open_house: Open) -> None:
    """Each is killed while decisions are made, read and told; then everything dies at once, as in a power cut."""
    house = open_house()
    sitting = Sitting.opened(house, CARRIED)
    work: list[Future[str]] = []
    with ThreadPoolExecutor(4) as pool:
        turns = zip(sitting.items, range(CARRIED), strict=True)
        work += [pool.submit(sitting.carry_through, item, place) for item, place in turns]
        killed = Counter(kill_in_turn(house, lambda: not all(one.done() for one in work)))
        wait(work, 120)
    references = [one.result(1) for one in work]
    assert killed["worker"] >= 1
    assert killed["web"] >= 1
    kill_all(house)
    again = open_house()
    told = rows(again, "SELECT reference, full_text, public_text, published_at IS NOT NULL FROM governance_decision")
    wanted = [(key, f"Raisons {one}.", f"Texte public {one}.", "True") for one, key in enumerate(references)]
    assert sorted(told) == sorted(wanted)
    for fact in ("decision_made", "decision_published"):
        question = f"SELECT count(DISTINCT subject_id), count(*) FROM ledger_entry WHERE kind = 'governance.{fact}'"
        assert rows(again, question) == [(str(CARRIED), str(CARRIED))]
    until(lambda: all_left(again))
    assert chain_holds(again)
    authors = [f"auteur{one}@exemple.example" for one in range(CARRIED)]
    assert_letters(again, authors, killed=killed["worker"] + 1)
