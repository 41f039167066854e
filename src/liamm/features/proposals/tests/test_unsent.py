"""What was never submitted is read by those who write it, and by nobody of the team whom they did not ask."""

import pytest

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.proposals import actions
from liamm.features.proposals.models import Clarification, Proposal
from liamm.features.proposals.panels import panels
from liamm.features.proposals.policies import Permission, policy
from liamm.features.proposals.tests.factories import carrier_of, draft, fresh, sent, submitted, written
from liamm.features.terrain.tests.factories import ProblemFactory
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.search.index import find
from liamm.kernel.thread.chain import Node, stages

pytestmark = pytest.mark.django_db
CANARY = "CanariBrouillon"


def typed(**options):
    proposal = draft(title=f"{CANARY} titre", **options)
    actions.write_answers(carrier_of(proposal), fresh(proposal), sent={"problem": sent(f"{CANARY} texte")})
    return fresh(proposal)


def sees(actor, proposal):
    """The answer for one and for many, which are the same."""
    one = bool(policy.decide(actor, Permission.VIEW, proposal))
    assert policy.visible_to(actor, Proposal.objects.all()).filter(pk=proposal.pk).exists() == one
    return one


class TestADraft:
    def test_is_read_by_those_who_write_it(self):
        proposal = typed()
        team = TeamMemberFactory()
        assert sees(carrier_of(proposal), proposal)
        assert sees(SYSTEM, proposal)
        assert not sees(team, proposal)
        assert "l’écrivent" in policy.decide(team, Permission.VIEW, proposal).reason
        assert not sees(PersonFactory(), proposal)

    def test_someone_of_the_team_reads_it_once_invited(self):
        proposal, team = typed(), TeamMemberFactory()
        actions.accept_invitation(
            team, actions.invite_carrier(carrier_of(proposal), proposal, email=team.email, helper=True)
        )
        assert sees(type(team).objects.get(pk=team.pk), fresh(proposal))

    def test_its_facilitator_reads_what_a_clarification_became_and_no_one_else_of_the_team(self, client):
        team, carrier = TeamMemberFactory(), PersonFactory()
        found = actions.open_clarification(team, None, title="Files", intuition="On attend.", parties=[carrier])
        actions.close_clarification(team, found, outcome="ready", words="")
        held = Clarification.objects.select_related("space").get(pk=found.pk)
        proposal = fresh(actions.start_proposal(carrier, held, kind="project"))
        assert sees(team, proposal)
        other = TeamMemberFactory()
        assert not sees(other, proposal)
        client.force_login(other)
        page = client.get(f"/demandes/clarifications/{found.reference}/").content.decode()
        assert "devenu la demande" in page
        assert "La discussion viendra ici" not in page
        assert "Rien n’a été écrit ici" in page
        assert proposal.reference in page
        assert f"/demandes/{proposal.reference}/" not in page

    def test_nobody_of_the_team_takes_it_in_hand_to_read_it(self):
        proposal = typed()
        with pytest.raises(Refused):
            actions.accompany_proposal(TeamMemberFactory(), proposal)

    def test_no_page_list_search_thread_or_panel_shows_it_to_the_team(self, client, rf):
        problem = ProblemFactory()
        proposal = typed(origin=Node("problem", problem.pk))
        team = TeamMemberFactory()
        client.force_login(team)
        for tail in ("", "histoire/", "ecrire/", "porteurs/", "deposer/"):
            assert client.get(f"/demandes/{proposal.reference}/{tail}").status_code == 404
        for path in ("/", "/demandes/", "/demandes/toutes/", "/demandes/toutes/?etat=draft", "/recherche/?q=texte",
                     problem.get_absolute_url()):  # fmt: skip
            assert CANARY not in client.get(path).content.decode(), path
        assert not find(team, CANARY)
        assert find(carrier_of(proposal), CANARY)
        assert CANARY not in str(stages(team, Node("problem", problem.pk)))
        assert CANARY not in proposal.space.name + proposal.space.slug
        request = rf.get("/")
        request.user = team
        assert CANARY not in str([panel.context(request) for panel in panels])

    def test_once_submitted_the_team_reads_and_finds_it(self):
        proposal, team = submitted(), TeamMemberFactory()
        assert sees(team, proposal)
        assert [one.title for one in find(team, "papiers")] == [proposal.title]

    def test_on_le_fil_it_is_done_as_soon_as_it_is_submitted(self):
        for proposal, done in ((draft(), False), (submitted(), True)):
            (stage,) = stages(carrier_of(proposal), Node("proposal", proposal.pk))
            assert [step.done for step in stage.steps] == [done]

    def test_withdrawn_before_anything_was_submitted_it_stays_unread(self):
        proposal = written()
        actions.withdraw_proposal(carrier_of(proposal), proposal)
        assert not sees(TeamMemberFactory(), fresh(proposal))


def test_the_page_says_who_reads_it(client):
    proposal = draft()
    client.force_login(carrier_of(proposal))
    assert "L’équipe n’en lit rien" in client.get("/demandes/nouvelle/").content.decode()
    assert (
        "seules les personnes nommées ici la lisent" in client.get(f"/demandes/{proposal.reference}/").content.decode()
    )
