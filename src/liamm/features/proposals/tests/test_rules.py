from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liamm.features.proposals.enums import ProposalState
from liamm.features.proposals.rules.ceiling import over_ceiling
from liamm.features.proposals.rules.changes import PUT_IN, TAKEN_OUT, pieces_between
from liamm.features.proposals.rules.eligibility import CheckTerms, Direction, Scope, orient
from liamm.features.proposals.rules.gate import GateLack, GateTerms, Mark, gate_findings, may_state
from liamm.features.proposals.rules.readiness import FileFacts, Lack, lacks_for_retaining, lacks_for_sitting
from liamm.features.proposals.rules.states import DECIDED, WAITING, WRITABLE, may_go
from liamm.features.proposals.rules.writing import Landing, Sent, Standing, cleaned, digest, is_empty, land

terms = st.builds(
    GateTerms,
    minimum_sent=st.integers(1, 7),
    at_least=st.integers(0, 3),
    share_above=st.sampled_from([0.0, 0.3, 0.5, 0.66, 0.99]),
    argued=st.booleans(),
    named_persons=st.integers(1, 3),
)
mark_lists = st.lists(st.builds(Mark, st.integers(0, 3), st.booleans()), max_size=9)
marks_by = st.dictionaries(st.sampled_from(["usagers", "agents", "autres"]), mark_lists, min_size=1)


class TestGate:
    @given(marks_by, terms)
    def test_it_is_passed_exactly_when_each_criterion_has_enough_high_enough(self, marks, rule):
        def lifts(mark):
            return mark.rank >= rule.at_least and (mark.argued or not rule.argued)

        met = all(
            len(given) >= rule.minimum_sent
            and Fraction(sum(map(lifts, given)), max(1, len(given))) > Fraction(str(rule.share_above))
            for given in marks.values()
        )
        assert (not gate_findings(marks, rule)) == met

    @given(marks_by, terms)
    def test_passing_and_holding_exclude_each_other(self, marks, rule):
        findings = gate_findings(marks, rule)
        assert not (may_state(findings, passed=True) and may_state(findings, passed=False))

    @given(marks_by, terms)
    def test_it_cannot_be_held_before_enough_were_sent(self, marks, rule):
        findings = gate_findings(marks, rule)
        if min(len(given) for given in marks.values()) < rule.minimum_sent:
            assert [finding.lack for finding in findings] == [GateLack.SENT]
            assert not may_state(findings, passed=False)
            assert not may_state(findings, passed=True)

    @given(marks_by, terms, st.sampled_from(["usagers", "agents", "autres"]))
    def test_one_more_strong_argued_opinion_never_closes_it(self, marks, rule, criterion):
        if criterion in marks and not gate_findings(marks, rule):
            assert not gate_findings({**marks, criterion: [*marks[criterion], Mark(3, argued=True)]}, rule)

    def test_half_is_not_more_than_half(self):
        rule = GateTerms(2, 2, 0.5, argued=True, named_persons=2)
        findings = gate_findings({"usagers": [Mark(2, argued=True), Mark(1, argued=True)]}, rule)
        assert [(one.lack, one.have, one.of) for one in findings] == [(GateLack.SHARE, 1, 2)]

    def test_an_opinion_without_argument_weighs_but_does_not_lift(self):
        rule = GateTerms(3, 2, 0.5, argued=True, named_persons=2)
        marks = {"usagers": [Mark(3, argued=False), Mark(3, argued=False), Mark(3, argued=True)]}
        assert gate_findings(marks, rule)

    def test_nothing_sent(self):
        rule = GateTerms(3, 2, 0.5, argued=True, named_persons=2)
        assert gate_findings({}, rule)[0].have == 0


NINE, TEN = datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 2, 10, tzinfo=UTC)
ANNE, BRUNO = (UUID(int=1), NINE), (UUID(int=2), NINE)
ANNE_ELSEWHERE = (ANNE[0], TEN)
"""Another page of the same person."""
values = st.one_of(st.text(max_size=20), st.lists(st.text(max_size=5), max_size=4))


class TestWriting:
    @given(values)
    def test_cleaning_twice_changes_nothing(self, value):
        assert cleaned(cleaned(value)) == cleaned(value)
        assert digest(value) == digest(cleaned(value))
        assert is_empty(value) == (digest(value) == digest(""))

    def test_line_ends_do_not_count(self):
        assert digest("a\r\nb ") == digest("a\nb")
        assert digest([]) == digest("")
        assert digest(["b", "a", "a"]) == digest(["a", "b"])

    @given(values, values, values, st.lists(st.sampled_from([ANNE, BRUNO, ANNE_ELSEWHERE]), max_size=3))
    def test_a_text_never_replaces_one_that_another_wrote_unseen(self, before, now, mine, since):
        standing = Standing(now, number=3 + len(since), hands_since=since)
        landing = land(Sent(mine, 3, digest(before)), standing, ANNE)
        others = {BRUNO, ANNE_ELSEWHERE} & set(since)
        if others:
            assert landing is not Landing.WRITTEN
        if digest(mine) == digest(now):
            assert landing is Landing.SAME
        if landing is Landing.ASIDE:
            assert others
            assert digest(mine) != digest(before)

    @given(values, values)
    def test_alone_one_always_writes(self, before, mine):
        landing = land(Sent(mine, 2, digest(before)), Standing(before, 2), ANNE)
        assert landing is (Landing.SAME if digest(mine) == digest(before) else Landing.WRITTEN)

    def test_going_back_to_what_one_had_found_is_writing(self):
        standing = Standing("essai", 2, [ANNE])
        assert land(Sent("départ", 1, digest("départ")), standing, ANNE) is Landing.WRITTEN

    def test_a_forged_mark_without_base_meets_what_others_wrote(self):
        assert land(Sent("mien", 0, ""), Standing("tien", 2, [BRUNO, BRUNO]), ANNE) is Landing.ASIDE


class TestStates:
    def test_every_state_is_known(self):
        for state in ProposalState:
            assert {to for to in ProposalState if may_go(state, to)} <= set(ProposalState)

    @pytest.mark.parametrize("state", [ProposalState.DRAFT, ProposalState.REWORK, ProposalState.WITHDRAWN])
    def test_nothing_is_retained_without_having_been_submitted(self, state):
        assert not any(may_go(state, to) for to in DECIDED | {"deferred"})

    def test_where_one_writes_no_decision_is_awaited(self):
        assert not WRITABLE & (WAITING | DECIDED)

    def test_what_is_retained_is_not_withdrawn(self):
        assert not may_go(ProposalState.RETAINED, ProposalState.WITHDRAWN)


facts = st.builds(
    FileFacts,
    submitted=st.booleans(),
    appraised_kind=st.booleans(),
    gate=st.sampled_from(["", "passed", "held"]),
    appraisals=st.integers(0, 5),
    minimum=st.integers(1, 4),
    load_entered=st.booleans(),
)


class TestReadiness:
    @given(facts)
    def test_nothing_is_imposed_on_the_lab(self, file):
        if not lacks_for_retaining(file):
            assert file.submitted
            assert not file.appraised_kind or (file.gate == "passed" and file.appraisals >= file.minimum)

    @given(facts)
    def test_what_goes_before_a_sitting_may_be_retained_unless_held_at_the_gate(self, file):
        if not lacks_for_sitting(file):
            assert file.gate == "held" or not lacks_for_retaining(file)

    def test_sentences(self):
        assert lacks_for_sitting(FileFacts(submitted=False, appraised_kind=True)) == [Lack.SUBMITTED]
        assert lacks_for_retaining(FileFacts(submitted=False, appraised_kind=True)) == [Lack.SUBMITTED]
        waiting = FileFacts(submitted=True, appraised_kind=True, minimum=3)
        assert lacks_for_sitting(waiting) == [Lack.GATE, Lack.LOAD]
        assert lacks_for_retaining(FileFacts(submitted=True, appraised_kind=True, gate="held")) == [Lack.GATE_HELD]
        assert lacks_for_sitting(FileFacts(submitted=True, appraised_kind=False)) == [Lack.LOAD]


CHECKS = [CheckTerms("usagers", stops=True), CheckTerms("temps", stops=False)]
ALL = frozenset({"project", "action", "community", "resource"})


class TestEligibility:
    @given(st.sampled_from(Scope), st.dictionaries(st.sampled_from(["usagers", "temps"]), st.booleans()))
    def test_the_answer_is_always_a_direction(self, scope, answers):
        found = orient(scope, answers, CHECKS, ALL)
        assert found.direction in set(Direction)
        assert found.stopped == ("usagers" in found.missing)

    def test_directions(self):
        yes = {"usagers": True, "temps": True}
        assert orient(Scope.MONTHS, yes, CHECKS, ALL).direction is Direction.PROJECT
        assert orient(Scope.MONTHS, {"usagers": True}, CHECKS, ALL).direction is Direction.ACTION
        assert orient(Scope.MONTHS, {"temps": True}, CHECKS, ALL).direction is Direction.TALK
        assert orient(Scope.ROOM, {}, CHECKS, ALL).direction is Direction.RESOURCE
        assert orient(Scope.CIRCLE, {}, CHECKS, ALL).direction is Direction.COMMUNITY
        assert orient(Scope.UNSURE, yes, CHECKS, ALL).direction is Direction.TALK
        assert orient(Scope.ROOM, yes, CHECKS, frozenset({"project"})).direction is Direction.TALK


class TestCeiling:
    @given(st.lists(st.decimals(0, 31, places=2), max_size=12), st.sampled_from([0.5, 3, 6, 6.5]))
    def test_over_is_what_passes_exactly(self, days, ceiling):
        over = over_ceiling(days, ceiling)
        assert over >= 0
        assert (over > 0) == (sum(days) > Decimal(str(ceiling)))


class TestChanges:
    @given(st.text(alphabet="ab \n", max_size=40), st.text(alphabet="ab \n", max_size=40))
    def test_the_pieces_give_both_texts(self, before, after):
        pieces = pieces_between(before, after)
        new = "".join(text for kind, text in pieces if kind != TAKEN_OUT)
        old = "".join(text for kind, text in pieces if kind != PUT_IN)
        assert (old, new) == (before, after)
