"""What was thought of a version stays readable when another has been submitted, by those who could read it."""

import pytest

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.charter.enums import Effect
from liamm.features.proposals import actions
from liamm.features.proposals.tests.factories import carrier_of, drafts, fresh, seats, submitted, through_gate
from liamm.kernel.access import SYSTEM

pytestmark = pytest.mark.django_db
SAID = "Je l’ai vu au guichet"
STATED = "Les trois avis citent des personnes rencontrées."


def at(proposal, tail=""):
    return f"/demandes/{proposal.reference}/{tail}"


def again(proposal):
    """The same request, submitted a second time."""
    actions.mark_decided(SYSTEM, proposal, effect=Effect.REFUSE)
    actions.take_up_again(carrier_of(proposal), fresh(proposal))
    actions.submit_proposal(carrier_of(proposal), fresh(proposal))
    return fresh(proposal)


def test_team_carriers_and_appraiser_read_the_first_version_still(client):
    proposal, invited = through_gate()
    again(proposal)
    there = at(proposal, "versions/1/grille/")
    for person in (TeamMemberFactory(), carrier_of(proposal), invited[0].person):
        client.force_login(person)
        page = client.get(there).content.decode()
        assert SAID in page
        assert STATED in page
        assert "Une autre version a été déposée depuis" in page
        assert at(proposal, "filtre/") not in page
        assert there in client.get(at(proposal, "versions/1/")).content.decode()
        assert there in client.get(at(proposal)).content.decode()
        assert SAID not in client.get(at(proposal, "grille/")).content.decode()
    assert "Ce que vous avez envoyé" in page
    client.force_login(PersonFactory())
    assert client.get(there).status_code == 404
    client.logout()
    assert client.get(there).status_code == 302


def test_an_appraiser_who_sent_the_gate_reads_her_own_before_all_was_stated(client):
    proposal = submitted()
    one, other = seats(proposal, 2)
    actions.send_opinions(one.person, one, stage="gate", drafts=drafts(one.version, "gate", argument="Le mien"))
    again(proposal)
    there = at(proposal, "versions/1/grille/")
    client.force_login(one.person)
    assert "Le mien" in client.get(there).content.decode()
    for person in (other.person, carrier_of(proposal)):
        client.force_login(person)
        assert "Le mien" not in client.get(there).content.decode()


def test_there_is_nothing_at_a_version_that_is_not(client):
    proposal = submitted()
    client.force_login(TeamMemberFactory())
    assert client.get(at(proposal, "versions/1/grille/")).status_code == 200
    assert client.get(at(proposal, "versions/2/grille/")).status_code == 404


def test_its_queries_do_not_grow(client, django_assert_num_queries):
    proposal, _invited = through_gate(count=3)
    larger, _invited = through_gate(count=6)
    again(proposal)
    again(larger)
    client.force_login(TeamMemberFactory())
    client.get(at(proposal, "versions/1/grille/"))
    for one in (proposal, larger):
        with django_assert_num_queries(14):
            client.get(at(one, "versions/1/grille/"))


def test_who_steps_aside_is_named_to_the_team_alone(client):
    proposal, invited = through_gate()
    seat = invited[0]
    seat.person.name = "Ronan Canari"
    seat.person.save()
    actions.set_aside_appraiser(seat.person, seat, reason="Mon frère y travaille.")
    for person, named in ((TeamMemberFactory(), True), (carrier_of(proposal), False), (invited[1].person, False)):
        client.force_login(person)
        page = client.get(at(proposal, "grille/")).content.decode()
        assert "le constat est repris" in page
        assert "une personne s’est mise à l’écart" in page
        assert ("Ronan Canari" in page) is named
