"""A request starts from what was heard: the links of the field's pages lead here and the chain is tied."""

import re

import pytest

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.proposals.models import Clarification, Proposal
from liamm.features.terrain.tests.factories import ProblemFactory, ReadSignalFactory
from liamm.kernel.thread.chain import Node, origins

pytestmark = pytest.mark.django_db


def link(page, start):
    found = re.search(rf'href="({re.escape(start)}[^"]+)"', page)
    assert found, start
    return found[1]


def test_from_the_page_of_a_problem(client):
    problem = ProblemFactory()
    client.force_login(PersonFactory())
    page = client.get(problem.get_absolute_url()).content.decode()
    client.post(link(page, "/demandes/nouvelle/"), {"kind": "project", "title": "Les papiers"})
    assert origins(Node("proposal", Proposal.objects.get().pk), "problem") == [problem.pk]


def test_a_facilitator_talks_about_a_problem_and_about_a_signal(client):
    problem, signal = ProblemFactory(), ReadSignalFactory()
    client.force_login(TeamMemberFactory())
    words = {"title": "Files", "intuition": "On attend debout."}
    for address in (problem.get_absolute_url(), signal.desk_url):
        page = client.get(address).content.decode()
        client.post(link(page, "/demandes/clarifications/nouvelle/"), words)
    first, second = Clarification.objects.order_by("created_at")
    assert origins(Node("clarification", first.pk), "problem") == [problem.pk]
    assert origins(Node("clarification", second.pk), "signal") == [signal.pk]
