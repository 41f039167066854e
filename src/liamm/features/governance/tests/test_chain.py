"""Le fil of what was decided several times: every page has every decision, each said of the version it decided."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser

from liamm.features.accounts.tests.factories import HeadFactory, TeamMemberFactory
from liamm.features.commitments.actions import set_capacity
from liamm.features.governance.actions import add_request
from liamm.features.governance.jobs import fill_agendas
from liamm.features.governance.models import AgendaItem
from liamm.features.projects.models import Project
from liamm.features.projects.tests.factories import opened
from liamm.features.proposals import actions as requests
from liamm.features.proposals.tests import factories as proposals
from liamm.features.terrain.actions import ProblemDraft, raise_problem
from liamm.features.terrain.following import follow_path, open_link
from liamm.features.terrain.tests.factories import InterestCommunityFactory, ReadSignalFactory, WordingFactory
from liamm.kernel import clock
from liamm.kernel.model import uuid7
from liamm.kernel.thread.chain import Node, nodes_around, stages, tie

pytestmark = pytest.mark.django_db
WHOLE = "Tout le fil, étape par étape"


@pytest.fixture(autouse=True)
def room_enough(db):
    set_capacity(HeadFactory(), date(2027, 1, 1), skill="facilitation", days=Decimal(40))


@pytest.fixture
def problem(db):
    team, signal = TeamMemberFactory(), ReadSignalFactory()
    WordingFactory(signal=signal)
    return raise_problem(team, ProblemDraft(question="Comment dire une fois ?"), signals=[signal])


def plain(text):
    """A text with common spaces only."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def asked(problem, **options):
    """A ripe request that came of the problem."""
    proposal = proposals.ready(**options)
    tie(Node("problem", problem.pk), "led_to", Node("proposal", proposal.pk))
    return proposal


def decided(house, proposal, title, **values):
    """A published decision of the COPIL on the request, on a sitting of its own day."""
    sitting = house.sitting()
    item = add_request(house.secretary, sitting, proposal=proposal)
    house.open(sitting=sitting)
    item = AgendaItem.objects.get(pk=item.pk)
    return house.publish(house.decide(item, **values), title=title)


def back(decision):
    """The decision as the node of le fil."""
    return Node("decision", decision.pk)


def steps_of(actor, node, kind):
    return [step for stage in stages(actor, node) if stage.kind == kind for step in stage.steps]


class TestSeveralDecisions:
    """A request put off, then proposed and confirmed, is told whole from each of its ends."""

    def two(self, house, problem):
        proposal = asked(problem)
        march = house.sitting(slug="copil-mars", starts=clock.in_days(30))
        first = decided(house, proposal, "On attend mars", outcome="differee", deferred_to=march.day)
        house.open(sitting=march)
        second = house.publish(house.decide(AgendaItem.objects.get(sitting=march)), title="On y va")
        return proposal, first, second

    def test_what_was_said_before_is_on_every_page_of_the_chain(self, house, client, problem):
        proposal, first, second = self.two(house, problem)
        project = Node("project", uuid7())
        tie(back(second), "opened", project)
        signal = problem.crossings.get().signal
        nodes = (project, back(first), back(second), Node("proposal", proposal.pk), Node("problem", problem.pk))
        for node in (*nodes, Node("signal", signal.pk)):
            told = [step.title for step in steps_of(AnonymousUser(), node, "decision")]
            assert told == ["On attend mars", "On y va"], node.kind

    def test_the_whole_of_it_is_one_gesture_away_on_each(self, house, client, problem):
        self.two(house, problem)
        signal = problem.crossings.get().signal
        community = InterestCommunityFactory(problem=problem)
        tie(Node("problem", problem.pk), "gathered", Node("community", community.pk))
        wording = signal.wordings.get()
        for path in (wording.get_absolute_url(), problem.get_absolute_url(), community.get_absolute_url()):
            text = client.get(path).content.decode()
            assert WHOLE in text, path
        for path in (wording.get_absolute_url(), problem.get_absolute_url(), follow_path(open_link(signal))):
            text = client.get(path).content.decode()
            assert "On attend mars" in text, path
            assert "On y va" in text, path

    def test_unpublished_it_is_for_who_may_read_it(self, house, problem):
        proposal = asked(problem)
        sitting = house.sitting()
        item = add_request(house.secretary, sitting, proposal=proposal)
        house.open(sitting=sitting)
        decision = house.decide(AgendaItem.objects.get(pk=item.pk), public_title="Pas encore dit")
        assert not steps_of(AnonymousUser(), Node("problem", problem.pk), "decision")
        assert steps_of(house.secretary, Node("problem", problem.pk), "decision")
        assert back(decision) in nodes_around(Node("problem", problem.pk))


class TestSubmittedAnew:
    """S2: redirected in winter, submitted anew and retained: each decision is said of what it read."""

    def anew(self, house, problem):
        proposal = asked(problem)
        carrier = proposals.carrier_of(proposal)
        first = decided(house, proposal, "D’abord aller voir", outcome="reorientee", redirected_to="accelerateur")
        requests.take_up_again(carrier, proposals.fresh(proposal))
        requests.submit_proposal(carrier, proposals.fresh(proposal))
        return proposals.fresh(proposal), first, carrier

    def test_each_version_is_a_step_and_each_decision_names_its_own(self, house, client, problem):
        proposal, first, _carrier = self.anew(house, problem)
        before, last = steps_of(AnonymousUser(), back(first), "proposal")
        assert (before.line, last.line) == ("version 1", "version 2 · déposée")
        assert before.at < last.at
        assert (before.title, before.url) == ("D’abord aller voir", f"/decisions/{first.reference}/")
        assert (last.title, last.url) == (proposal.reference, "")
        assert (before.mark, last.mark) == ("version 1", "version 2")
        (step,) = steps_of(AnonymousUser(), Node("problem", problem.pk), "decision")
        assert step.line == "COPIL · Réorientée · version 1"
        text = client.get(f"/decisions/{first.reference}/").content.decode()
        assert "version 1" in text
        assert proposal.title not in text
        (label,) = [one.label for one in stages(AnonymousUser(), back(first)) if one.kind == "proposal"]
        assert label == "Demande"
        assert proposal.versions_count == 2

    def test_its_title_is_said_by_what_was_decided_in_public_and_by_nothing_else(self, house, problem):
        proposal = asked(problem)
        at = Node("problem", problem.pk)
        (step,) = steps_of(AnonymousUser(), at, "proposal")
        assert (step.title, step.url) == (proposal.reference, "")
        first = decided(house, proposal, "On va voir ensemble")
        (step,) = steps_of(AnonymousUser(), at, "proposal")
        assert (step.title, step.url) == ("On va voir ensemble", f"/decisions/{first.reference}/")
        (own,) = steps_of(proposals.carrier_of(proposal), at, "proposal")
        assert own.url == f"/demandes/{proposal.reference}/"

    def test_its_page_leads_to_what_was_submitted_first(self, house, client, problem):
        proposal, _first, carrier = self.anew(house, problem)
        client.force_login(carrier)
        text = client.get(f"/demandes/{proposal.reference}/").content.decode()
        assert f"/demandes/{proposal.reference}/versions/1/" in text
        assert "Ce qui a été déposé avant" in text
        before, _last = steps_of(carrier, Node("proposal", proposal.pk), "proposal")
        assert before.url.endswith("/versions/1/")


class TestWhatBecameOfIt:
    """What everybody reads of a signal follows le fil, from its crossing to the end of the project."""

    def said(self, client, problem):
        """What the page of the signal, and the list, say."""
        path = problem.crossings.get().signal.get_absolute_url()
        listed = client.get("/terrain/").content.decode()
        (sentence,) = {client.get("/terrain/donnees.json").json()["signals"][0]["became"]}
        for text in (client.get(path).content.decode(), listed, client.get("/terrain/fil.atom").content.decode()):
            assert plain(sentence) in plain(text)
        return plain(sentence)

    def test_step_by_step(self, house, client, problem):
        assert "croisée" in self.said(client, problem)
        proposal = asked(problem)
        assert self.said(client, problem) == "Une demande en est née ; elle attend une décision."
        march = house.sitting(slug="copil-mars", starts=clock.in_days(30))
        decided(house, proposal, "On attend mars", outcome="differee", deferred_to=march.day)
        assert self.said(client, problem) == "Une demande en est née ; retour du COPIL : différée."
        house.open(sitting=march)
        item = AgendaItem.objects.get(sitting=march)
        first = house.publish(house.decide(item), title="On y va")
        assert "retenue, le CODIR confirme ou non." in self.said(client, problem)
        sitting = house.sitting(house.codir, slug="codir", starts=clock.in_days(31))
        fill_agendas()
        house.open(house.codir, sitting=sitting)
        house.publish(house.decide(AgendaItem.objects.get(confirms=first)), title="On y va")
        assert self.said(client, problem) == "Un projet en est né ; le travail s’ouvre."
        assert f"/projets/{Project.objects.get().reference}/" in client.get("/terrain/").content.decode()

    @pytest.mark.parametrize(
        ("state", "said"), [("running", "est en cours"), ("closed", "est terminé"), ("stopped", "est arrêté")]
    )
    def test_to_the_end(self, problem, state, said):
        project = opened()
        project.state = state
        project.save()
        tie(Node("problem", problem.pk), "opened", Node("project", project.pk))
        (step,) = steps_of(AnonymousUser(), Node("problem", problem.pk), "project")
        assert plain(step.became) == f"Un projet en est né ; le travail {said}."

    def test_taken_back_or_taken_up(self, problem):
        proposal = asked(problem)
        requests.return_proposal(TeamMemberFactory(), proposal, words="Dites pour qui.")
        (step,) = steps_of(AnonymousUser(), Node("problem", problem.pk), "proposal")
        assert plain(step.became) == "Une demande en est née ; ses porteurs la reprennent."
        requests.withdraw_proposal(proposals.carrier_of(proposal), proposals.fresh(proposal))
        (step,) = steps_of(AnonymousUser(), Node("problem", problem.pk), "proposal")
        assert plain(step.became) == "Une demande en est née ; ses porteurs l’ont retirée."

    def test_its_queries_do_not_grow(self, house, client, problem, django_assert_num_queries):
        decided(house, asked(problem), "On y va")
        client.get("/terrain/")
        with django_assert_num_queries(10):
            client.get("/terrain/")
        for _ in range(3):
            signal = ReadSignalFactory()
            WordingFactory(signal=signal)
            other = raise_problem(house.secretary, ProblemDraft(question="Et ?"), signals=[signal])
            tie(Node("problem", other.pk), "led_to", Node("proposal", proposals.submitted().pk))
        with django_assert_num_queries(10):
            client.get("/terrain/")
