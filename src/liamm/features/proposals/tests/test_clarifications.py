import pytest

from liamm.features.accounts.models import Person
from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.proposals import actions
from liamm.features.proposals.models import Clarification, Exchange, Proposal
from liamm.features.proposals.policies import Permission, policy
from liamm.features.proposals.queries.clarifying import clarifications_of
from liamm.kernel.access import Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.model import uuid7
from liamm.kernel.thread.chain import Node, origins

pytestmark = pytest.mark.django_db


def opened(team=None, parties=(), origin=None):
    return actions.open_clarification(
        team or TeamMemberFactory(), origin, title="Files d’attente", intuition="On attend debout.", parties=parties
    )


def fresh(clarification):
    return Clarification.objects.select_related("space").get(pk=clarification.pk)


class TestOpening:
    def test_from_a_mere_intuition(self):
        found = opened()
        assert found.reference.startswith("CL-")
        assert found.state == "open"

    def test_from_what_was_heard(self):
        problem = Node("problem", uuid7())
        found = opened(origin=problem)
        assert origins(Node("clarification", found.pk), "problem") == [problem.id]

    def test_only_the_team_opens_one(self):
        with pytest.raises(Refused):
            opened(PersonFactory())

    @pytest.mark.parametrize("missing", ["title", "intuition"])
    def test_it_needs_words(self, missing):
        words = {"title": "Files", "intuition": "On attend.", missing: "  "}
        with pytest.raises(DomainError) as told:
            actions.open_clarification(TeamMemberFactory(), None, **words)
        assert told.value.field == missing

    def test_parties_are_told(self, letters):
        opened(parties=[PersonFactory(email="porteuse@exemple.example")])
        (mail,) = letters()
        assert mail.to[0].endswith("porteuse@exemple.example") or "porteuse@exemple.example" in mail.to[0]
        assert "On attend debout." in mail.body


class TestTalking:
    def test_dated_exchanges_between_carriers_and_team_reach_the_others(self, letters):
        team, carrier = TeamMemberFactory(name="Équipière"), PersonFactory(name="Porteuse")
        found = opened(team, [carrier])
        actions.write_exchange(carrier, fresh(found), words="Cela vient du guichet.\n\nDeux fois.")
        actions.write_exchange(team, fresh(found), words="Allons-y voir.")
        assert [one.author for one in found.exchanges.all()] == [carrier, team]
        assert all(one.created_at for one in found.exchanges.all())
        bodies = [mail.body for mail in letters()]
        assert any("Cela vient du guichet." in body and "Deux fois." in body for body in bodies)
        assert any("Allons-y voir." in body for body in bodies)

    def test_a_stranger_neither_reads_nor_speaks(self):
        found, stranger = opened(), PersonFactory()
        assert not policy.decide(stranger, Permission.VIEW_CLARIFICATION, found)
        assert not policy.visible_to(stranger, Clarification.objects.all()).exists()
        with pytest.raises(Refused):
            actions.write_exchange(stranger, fresh(found), words="Bonjour")

    @pytest.mark.parametrize("words", ["  ", "x" * 20_001])
    def test_a_message_has_words_and_an_end(self, words):
        team = TeamMemberFactory()
        found = opened(team)
        with pytest.raises(DomainError):
            actions.write_exchange(team, fresh(found), words=words)

    def test_bringing_someone_in_opens_an_account_if_need_be(self):
        team = TeamMemberFactory()
        found = opened(team)
        known = PersonFactory(email="connue@exemple.example")
        assert actions.invite_party(team, fresh(found), email="CONNUE@exemple.example") == known
        newcomer = actions.invite_party(team, fresh(found), email="nouvelle@exemple.example", name="Nouvelle")
        assert Person.objects.get(email="nouvelle@exemple.example") == newcomer
        assert policy.decide(newcomer, Permission.VIEW_CLARIFICATION, fresh(found))
        with pytest.raises(DomainError):
            actions.invite_party(team, fresh(found), email="connue@exemple.example")


class TestOutcomes:
    def test_ready_then_a_proposal_takes_over_its_circle_and_facilitator(self):
        team, carrier = TeamMemberFactory(), PersonFactory()
        found = opened(team, [carrier])
        with pytest.raises(DomainError):
            actions.start_proposal(carrier, fresh(found), kind="project")
        actions.close_clarification(team, fresh(found), outcome="ready", words="")
        proposal = actions.start_proposal(carrier, fresh(found), kind="project")
        assert proposal.space == found.space
        assert proposal.facilitator == team
        assert proposal.title == "Files d’attente"
        assert origins(Node("proposal", proposal.pk), "clarification") == [found.pk]
        with pytest.raises(DomainError):
            actions.start_proposal(carrier, fresh(found), kind="project")
        assert clarifications_of(carrier) == []
        proposal = Proposal.objects.select_related("space").get(pk=proposal.pk)
        assert policy.decide(carrier, Permission.CARRY, proposal)
        assert not policy.decide(team, Permission.CARRY, proposal)

    def test_someone_else_makes_nothing_of_it(self):
        team = TeamMemberFactory()
        found = opened(team, [PersonFactory()])
        actions.close_clarification(team, fresh(found), outcome="ready", words="")
        with pytest.raises(DomainError):
            actions.start_proposal(PersonFactory(), fresh(found), kind="project")
        with pytest.raises(DomainError):
            actions.start_proposal(TeamMemberFactory(), fresh(found), kind="project")

    def test_a_request_needs_someone_to_carry_it(self):
        team = TeamMemberFactory()
        found = opened(team)
        actions.close_clarification(team, fresh(found), outcome="ready", words="")
        with pytest.raises(DomainError) as told:
            actions.start_proposal(team, fresh(found), kind="project")
        assert told.value.nearest

    def test_redirected_to_another_function_or_elsewhere_with_words(self, letters):
        team, carrier = TeamMemberFactory(), PersonFactory()
        found = opened(team, [carrier])
        with pytest.raises(DomainError):
            actions.close_clarification(team, fresh(found), outcome="redirected", words=" ", function="ressources")
        with pytest.raises(DomainError):
            actions.close_clarification(team, fresh(found), outcome="redirected", words="Là", function="inconnue")
        actions.close_clarification(team, fresh(found), outcome="redirected", words="Une salle.", function="ressources")
        closed = fresh(found)
        assert (closed.state, closed.function, closed.words) == ("redirected", "ressources", "Une salle.")
        assert closed.closed_at
        assert any("Une salle." in mail.body for mail in letters())

    def test_dropped_with_its_reason_and_taken_up_again(self):
        team = TeamMemberFactory()
        found = opened(team)
        with pytest.raises(DomainError):
            actions.close_clarification(team, fresh(found), outcome="dropped", words="")
        actions.close_clarification(team, fresh(found), outcome="dropped", words="Personne pour l’instant.")
        with pytest.raises(DomainError):
            actions.write_exchange(team, fresh(found), words="Tiens.")
        with pytest.raises(DomainError):
            actions.reopen_clarification(team, fresh(found), words=" ")
        actions.reopen_clarification(team, fresh(found), words="Deux mairies appellent.")
        assert fresh(found).state == "open"
        assert Exchange.objects.filter(clarification=found).count() == 1
        with pytest.raises(DomainError):
            actions.reopen_clarification(team, fresh(found), words="Encore.")

    @pytest.mark.parametrize("outcome", ["open", "n’importe quoi"])
    def test_other_outcomes_do_not_exist(self, outcome):
        team = TeamMemberFactory()
        with pytest.raises(DomainError):
            actions.close_clarification(team, fresh(opened(team)), outcome=outcome, words="Voilà")

    def test_a_function_is_named_only_to_redirect(self):
        team = TeamMemberFactory()
        with pytest.raises(DomainError):
            actions.close_clarification(
                team, fresh(opened(team)), outcome="dropped", words="Voilà", function="ressources"
            )

    def test_carriers_do_not_close_it(self):
        carrier = PersonFactory()
        found = opened(parties=[carrier])
        with pytest.raises(Refused):
            actions.close_clarification(carrier, fresh(found), outcome="ready", words="")
