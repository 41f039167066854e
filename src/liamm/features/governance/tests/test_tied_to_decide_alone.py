"""What one person could decide alone comes before the body when all who could are tied to it, whatever ties them."""

import pytest

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.charter.enums import ProposalKind
from liamm.features.governance.actions import ClosingDraft, decide_by_delegation
from liamm.features.governance.enums import MandateKind
from liamm.features.governance.jobs import fill_agendas
from liamm.features.governance.queries.candidates import candidates, delegable
from liamm.features.governance.tests.factories import seat
from liamm.features.governance.tests.test_requests import read_anew, ready_by, room_enough
from liamm.features.proposals import actions as requests
from liamm.features.proposals.tests import factories as proposals
from liamm.kernel.actions import DomainError

pytestmark = pytest.mark.django_db
__all__ = ["read_anew", "room_enough"]


def sponsored(by):
    """A ripe action whose sponsor, named in what it answers, is someone."""
    proposal, _seats = ready_by(PersonFactory(), kind=ProposalKind.ACTION)
    answers = {one["key"]: one["value"] for one in proposal.versions.latest("number").answers}
    by.name = answers["sponsor"].partition(",")[0]
    by.save(update_fields=["name"])
    return proposal


def test_what_the_head_sponsors_comes_before_the_body(house):
    proposal, sitting = sponsored(house.head), house.sitting()
    assert delegable() == []
    assert [one.proposal for one in candidates(house.copil)[0]] == [proposal]
    with pytest.raises(DomainError, match="lié à cette demande"):
        decide_by_delegation(house.head, proposal, draft=ClosingDraft(outcome="retenue", full_text="Léger."))
    fill_agendas()
    assert [item.proposal for item in sitting.items.all()] == [proposal]


def test_so_does_what_the_head_was_set_aside_from(house):
    proposal, _seats = ready_by(PersonFactory(), kind=ProposalKind.ACTION)
    asked = requests.invite_appraiser(TeamMemberFactory(), proposal, person=house.head)
    requests.set_aside_appraiser(house.secretary, asked, reason="Un cousin")
    assert proposals.fresh(proposal).is_waiting
    assert delegable() == []


def test_whoever_stands_in_and_is_not_tied_decides_alone(house):
    proposal = sponsored(house.head)
    seat(house.copil, "responsable", kind=MandateKind.SUBSTITUTE)
    assert [one.proposal for one in delegable()] == [proposal]
    assert candidates(house.copil) == ([], [])
