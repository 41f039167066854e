"""Somebody else wrote meanwhile: a stale writing is refused with both texts, and nothing typed is lost."""

from datetime import date
from decimal import Decimal

import pytest
from lxml import html  # type: ignore[import-untyped]  # it has no stubs

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.commitments.queries import LoadLine, asked_by
from liamm.features.projects.actions import rewrite_summary
from liamm.features.projects.tests.factories import carrier_of, opened
from liamm.features.proposals.actions import enter_load
from liamm.features.proposals.tests.factories import submitted
from liamm.features.terrain.actions import write_known
from liamm.features.terrain.actions.problems import ProblemDraft
from liamm.features.terrain.tests.factories import ProblemFactory
from liamm.kernel.access import SYSTEM

pytestmark = pytest.mark.django_db


def opened_form(client, address):
    """The fields of the form of a page, as a browser would send them back."""
    form = html.fromstring(client.get(address).content).xpath("//main//form[@method='post']")[0]
    return {name: value or "" for name, value in form.form_values()}


def test_the_public_words_of_a_project(client):
    project = opened()
    address = f"/projets/{project.reference}/presentation/"
    client.force_login(carrier_of(project))
    stale = opened_form(client, address) | {"summary": "Le mien"}
    rewrite_summary(SYSTEM, project, summary="Le sien")
    refused = client.post(address, stale)
    said = refused.content.decode()
    assert refused.status_code == 422
    assert "Le sien" in said
    assert "Le mien" in said
    project.refresh_from_db()
    assert project.summary == "Le sien"
    again = {name: value or "" for name, value in html.fromstring(said).xpath("//main//form")[0].form_values()}
    assert client.post(address, again).status_code == 302
    project.refresh_from_db()
    assert project.summary == "Le mien"


def test_the_load_of_a_request(client):
    proposal, team = submitted(), TeamMemberFactory()
    address = f"/demandes/{proposal.reference}/charge/"
    client.force_login(team)
    stale = opened_form(client, address)
    enter_load(team, proposal, lines=[LoadLine(date(2027, 1, 1), "facilitation", Decimal("2.5"))])
    refused = client.post(address, stale)
    assert refused.status_code == 422
    assert "2,5" in refused.content.decode()
    assert [line.days for line in asked_by(proposal.pk)] == [Decimal("2.5")]
    assert client.post(address, opened_form(client, address)).status_code == 302


def test_what_is_known_of_a_problem(client):
    problem = ProblemFactory()
    client.force_login(TeamMemberFactory())
    address = f"{problem.get_absolute_url()}ecrire/"
    stale = opened_form(client, address) | {"known": "Le mien"}
    write_known(TeamMemberFactory(), problem, draft=ProblemDraft(question=problem.question, known="Le sien"))
    refused = client.post(address, stale)
    assert refused.status_code == 422
    assert "Le sien" in refused.content.decode()
    assert "Le mien" in refused.content.decode()


def test_without_its_mark_a_form_writes_over_nothing(client):
    project = opened()
    rewrite_summary(SYSTEM, project, summary="Le sien")
    client.force_login(carrier_of(project))
    answer = client.post(f"/projets/{project.reference}/presentation/", {"summary": "Le mien"})
    assert answer.status_code == 422
