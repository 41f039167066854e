"""What carriers type after a request came back to them is theirs: everyone else reads the last version submitted."""

import json

import pytest

from liamm.features.accounts.export import everything_about
from liamm.features.accounts.tests.factories import AdminFactory, PersonFactory, TeamMemberFactory
from liamm.features.charter.enums import Effect
from liamm.features.proposals import actions
from liamm.features.proposals.enums import ProposalState
from liamm.features.proposals.models import Answer
from liamm.features.proposals.panels import panels
from liamm.features.proposals.tests.factories import carrier_of, fresh, seats, sent, submitted
from liamm.features.terrain.tests.factories import ProblemFactory
from liamm.kernel.access import SYSTEM
from liamm.kernel.ledger.models import Entry
from liamm.kernel.post.models import Message
from liamm.kernel.search.index import find, rebuild
from liamm.kernel.thread.chain import Node, stages

pytestmark = pytest.mark.django_db
CANARY, BEFORE = "CanariReprise", "Les papiers qui reviennent"


def given_back(proposal, team):
    actions.return_proposal(team, proposal, words="Précisez les usagers.")


def taken_back_and_up(proposal, team):
    del team
    actions.withdraw_proposal(carrier_of(proposal), proposal)
    actions.take_up_again(carrier_of(proposal), fresh(proposal))


def refused_and_up(proposal, team):
    del team
    actions.mark_decided(SYSTEM, proposal, effect=Effect.REFUSE)
    actions.take_up_again(carrier_of(proposal), fresh(proposal))


def written_then_withdrawn(proposal, team):
    given_back(proposal, team)


WAYS = [given_back, taken_back_and_up, refused_and_up, written_then_withdrawn]


@pytest.fixture(params=WAYS, ids=[one.__name__ for one in WAYS])
def typed(request):
    """A request that came back, typed in again; and who else has to do with it."""
    problem, team = ProblemFactory(), TeamMemberFactory()
    proposal = submitted(origin=Node("problem", problem.pk))
    actions.accompany_proposal(team, proposal)
    (seat,) = seats(proposal, 1)
    request.param(fresh(proposal), team)
    answers = {one.question: one for one in Answer.objects.filter(proposal=proposal)}
    texts = {
        key: sent(f"{CANARY} {key}", answers[key].number, answers[key].value) for key in ("title", "problem", "impact")
    }
    actions.write_answers(carrier_of(proposal), fresh(proposal), sent=texts)
    if request.param is written_then_withdrawn:
        actions.withdraw_proposal(carrier_of(proposal), fresh(proposal))
    return fresh(proposal), problem, team, seat.person


def others(found):
    _proposal, _problem, team, appraiser = found
    return [team, TeamMemberFactory(), AdminFactory(), appraiser, PersonFactory()]


def test_no_page_nor_list_shows_it_to_another(client, typed):
    proposal, problem, _team, _appraiser = typed
    base = f"/demandes/{proposal.reference}/"
    for person in others(typed):
        client.force_login(person)
        for tail in ("histoire/", "ecrire/", "deposer/", "porteurs/"):
            assert client.get(base + tail).status_code in {302, 403, 404}, tail
        shared = ("", "versions/1/", "avis/", "grille/", "appreciateurs/", "rendre/")
        lists = ("/", "/demandes/", "/demandes/toutes/", "/demandes/toutes/?etat=rework", problem.get_absolute_url())
        for path in [*(base + tail for tail in shared), *lists]:
            assert CANARY not in client.get(path, follow=True).content.decode(), (path, person)
        sought = client.get(f"/demandes/toutes/?q={CANARY}", follow=True).content.decode()
        assert base not in sought


def test_the_team_reads_the_last_version(client, typed):
    proposal, _problem, team, _appraiser = typed
    client.force_login(team)
    page = client.get(f"/demandes/{proposal.reference}/").content.decode()
    assert BEFORE in page
    assert "Réponse à problem" in page
    assert "histoire/" not in page


def test_neither_search_le_fil_panels_exports_letters_nor_register_hold_it(rf, typed):
    proposal, problem, team, appraiser = typed
    for _turn in range(2):
        for person in (team, TeamMemberFactory(), AdminFactory(), appraiser):
            assert not find(person, CANARY)
        assert [one.title for one in find(team, "papiers")] == [BEFORE]
        rebuild()
    for person in (team, appraiser):
        assert CANARY not in str(stages(person, Node("problem", problem.pk)))
        assert CANARY not in str(stages(person, Node("proposal", proposal.pk)))
        assert CANARY not in json.dumps(everything_about(person), default=str)
        request = rf.get("/")
        request.user = person
        assert CANARY not in str([panel.context(request) for panel in panels])
    assert CANARY not in str(list(Entry.objects.values("payload")))
    assert CANARY not in str(list(Message.objects.values("subject", "text", "html")))


def test_it_is_read_once_it_is_submitted_again(client, typed):
    proposal, _problem, team, _appraiser = typed
    if proposal.state == ProposalState.WITHDRAWN:
        actions.take_up_again(carrier_of(proposal), proposal)
    actions.submit_proposal(carrier_of(proposal), fresh(proposal))
    assert fresh(proposal).title == f"{CANARY} title"
    client.force_login(team)
    assert f"{CANARY} problem" in client.get(f"/demandes/{proposal.reference}/").content.decode()
    assert find(team, CANARY)


def test_its_carriers_read_their_draft_and_its_history(client, typed):
    proposal, _problem, _team, _appraiser = typed
    client.force_login(carrier_of(proposal))
    assert CANARY in client.get(f"/demandes/{proposal.reference}/histoire/").content.decode()
    if proposal.state == ProposalState.REWORK:
        assert CANARY in client.get(f"/demandes/{proposal.reference}/ecrire/").content.decode()
