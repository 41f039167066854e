from importlib import import_module

import pytest
from django.apps import apps
from django.db import transaction

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.spaces.enums import Audience
from liamm.features.spaces.tests.factories import LabSpaceFactory
from liamm.features.terrain.actions import (
    Call,
    Mask,
    ProblemDraft,
    Withdrawn,
    Wording,
    agree_publication,
    mask_signal,
    merge_signals,
    open_community,
    publish_wording,
    raise_problem,
    withdraw_signal,
    withdraw_wording,
    write_known,
)
from liamm.features.terrain.enums import Withdrawal
from liamm.features.terrain.models import FieldSignal
from liamm.features.terrain.tests.factories import ReadSignalFactory
from liamm.kernel import clock
from liamm.kernel.access import LinkHolder
from liamm.kernel.search.index import reindex
from liamm.kernel.search.models import SearchEntry
from liamm.kernel.telltale.sensitive import Passage

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    LabSpaceFactory()
    return TeamMemberFactory()


def found(word, key="public"):
    """The kinds of what holds a word in the index, for who holds an audience key."""
    return {one.kind for one in SearchEntry.objects.filter(audience__contains=[key]) if word in one.title + one.body}


def say(team, signal, word, audience=Audience.PUBLIC):
    wording = Wording(title=f"Titre {word}", text=f"On revient au {word}.", audience=audience)
    return publish_wording(team, signal, wording=wording)


def whole(signal):
    withdraw_signal(LinkHolder(signal.pk), signal, withdrawn=Withdrawn(scope=Withdrawal.WHOLE))


class TestAWordingThatLeavesItsPageLeavesTheSearch:
    def test_published_anew(self, team):
        signal = ReadSignalFactory()
        say(team, signal, "canariun")
        assert found("canariun") == {"wording"}
        say(team, signal, "canarideux")
        assert not found("canariun")
        assert not found("canariun", "team")
        assert found("canarideux") == {"wording"}

    def test_narrowed_to_the_community(self, team):
        signal = ReadSignalFactory()
        say(team, signal, "canariun")
        say(team, signal, "canariun", Audience.COMMUNITY)
        assert not found("canariun")
        assert found("canariun", "community") == {"wording"}

    @pytest.mark.parametrize("times", [1, 3])
    def test_taken_back_refused_by_its_author_or_erased(self, team, times):
        ways = {
            "taken": lambda one: withdraw_wording(team, one.wordings.get(withdrawn_at=None)),
            "refused": lambda one: agree_publication(LinkHolder(one.pk), one, agreed=False),
            "erased": whole,
        }
        for way, leave in ways.items():
            signal = ReadSignalFactory(words="canarimots")
            for time in range(times):
                say(team, signal, f"canari{way}{time}")
            leave(FieldSignal.objects.get(pk=signal.pk))
            assert not found(f"canari{way}"), way
            assert not found(f"canari{way}", "team"), way
        assert found("canarimots", "team") == {"signal"}

    def test_merged_then_erased(self, team):
        first, second = ReadSignalFactory(words="canarimots"), ReadSignalFactory()
        say(team, first, "canariun")
        say(team, first, "canarideux")
        merge_signals(team, first, into=second)
        whole(first)
        assert not found("canari", "team")
        assert not found("canari")

    def test_what_is_masked_is_found_by_nobody(self, team):
        signal = ReadSignalFactory(words="canarinom attend")
        reindex("signal", [signal.pk])
        assert found("canarinom", "team") == {"signal"}
        mask_signal(team, signal, mask=Mask({"words": [Passage(0, 9, "[…]")]}, signal.fingerprint))
        assert not found("canarinom", "team")

    def test_in_the_same_transaction(self, team):
        signal = ReadSignalFactory()
        say(team, signal, "canariun")
        with transaction.atomic():
            say(team, signal, "canarideux")
            transaction.set_rollback(True)
        assert found("canariun") == {"wording"}
        assert not found("canarideux")


class TestTheQuestionOfAProblem:
    def test_its_community_is_found_by_the_question_of_today(self, team):
        problem = raise_problem(team, ProblemDraft(question="Comment canariun ?"))
        open_community(team, problem, call=Call(name="Guichets", call="Venez.", ends=clock.in_days(90).date()))
        assert found("canariun") == {"problem", "community"}
        write_known(team, problem, draft=ProblemDraft(question="Comment canarideux ?"))
        assert not found("canariun")
        assert found("canarideux") == {"problem", "community"}

    def test_narrowed_to_the_community(self, team):
        problem = raise_problem(team, ProblemDraft(question="Comment canariun ?"))
        write_known(team, problem, draft=ProblemDraft(question="Comment canariun ?", audience=Audience.COMMUNITY))
        assert not found("canariun")
        assert found("canariun", "community") == {"problem"}


class TestWhatWasThereBefore:
    def test_orphans_are_purged(self, team):
        signal = ReadSignalFactory()
        first, second = say(team, signal, "canariun"), say(team, signal, "canarideux")
        kept = SearchEntry.objects.get(subject_id=str(second.pk))
        kept.pk, kept.subject_id, kept.title = None, str(first.pk), "canariun"
        kept.save()
        assert found("canariun") == {"wording"}
        problem = raise_problem(team, ProblemDraft(question="Comment canariun ?"))
        call = Call(name="Guichets", call="Venez **vite**.", ends=clock.in_days(90).date())
        open_community(team, problem, call=call)
        type(problem).objects.update(question="Comment canarideux ?")
        reindex("problem", [problem.pk])
        import_module("liamm.features.terrain.migrations.0007_found_as_published").purge(apps, None)
        assert not found("canariun")
        assert found("canarideux") == {"wording", "problem", "community"}
        kept = SearchEntry.objects.get(kind="community")
        reindex("community", [kept.subject_id])
        again = SearchEntry.objects.get(kind="community")
        assert (again.body, again.vector) == (kept.body, kept.vector)
