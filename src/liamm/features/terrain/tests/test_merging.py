import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.terrain.actions import merge_signals, split_signal
from liamm.features.terrain.enums import SignalState
from liamm.features.terrain.models import FieldSignal, Merging
from liamm.features.terrain.queries import authors_of, signal_node
from liamm.features.terrain.tests.factories import FieldSignalFactory, ReadSignalFactory
from liamm.kernel.access import Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.thread.models import Link

pytestmark = pytest.mark.django_db


def picture():
    """All that a merge may touch: the trees, the families, what was told, the links in force."""
    signals = FieldSignal.objects.order_by("pk").values_list(
        "pk", "merged_into", "root_id", "words", "state", "author__mail", "reader"
    )
    links = Link.objects.filter(ended_at=None).order_by("pk").values_list("source_id", "target_id", "relation")
    return list(signals), sorted(map(str, links))


class TestMergeThenSplit(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(
        st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=6),
        st.tuples(st.integers(0, 4), st.integers(0, 4)),
    )
    def test_is_identity(self, before, last):
        team = TeamMemberFactory()
        signals = [FieldSignalFactory(author__mail=f"a{n}@exemple.example") for n in range(5)]
        for source, target in before:
            self.merge(team, signals[source], signals[target])
        was = picture()
        source = signals[last[0]]
        if self.merge(team, source, signals[last[1]]):
            assert picture() != was
            split_signal(team, source)
        assert picture() == was

    def merge(self, team, source, target):
        try:
            merge_signals(team, source, into=target)
        except DomainError:
            return False
        return True


class TestMerging:
    def test_both_authors_are_told_what_follows(self):
        team, one, other = TeamMemberFactory(), ReadSignalFactory(), ReadSignalFactory()
        merge_signals(team, one, into=other)
        assert {signal.pk for signal in authors_of([signal_node(one)])} == {one.pk, other.pk}
        assert {signal.pk for signal in authors_of([signal_node(other)])} == {one.pk, other.pk}

    def test_the_authors_of_both_learn_it_in_a_sentence_each(self, letters):
        one = ReadSignalFactory(author__mail="un@exemple.example")
        other = ReadSignalFactory(author__mail="deux@exemple.example")
        merge_signals(TeamMemberFactory(), one, into=other)
        told = {mail.to[0]: mail.body for mail in letters()}
        assert "D’autres disent la même chose" in told["un@exemple.example"]
        assert "sa remontée est rapprochée de la vôtre" in told["deux@exemple.example"]
        assert one.reference not in told["deux@exemple.example"]
        assert len(told) == 2

    def test_the_history_keeps_who_and_when(self):
        team, one = TeamMemberFactory(), FieldSignalFactory()
        merge_signals(team, one, into=FieldSignalFactory())
        split_signal(team, one)
        merging = Merging.objects.get()
        assert (merging.by, merging.undone_by) == (team, team)
        assert merging.undone_at

    def test_a_withdrawn_one_is_not_merged(self):
        with pytest.raises(DomainError) as caught:
            merge_signals(
                TeamMemberFactory(), FieldSignalFactory(state=SignalState.WITHDRAWN), into=FieldSignalFactory()
            )
        assert caught.value.field == "into"

    def test_what_is_not_merged_cannot_be_split(self):
        with pytest.raises(DomainError):
            split_signal(TeamMemberFactory(), FieldSignalFactory())

    def test_only_the_team_merges(self):
        one = FieldSignalFactory()
        for act in (
            lambda: merge_signals(PersonFactory(), one, into=FieldSignalFactory()),
            lambda: split_signal(PersonFactory(), one),
        ):
            with pytest.raises(Refused):
                act()


def test_the_author_whose_signal_stays_learns_that_the_other_left(letters):
    team, gone, kept = TeamMemberFactory(), ReadSignalFactory(), ReadSignalFactory(author__mail="reste@exemple.example")
    split_signal(team, merge_signals(team, gone, into=kept))
    assert [step.key.partition(":")[0] for step in kept.steps.all()] == ["joined", "parted"]
    assert [mail.to[0] for mail in letters()] == ["reste@exemple.example"] * 2
    assert "de nouveau suivie pour elle-même" in letters()[-1].body
