"""A conflict of interest is tried round: appraising what one carries, coming back once set aside, undoing it."""

import pytest
from django.contrib import admin

from liamm.features.accounts.tests.factories import AdminFactory, PersonFactory, TeamMemberFactory
from liamm.features.proposals import actions
from liamm.features.proposals.enums import Stage
from liamm.features.proposals.models import AppraiserSeat, Opinion
from liamm.features.proposals.tests.factories import at_gate, carrier_of, drafts, fresh, seats, send, submitted
from liamm.features.spaces.actions import add_member
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.actions import DomainError

pytestmark = pytest.mark.django_db
SECRET = "CANARIDESOMBRES"


@pytest.fixture
def aside(client):
    """Someone who sent their opinion, then declared a tie; signed in."""
    proposal, invited = at_gate(count=4)
    seat = invited[0]
    actions.set_aside_appraiser(seat.person, seat, reason=f"Ma sœur {SECRET}")
    client.force_login(seat.person)
    return proposal, AppraiserSeat.objects.select_related("person", "version").get(pk=seat.pk)


class TestWhoIsTied:
    def test_no_page_nor_post_invites_those_who_carry_or_help(self, client):
        proposal = submitted()
        helper = PersonFactory()
        add_member(SYSTEM, proposal.space, person=helper)
        client.force_login(TeamMemberFactory())
        for person in (carrier_of(proposal), helper):
            answer = client.post(f"/demandes/{proposal.reference}/appreciateurs/", {"person": str(person.pk)})
            assert answer.status_code in {200, 422}
            with pytest.raises(DomainError):
                actions.invite_appraiser(TeamMemberFactory(), proposal, person=person)
        assert not AppraiserSeat.objects.exists()

    def test_nor_does_an_appraiser_come_to_carry_it(self, client):
        proposal = submitted()
        carrier = carrier_of(proposal)
        (seat,) = seats(proposal, 1)
        client.force_login(carrier)
        actions.return_proposal(TeamMemberFactory(), proposal, words="Encore")
        address = {"email": seat.person.email, "helper": "1"}
        client.post(f"/demandes/{proposal.reference}/porteurs/", address)
        assert not fresh(proposal).invitations.exists()
        with pytest.raises(DomainError, match="ne peut pas la porter"):
            actions.invite_carrier(carrier, fresh(proposal), email=seat.person.email)


class TestOnceSetAside:
    def test_no_page_opens(self, client, aside):
        proposal, _seat = aside
        for tail in ("", "avis/", "avis/deport/", "grille/", "filtre/", "histoire/", "versions/1/"):
            assert client.get(f"/demandes/{proposal.reference}/{tail}").status_code == 404, tail

    def test_no_raw_post_writes_sends_nor_states(self, client, aside):
        proposal, seat = aside
        before = Opinion.objects.filter(seat=seat).count()
        for tail, typed in (
            ("avis/", {"usagers-step": "forte", "usagers-argument": "x", "then": "send"}),
            ("avis/", {"usagers-step": "forte", "usagers-argument": "x", "autosave": "1"}),
            ("avis/deport/", {"reason": "Encore"}),
            ("filtre/", {"then": "pass", "argument": "x"}),
        ):
            assert client.post(f"/demandes/{proposal.reference}/{tail}", typed).status_code == 404
        assert Opinion.objects.filter(seat=seat).count() == before

    def test_no_action_does(self, aside):
        proposal, seat = aside
        for act in (
            lambda: actions.draft_opinions(seat.person, seat, drafts={}),
            lambda: actions.send_opinions(seat.person, seat, stage=Stage.REST, drafts=drafts(seat.version, Stage.REST)),
            lambda: actions.pass_gate(seat.person, proposal, argument="x"),
        ):
            with pytest.raises(Refused):
                act()

    def test_nobody_invites_them_back(self, client, aside):
        proposal, seat = aside
        team = TeamMemberFactory()
        client.force_login(team)
        client.post(f"/demandes/{proposal.reference}/appreciateurs/", {"person": str(seat.person.pk)})
        with pytest.raises(DomainError):
            actions.invite_appraiser(team, proposal, person=seat.person)
        assert AppraiserSeat.objects.filter(person=seat.person).count() == 1

    def test_their_opinion_counts_no_more_and_the_reason_stays_with_the_team(self, client, aside):
        proposal, _seat = aside
        client.force_login(carrier_of(proposal))
        for tail in ("", "grille/"):
            assert SECRET not in client.get(f"/demandes/{proposal.reference}/{tail}").content.decode()
        client.force_login(TeamMemberFactory())
        text = client.get(f"/demandes/{proposal.reference}/appreciateurs/").content.decode()
        assert SECRET in text


class TestAdministration:
    def test_no_seat_is_there_to_be_put_back(self, client, aside):
        _proposal, seat = aside
        assert AppraiserSeat not in admin.site._registry
        client.force_login(AdminFactory())
        answer = client.post(f"/administration/proposals/appraiserseat/{seat.pk}/change/", {"aside_at": ""})
        assert answer.status_code == 404
        assert AppraiserSeat.objects.get(pk=seat.pk).aside_at is not None


def test_a_stranger_sets_nobody_aside_by_a_post(client):
    proposal, invited = at_gate()
    for person in (carrier_of(proposal), invited[1].person):
        client.force_login(person)
        path = f"/demandes/{proposal.reference}/appreciateurs/{invited[0].pk}/"
        assert client.post(path, {"reason": "Je crois"}).status_code == 403
    assert not AppraiserSeat.objects.filter(aside_at__isnull=False).exists()
    assert send(seats(proposal, 1)[0]).gate_sent_at
