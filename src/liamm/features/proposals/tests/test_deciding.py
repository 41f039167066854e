from datetime import date
from decimal import Decimal

import pytest

from liamm.features.accounts.tests.factories import HeadFactory, PersonFactory, TeamMemberFactory
from liamm.features.charter.enums import Effect
from liamm.features.commitments.queries import LoadLine, asked_by
from liamm.features.proposals import actions
from liamm.features.proposals.enums import Stage
from liamm.features.proposals.queries import file_of, has_community, lacks_of, ready_for_sitting
from liamm.features.proposals.rules.readiness import Lack
from liamm.features.proposals.tests.factories import (
    at_gate,
    carrier_of,
    draft,
    fresh,
    ready,
    send,
    submitted,
    through_gate,
    written,
)
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.model import uuid7
from liamm.kernel.thread.chain import Node, tie

pytestmark = pytest.mark.django_db

JANUARY, FEBRUARY = date(2027, 1, 1), date(2027, 2, 1)


def line(days, month=JANUARY):
    return LoadLine(month, "facilitation", Decimal(days))


class TestLoad:
    def test_the_team_says_it_and_none_is_an_answer(self):
        proposal = submitted()
        assert Lack.LOAD in lacks_of(proposal)
        actions.enter_load(TeamMemberFactory(), proposal, lines=[])
        assert Lack.LOAD not in lacks_of(fresh(proposal))
        actions.enter_load(TeamMemberFactory(), proposal, lines=[line(4), line(2, FEBRUARY)])
        assert sum(one.days for one in asked_by(proposal.pk)) == 6

    def test_an_action_above_the_ceiling_is_refused_kindly_with_what_is_possible(self):
        proposal = submitted(kind="action")
        with pytest.raises(DomainError) as told:
            actions.enter_load(TeamMemberFactory(), proposal, lines=[line(4), line("2.25", FEBRUARY)])
        assert "six jours" in told.value.nearest
        assert "projet" in told.value.nearest
        assert told.value.citation
        assert not asked_by(proposal.pk)
        actions.enter_load(TeamMemberFactory(), proposal, lines=[line(4), line(2, FEBRUARY)])

    def test_a_project_may_ask_more(self):
        actions.enter_load(TeamMemberFactory(), submitted(), lines=[line(30)])

    def test_only_the_team_and_only_while_a_decision_is_awaited(self):
        with pytest.raises(Refused):
            actions.enter_load(PersonFactory(), submitted(), lines=[])
        with pytest.raises(Refused):
            actions.enter_load(TeamMemberFactory(), written(), lines=[])
        back = submitted()
        actions.return_proposal(TeamMemberFactory(), back, words="Précisez")
        with pytest.raises(DomainError):
            actions.enter_load(TeamMemberFactory(), fresh(back), lines=[])


class TestReadiness:
    def test_a_file_becomes_ready_step_by_step(self):
        proposal = submitted()
        assert lacks_of(proposal) == [Lack.GATE, Lack.LOAD]
        proposal, invited = through_gate()
        assert lacks_of(proposal) == [Lack.APPRAISALS, Lack.LOAD]
        for seat in invited:
            send(seat, Stage.REST)
        actions.enter_load(TeamMemberFactory(), proposal, lines=[line(1)])
        assert lacks_of(fresh(proposal)) == []
        assert ready_for_sitting() == [proposal]

    def test_what_is_held_at_the_gate_goes_before_a_sitting_as_it_is(self):
        proposal, _seats = at_gate(step="absente")
        for _ in range(2):
            actions.hold_gate(TeamMemberFactory(), proposal, argument="Personne n’a été rencontré.")
        assert ready_for_sitting() == [proposal]

    def test_a_resource_needs_no_grid(self):
        proposal = submitted(kind="resource")
        actions.enter_load(TeamMemberFactory(), proposal, lines=[])
        assert ready_for_sitting() == [proposal]
        assert lacks_of(fresh(draft())) == [Lack.SUBMITTED]

    def test_its_queries_do_not_grow(self, django_assert_num_queries):
        ready()
        with django_assert_num_queries(5):
            assert len(ready_for_sitting()) == 1
        for _ in range(3):
            ready()
        with django_assert_num_queries(5):
            assert len(ready_for_sitting()) == 4

    def test_a_set_aside_appraiser_no_longer_makes_it_ready(self):
        proposal = ready()
        seat = proposal.versions.get().seats.first()
        actions.set_aside_appraiser(TeamMemberFactory(), seat, reason="Lien")
        assert lacks_of(proposal) == [Lack.GATE]


class TestDeciding:
    """« On ne peut imposer un projet au laboratoire »: whoever decides, by whatever door."""

    @pytest.mark.parametrize("effect", [Effect.RETAIN, Effect.RETAIN_WITH])
    @pytest.mark.parametrize("make", [draft, written, submitted, lambda: at_gate()[0], lambda: through_gate()[0]])
    def test_nothing_is_retained_that_was_not_submitted_and_appraised(self, make, effect):
        proposal = fresh(make())
        with pytest.raises(DomainError) as told:
            actions.mark_decided(SYSTEM, proposal, effect=effect)
        assert "imposer" in told.value.sentence
        assert fresh(proposal).state == proposal.state

    def test_the_refusal_cites_the_grid(self):
        with pytest.raises(DomainError) as told:
            actions.mark_decided(SYSTEM, submitted(), effect=Effect.RETAIN)
        assert told.value.citation.article == "1.2.1"

    def test_nor_what_was_held_at_the_gate(self):
        proposal, _seats = at_gate(step="absente")
        for _ in range(2):
            actions.hold_gate(TeamMemberFactory(), proposal, argument="Personne n’a été rencontré.")
        with pytest.raises(DomainError):
            actions.mark_decided(SYSTEM, proposal, effect=Effect.RETAIN)
        actions.mark_decided(SYSTEM, proposal, effect=Effect.REFUSE)
        assert fresh(proposal).state == "not_retained"

    @pytest.mark.parametrize("actor", [PersonFactory, TeamMemberFactory, HeadFactory])
    def test_nobody_decides_by_hand(self, actor):
        proposal = ready()
        for act in (
            lambda: actions.mark_decided(actor(), proposal, effect=Effect.RETAIN),
            lambda: actions.end_deferral(actor(), proposal),
        ):
            with pytest.raises(Refused):
                act()

    @pytest.mark.parametrize(
        ("effect", "state", "keeps_load"),
        [
            (Effect.RETAIN, "retained", True),
            (Effect.RETAIN_WITH, "retained", True),
            (Effect.DEFER, "deferred", True),
            (Effect.REDIRECT, "redirected", False),
            (Effect.REFUSE, "not_retained", False),
            (Effect.NOTE, "submitted", True),
        ],
    )
    def test_what_each_effect_does(self, effect, state, keeps_load):
        proposal = ready()
        actions.mark_decided(SYSTEM, proposal, effect=effect, decision=uuid7())
        assert fresh(proposal).state == state
        assert bool(asked_by(proposal.pk)) == keeps_load
        assert bool(fresh(proposal).decided_at) == (state not in {"deferred", "submitted"})

    def test_what_is_deferred_comes_back_by_itself(self):
        proposal = ready()
        actions.mark_decided(SYSTEM, proposal, effect=Effect.DEFER)
        assert ready_for_sitting() == [proposal]
        actions.mark_decided(SYSTEM, proposal, effect=Effect.RETAIN)
        assert ready_for_sitting() == []

    def test_twice_is_refused(self):
        proposal = ready()
        actions.mark_decided(SYSTEM, proposal, effect=Effect.RETAIN)
        for effect in (Effect.RETAIN, Effect.REFUSE):
            with pytest.raises(DomainError):
                actions.mark_decided(SYSTEM, proposal, effect=effect)


class TestFile:
    def test_all_that_a_sitting_reads(self):
        proposal = ready(kind="action")
        file = file_of(SYSTEM, proposal)
        assert file.version.number == 1
        assert [one.person for one in file.carriers] == [carrier_of(proposal)]
        assert file.objectives == ("ameliorer",)
        assert file.phase == "ideation"
        assert len(file.territories) == 1
        assert file.gate.is_passed
        assert file.load == (line(3),)
        assert file.lacks == ()
        assert [block.given for block in file.spread] == [3, 3, 3, 3]
        assert file.set_aside == 0
        assert not file.has_community

    def test_for_the_team_and_the_house(self):
        proposal = ready()
        assert file_of(TeamMemberFactory(), proposal)
        for actor in (carrier_of(proposal), PersonFactory()):
            with pytest.raises(Refused):
                file_of(actor, proposal)

    def test_its_queries_do_not_grow(self, django_assert_num_queries):
        proposal = ready()
        with django_assert_num_queries(FILE_QUERIES):
            file_of(SYSTEM, proposal)
        proposal = ready(count=6)
        with django_assert_num_queries(FILE_QUERIES):
            file_of(SYSTEM, proposal)

    def test_a_community_behind_it_its_own_or_of_its_problem(self):
        proposal = submitted()
        assert not has_community(proposal)
        problem = Node("problem", uuid7())
        tie(problem, "led_to", Node("proposal", proposal.pk))
        assert not has_community(proposal)
        tie(problem, "gathered", Node("community", uuid7()))
        assert has_community(proposal)
        other = submitted()
        tie(Node("community", uuid7()), "led_to", Node("proposal", other.pk))
        assert has_community(other)


FILE_QUERIES = 15
