"""Taking a request in hand, and what the home page says of requests."""

import pytest

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.proposals import actions
from liamm.features.proposals.actions import accompany_proposal, withdraw_proposal
from liamm.features.proposals.tests.factories import at_gate, carrier_of, draft, fresh, submitted
from liamm.kernel.access import Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry

pytestmark = pytest.mark.django_db


class TestAccompanying:
    def test_one_of_the_team_takes_it_in_hand_once_and_hands_over(self):
        proposal, first, second = submitted(), TeamMemberFactory(), TeamMemberFactory()
        accompany_proposal(first, proposal)
        with pytest.raises(DomainError, match="déjà"):
            accompany_proposal(first, proposal)
        accompany_proposal(second, proposal)
        assert fresh(proposal).facilitator == second
        assert Entry.objects.filter(kind="proposals.accompanied", subject_id=proposal.pk).count() == 2

    def test_the_team_only_and_only_what_still_moves(self):
        proposal = submitted()
        with pytest.raises(Refused):
            accompany_proposal(carrier_of(proposal), proposal)
        withdraw_proposal(carrier_of(proposal), proposal)
        with pytest.raises(DomainError, match="n’attend plus rien"):
            accompany_proposal(TeamMemberFactory(), proposal)

    def test_by_the_page(self, client):
        proposal, person = submitted(), TeamMemberFactory(name="Nolwenn Aval")
        client.force_login(person)
        path = f"/demandes/{proposal.reference}/"
        assert "Je l’accompagne" in client.get(path).content.decode()
        text = client.post(f"{path}accompagner/", follow=True).content.decode()
        assert "Nolwenn Aval" in text
        assert "Je l’accompagne" not in text
        client.force_login(carrier_of(proposal))
        assert client.post(f"{path}accompagner/").status_code == 403


class TestHome:
    def test_to_the_carrier_where_their_requests_stand(self, client):
        writing = draft(title="Encore en écriture")
        client.force_login(carrier_of(writing))
        text = client.get("/").content.decode()
        assert f"/demandes/{writing.reference}/ecrire/" in text
        client.force_login(PersonFactory())
        assert "Vos demandes" not in client.get("/").content.decode()

    def test_to_the_appraiser_what_is_awaited(self, client):
        _, (seat, _) = at_gate(count=2)
        client.force_login(seat.person)
        assert "Votre avis est attendu" not in client.get("/").content.decode()  # sent already, the gate is not stated
        waiting = submitted()
        version = waiting.versions.get()
        version.seats.create(person=seat.person, invited_by=TeamMemberFactory(), due="2030-01-01")
        assert "Votre avis est attendu" in client.get("/").content.decode()

    def test_to_the_team_what_nobody_took_in_hand(self, client):
        proposal, person = submitted(title="Personne ne s’en occupe"), TeamMemberFactory()
        client.force_login(person)
        text = client.get("/").content.decode()
        assert proposal.title in text
        assert "sans facilitateur" in text
        accompany_proposal(person, proposal)
        assert "charge à dire" in client.get("/").content.decode()


class TestNobodyAccompaniesTheirOwn:
    def test_someone_of_the_team_who_carries_a_request_leaves_it_to_another(self, client):
        mine = TeamMemberFactory()
        proposal = submitted(mine)
        seat = actions.invite_appraiser(TeamMemberFactory(), proposal, person=PersonFactory())
        acts = [
            lambda: actions.invite_appraiser(mine, proposal, person=PersonFactory()),
            lambda: actions.release_appraiser(mine, seat),
            lambda: actions.set_aside_appraiser(mine, seat, reason="x"),
            lambda: actions.enter_load(mine, proposal, lines=[]),
            lambda: actions.return_proposal(mine, proposal, words="x"),
        ]
        for act in acts:
            with pytest.raises(Refused):
                act()
        client.force_login(mine)
        page = client.get(f"/demandes/{proposal.reference}/").content.decode()
        for path in ("appreciateurs/", "charge/", "rendre/"):
            assert f"/demandes/{proposal.reference}/{path}" not in page
            assert client.get(f"/demandes/{proposal.reference}/{path}").status_code == 403
