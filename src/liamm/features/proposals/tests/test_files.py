import pytest
from django.utils import translation

from liamm.features.proposals.queries import file_of, files_of, lacks_to_retain, waiting_with_lacks, with_community
from liamm.features.proposals.queries.files import said_answers
from liamm.features.proposals.queries.versions import latest_version
from liamm.features.proposals.rules.readiness import Lack
from liamm.features.proposals.tests.factories import ready, submitted
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.model import uuid7
from liamm.kernel.thread.chain import Node, tie

pytestmark = pytest.mark.django_db


def test_the_files_of_a_sitting_are_those_of_each_request(django_assert_num_queries):
    first, second = ready(), submitted()
    with django_assert_num_queries(11):
        files = files_of(SYSTEM, [first, second])
    assert files == {one.pk: file_of(SYSTEM, one) for one in (first, second)}
    with django_assert_num_queries(11):
        files_of(SYSTEM, [first])
    assert files_of(SYSTEM, []) == {}
    with pytest.raises(Refused):
        files_of(second.space.memberships.first().person, [first])


def test_what_is_missing_is_said_of_all_that_wait():
    first, second = ready(), submitted()
    assert waiting_with_lacks() == [(first, []), (second, [Lack.GATE, Lack.LOAD])]
    assert lacks_to_retain(second) == [Lack.GATE]
    assert lacks_to_retain(first) == []


def test_a_community_stands_behind_a_request_directly_or_by_its_problem():
    alone, direct, by_problem = submitted(), submitted(), submitted()
    problem = Node("problem", uuid7())
    tie(Node("community", uuid7()), "led_to", Node("proposal", direct.pk))
    tie(problem, "led_to", Node("proposal", by_problem.pk))
    tie(problem, "gathered", Node("community", uuid7()))
    assert with_community([alone, direct, by_problem]) == {direct.pk, by_problem.pk}


def test_questions_are_read_in_ones_language_while_the_house_still_asks_them_so():
    version = latest_version(submitted())
    written = [one["label"] for one in version.answers]
    assert [one.label for one in said_answers(version, own=True)] == written
    with translation.override("en"):
        english = said_answers(version, own=True)
    assert english[0].label == "The subject, in one line"
    version.answers[0]["label"] = "Comme on le demandait autrefois"
    version.answers[1]["key"] = "une-question-oubliee"
    said = said_answers(version, own=True)
    assert [said[0].label, said[1].label] == ["Comme on le demandait autrefois", written[1]]
