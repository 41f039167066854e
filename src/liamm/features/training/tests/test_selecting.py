"""The selection: the same list anywhere, the best balanced that exists, and reasons that hold."""

import json
import random
import runpy
from collections import Counter
from fractions import Fraction
from itertools import combinations, groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liamm.features.training.rules import verify_selection
from liamm.features.training.rules.balancing import Balance, Table, Target, target_of, targets_among
from liamm.features.training.rules.selecting import Applicant, Because, commitment, fill, number, select

HOSTS = ("etat", "region", "")
PLACES = ("22", "29", "")
SEED = "graine"


@st.composite
def cases(draw, most=8):
    """A few people, the places, up to two balances with targets of any kind (for silence too), and a seed."""
    sides, most_said = draw(st.integers(0, 2)), draw(st.sampled_from([2, 3]))
    targets = [
        Balance(
            key, {value: draw(st.builds(_target, st.integers(0, 4), st.integers(0, 2))) for value in values[:most_said]}
        )
        for key, values in (("hote", HOSTS), ("territoire", PLACES))[:sides]
    ]
    people = [
        Applicant(
            f"p{place}",
            (draw(st.integers(0, 1)), draw(st.integers(0, 1))),
            tuple(draw(st.sampled_from(values)) for values in (HOSTS, PLACES)[:sides]),
        )
        for place in range(draw(st.integers(0, most)))
    ]
    return people, draw(st.integers(0, most)), targets, draw(st.text(max_size=4))


def _target(low, more):
    return Target(low, low + more)


def taken(outcomes):
    return [one.applicant for one in outcomes if one.has_place]


def missed(people, balances):
    return Table.of(balances, (one.cell for one in people)).deviation()


def allowed(people, places):
    """All the lists that put nobody of a lower class before somebody of a higher one."""
    ordered = sorted(people, key=lambda one: one.levels, reverse=True)
    kept = []
    for _levels, members in groupby(ordered, key=lambda one: one.levels):
        group = list(members)
        if len(kept) + len(group) > places:
            return [[*kept, *some] for some in combinations(group, places - len(kept))]
        kept += group
    return [kept]


@settings(max_examples=150, deadline=None)
@given(cases())
def test_no_list_is_better_balanced_and_none_of_the_best_is_drawn_before(case):
    people, places, balances, seed = case
    chosen = taken(select(people, places, balances, seed))
    lists = allowed(people, places)
    assert {one.id for one in chosen} in [{one.id for one in some} for some in lists]
    assert missed(chosen, balances) == min(missed(some, balances) for some in lists)

    def drawn(some):
        return sorted(number(seed, one.id) for one in some)

    best = min((some for some in lists if missed(some, balances) == missed(chosen, balances)), key=drawn)
    assert {one.id for one in best} == {one.id for one in chosen}


@settings(max_examples=60, deadline=None)
@given(cases(), st.randoms(use_true_random=False))
def test_order_of_arrival_changes_nothing(case, chance):
    people, places, balances, seed = case
    shuffled = chance.sample(people, len(people))
    assert select(shuffled, places, balances, seed) == select(people, places, balances, seed)


@settings(max_examples=60, deadline=None)
@given(cases())
def test_what_was_published_is_enough_to_recompute(case):
    people, places, balances, seed = case
    assert verify_selection.recompute(json.loads(json.dumps(published(people, places, balances, seed)))) == [
        one.id for one in taken(select(people, places, balances, seed))
    ]


@settings(max_examples=60, deadline=None)
@given(cases())
def test_reasons_say_what_happened(case):
    people, places, balances, seed = case
    outcomes = select(people, places, balances, seed)
    assert len(outcomes) == len(people)
    assert sum(one.has_place for one in outcomes) == min(len(people), places)
    for _rank, members in groupby(outcomes, key=lambda one: one.rank):
        group = list(members)
        assert [one.drawn for one in group] == list(range(1, len(group) + 1))
        reasons = {one.because for one in group}
        if len({one.has_place for one in group}) == 1:
            assert reasons == {Because.ROOM if len(people) <= places else Because.CLASS}
        else:
            assert reasons <= {Because.BALANCE, Because.DRAW}
            swapped = Counter(one.has_place for one in group if one.because is Because.BALANCE)
            assert swapped[True] == swapped[False], "each place the balance gave, it took from somebody drawn before"


@settings(max_examples=60, deadline=None)
@given(cases(), st.data())
def test_who_withdraws_is_replaced_by_the_same_rule(case, data):
    people, places, balances, seed = case
    outcomes = select(people, places, balances, seed)
    chosen = taken(outcomes)
    if not chosen:
        return
    gone = data.draw(st.sampled_from(chosen))
    kept = [one for one in chosen if one is not gone]
    waiting = [one.applicant for one in outcomes if not one.has_place]
    called = taken(fill(kept, waiting, 1, balances, seed))
    if not waiting:
        assert not called
        return
    first = max(one.levels for one in waiting)
    near = [one for one in waiting if one.levels == first]
    best = min(near, key=lambda one: (missed([*kept, one], balances), number(seed, one.id)))
    assert called == [best]


@settings(max_examples=200, deadline=None)
@given(st.integers(2, 8), st.integers(0, 60), st.integers(1, 200), st.data())
def test_some_list_meets_what_is_announced_whoever_says_nothing(many, places, applicants, data):
    unsaid = data.draw(st.integers(0, applicants))
    targets = targets_among([str(one) for one in range(many)], places, unsaid=unsaid, applicants=applicants)
    assert sum(one.low for one in targets.values()) <= places <= sum(one.high for one in targets.values())
    assert targets[""].low <= places * unsaid / applicants <= targets[""].high


@settings(max_examples=100, deadline=None)
@given(cases(), st.data())
def test_silence_gains_and_loses_nothing(case, data):
    """Of people alike, those who say nothing have their part of the places to a seat, unless others are too few."""
    people, places, _balances, seed = case
    said = [data.draw(st.sampled_from(HOSTS)) for _one in people]
    people = [Applicant(one.id, (0,), (host,)) for one, host in zip(people, said, strict=True)]
    if not people or places > len(people):
        return
    balance = Balance("hote", targets_among(HOSTS[:2], places, unsaid=said.count(""), applicants=len(people)))
    given_to = Counter(one.values[0] for one in taken(select(people, places, [balance], seed)))
    if all(said.count(host) >= balance.targets[host].high for host in HOSTS[:2]):
        assert balance.targets[""].low <= given_to[""] <= balance.targets[""].high


def test_who_says_nothing_is_not_shut_out_by_the_parity_of_the_others():
    """Two places, three of one host, one of the other, one who says nothing: one seat each would shut them out."""
    people = [Applicant(f"p{one}", (1,), (host,)) for one, host in enumerate(["etat"] * 3 + ["region", ""])]
    balance = Balance("hote", targets_among(HOSTS[:2], 2, unsaid=1, applicants=5))
    seated = [{one.id for one in taken(select(people, 2, [balance], str(seed)))} for seed in range(60)]
    assert 0 < sum("p4" in one for one in seated) < 60


def test_targets_are_met_within_a_seat_whenever_some_list_does():
    chance = random.Random(4)
    halves = {host: target_of(Fraction(1, 2), 15) for host in HOSTS[:2]}
    thirds = {place: target_of(Fraction(1, 3), 15) for place in ("22", "29", "35")}
    balances = [Balance("hote", halves), Balance("territoire", thirds)]
    people = [Applicant(f"p{one}", (1,), (chance.choice(HOSTS), chance.choice([*thirds, ""]))) for one in range(60)]
    seats = [
        Counter(values)
        for values in zip(*(one.values for one in taken(select(people, 15, balances, SEED))), strict=True)
    ]
    assert all(abs(seats[0][host] - 7.5) <= 1 for host in halves)
    assert all(seats[1][place] == 5 for place in thirds)


def test_people_seated_change_cells_to_open_the_way():
    """The only person of 22 is of the State: another of the State leaves their seat to somebody of the Region."""
    balances = [
        Balance("hote", {"etat": Target(1, 1), "region": Target(1, 1)}),
        Balance("territoire", {"22": Target(1, 1), "29": Target(1, 1)}),
    ]
    people = [
        Applicant("a", (0,), ("etat", "29")),
        Applicant("b", (0,), ("etat", "22")),
        Applicant("c", (0,), ("region", "29")),
    ]
    for seed in ("1", "2", "3", "4"):
        assert {one.id for one in taken(select(people, 2, balances, seed))} == {"b", "c"}


def test_the_verifier_moves_who_is_seated_too():
    """Somebody of the Region comes in for the one of the State, whom the person of 22 follows."""
    a, b, c = ({"values": values} for values in (["etat", "29"], ["etat", "22"], ["region", "29"]))
    assert [c, b] in verify_selection.one_more([a], [a, b, c])


def test_five_hundred_for_a_hundred_stay_quick():
    chance = random.Random(16)
    balances = [
        Balance("hote", {host: target_of(Fraction(1, 2), 100) for host in HOSTS[:2]}),
        Balance("territoire", {place: target_of(Fraction(1, 4), 100) for place in ("22", "29", "35", "56")}),
    ]
    people = [
        Applicant(
            f"p{one}", (chance.randint(0, 1),), (chance.choice(HOSTS), chance.choice(["22", "29", "35", "56", ""]))
        )
        for one in range(500)
    ]
    chosen = taken(select(people, 100, balances, SEED))
    assert len(chosen) == 100
    assert missed(chosen, balances) == 0


def test_a_host_that_is_few_leaves_its_seats_without_the_other_going_past_its_half():
    """Parity is no reason for an empty chair: others come first, then the other host beyond its half."""
    halves = [Balance("hote", {host: Target(2, 2) for host in HOSTS[:2]})]
    region = [Applicant(f"r{one}", (1,), ("region",)) for one in range(5)]
    other = [Applicant("o", (1,), ("",))]
    state = [Applicant("e", (1,), ("etat",))]
    hosts = Counter(one.values[0] for one in taken(select([*region, *other, *state], 4, halves, SEED)))
    assert hosts == {"etat": 1, "region": 2, "": 1}
    hosts = Counter(one.values[0] for one in taken(select([*region, *state], 4, halves, SEED)))
    assert hosts == {"etat": 1, "region": 3}


def test_the_draw_is_the_documented_one():
    assert commitment("graine") == "9712315c8f2f00925b0aa029a4fc764c82a19fa8004721121928868c19fbfeca"
    assert number("graine", "a1") == "3c6c9c1076cd48a29aab01a32d8fc9aedf0dbb582c265dfa28e1d7298e749f9f"


def test_the_example_of_the_guide():
    halves = [Balance("hote", targets_among(HOSTS[:2], 3, unsaid=1, applicants=7))]
    assert halves[0].targets == {"etat": Target(1, 2), "region": Target(1, 2), "": Target(0, 1)}
    alike = [Applicant(name, (1, 1), ("region",)) for name in ("D1", "K7", "C4")]
    people = [Applicant("M9", (2, 0), ("region",)), *alike, Applicant("B2", (1, 1), ("etat",))]
    people += [Applicant("R5", (1, 0), ("etat",)), Applicant("V9", (1, 1), ("",))]
    outcomes = select(people, 3, halves, "ajonc")
    assert [(one.applicant.id, one.has_place, one.because) for one in outcomes] == [
        ("M9", True, Because.CLASS),
        ("V9", True, Because.DRAW),
        ("D1", False, Because.BALANCE),
        ("K7", False, Because.DRAW),
        ("C4", False, Because.DRAW),
        ("B2", True, Because.BALANCE),
        ("R5", False, Because.CLASS),
    ]
    kept = [one for one in taken(outcomes) if one.id != "B2"]
    waiting = [one.applicant for one in outcomes if not one.has_place]
    assert [one.id for one in taken(fill(kept, waiting, 1, halves, "ajonc"))] == ["D1"]


@pytest.mark.parametrize(
    ("people", "balances"),
    [
        ([Applicant("a", (0,)), Applicant("a", (1,))], []),
        ([Applicant("a", (0,))], [Balance("hote", {})]),
        ([Applicant("a", (0,), ("", "", ""))], [Balance(key, {}) for key in "abc"]),
    ],
)
def test_unsound_data_are_refused(people, balances):
    with pytest.raises(ValueError, match=r"an applicant|applicants have"):
        select(people, 1, balances, SEED)


def test_a_table_has_two_sides():
    with pytest.raises(ValueError, match="two balances"):
        Table([Balance(key, {}) for key in "abc"])


def published(people, places, balances, seed):
    return {
        "places": places,
        "balances": [
            {"key": one.key, "targets": {value: [to.low, to.high] for value, to in one.targets.items()}}
            for one in balances
        ],
        "commitment": commitment(seed),
        "seed": seed,
        "applicants": [{"id": one.id, "levels": one.levels, "values": one.values} for one in people],
        "selected": [one.id for one in taken(select(people, places, balances, seed))],
    }


@pytest.mark.parametrize(
    ("change", "said", "code"),
    [
        ({}, ("La graine est", "La liste est"), 0),
        ({"seed": "autre"}, ("La graine N’EST PAS", "La liste"), 1),
        ({"selected": []}, ("La graine est", "La liste N’EST PAS"), 1),
    ],
)
def test_the_verifier_says_both_things(tmp_path, capsys, change, said, code):
    people = [Applicant(f"p{one}", (1,), ("etat",)) for one in range(5)]
    file = tmp_path / "selection.json"
    data = published(people, 2, [Balance("hote", {"etat": Target(1, 2)})], SEED)
    file.write_text(json.dumps({**data, **change}))
    assert verify_selection.main(str(file)) == code
    printed = capsys.readouterr().out
    assert all(words in printed for words in said)


def test_the_verifier_runs_by_itself(tmp_path, monkeypatch, capsys):
    people = [Applicant(f"p{one}", (1,)) for one in range(3)]
    file = tmp_path / "selection.json"
    file.write_text(json.dumps(published(people, 2, [], SEED)))
    monkeypatch.setattr("sys.argv", ["verify_selection.py", str(file)])
    with pytest.raises(SystemExit) as left:
        runpy.run_path(verify_selection.__file__, run_name="__main__")
    assert left.value.code == 0
    assert "La liste est celle que donnent les règles." in capsys.readouterr().out
