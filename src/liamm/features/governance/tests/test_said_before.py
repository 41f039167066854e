"""What is said before an act, or beside it: what cannot be taken back, what goes with an outcome, what has no grid."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from liamm.features.accounts.tests.factories import HeadFactory, TeamMemberFactory
from liamm.features.charter.enums import ProposalKind
from liamm.features.commitments.actions import set_capacity
from liamm.features.commitments.queries import LoadLine
from liamm.features.governance import matters
from liamm.features.governance.actions import ClosingDraft, decide_by_delegation
from liamm.features.governance.models import Recusal
from liamm.features.governance.tests.test_requests import place
from liamm.features.proposals.actions import enter_load
from liamm.features.proposals.tests import factories as proposals
from liamm.kernel import clock
from liamm.kernel.actions import DomainError

pytestmark = pytest.mark.django_db
LINES = {"p-TOTAL_FORMS": "0", "p-INITIAL_FORMS": "0", "p-MIN_NUM_FORMS": "0", "p-MAX_NUM_FORMS": "12"}


@pytest.fixture(autouse=True)
def enough(db):
    """The lab can give what these requests ask for."""
    set_capacity(HeadFactory(), date(2027, 1, 1), skill="facilitation", days=Decimal(50))


@pytest.fixture
def item(house):
    return place(house, proposals.ready())


class TestStayingOut:
    @pytest.fixture
    def path(self, client, house, item):
        client.force_login(house["pilote-region"])
        return f"/points/{item.pk}/deport/"

    def test_one_reads_that_it_cannot_be_taken_back_before_it_is_done(self, client, path):
        answer = client.post(path, {"reason": "Ma sœur y travaille."})
        assert "Un déport ne se reprend pas" in answer.content.decode()
        assert not Recusal.objects.exists()
        sent = dict(answer.context["typed"])
        assert client.post(path, {**sent, "said": "1"}).status_code == 302
        assert Recusal.objects.get().reason == "Ma sœur y travaille."

    def test_one_comes_back_with_the_reason_typed(self, client, path):
        answer = client.post(path, {"reason": "Ma sœur y travaille.", "again": "1"})
        assert "Ma sœur y travaille." in answer.content.decode()
        assert "Rien n’est encore fait" not in answer.content.decode()
        assert not Recusal.objects.exists()


class TestWhatGoesWithAnOutcome:
    def test_a_date_without_deferral_is_not_dropped_in_silence(self, client, house, item):
        client.force_login(house.secretary)
        day = clock.today() + timedelta(days=30)
        typed = {"outcome": "retenue", "full_text": "Oui.", "deferred_to": day.isoformat(), **LINES}
        answer = client.post(f"/points/{item.pk}/decider/", typed)
        assert answer.status_code == 422
        assert "cette issue ne diffère pas le point" in answer.content.decode()
        assert day.isoformat() in answer.content.decode()

    def test_nor_is_another_function(self, house, item):
        with pytest.raises(DomainError, match="ne réoriente pas") as caught:
            house.decide(item, outcome="non-retenue", redirected_to="accelerateur")
        assert caught.value.field == "redirected_to"


class TestWithoutGrid:
    @pytest.fixture
    def resource(self):
        found = proposals.submitted(kind=ProposalKind.RESOURCE)
        enter_load(TeamMemberFactory(), found, lines=[LoadLine(date(2027, 1, 1), "facilitation", Decimal(1))])
        return found

    def test_what_is_decided_alone_is_not_said_ready_for_a_sitting(self, client, house, resource):
        client.force_login(house.head)
        said = client.get(f"/demandes/{resource.reference}/").content.decode()
        assert "on peut en décider" in said
        assert "Le responsable répond à une demande de ressource" in said
        assert "prêt pour une séance" not in said

    def test_a_project_is(self, client, house, item):
        client.force_login(house.head)
        assert "prêt pour une séance" in client.get(f"/demandes/{item.proposal.reference}/").content.decode()

    def test_a_decision_keeps_the_grid_that_was_used_only(self, house, resource):
        assert self.decide(house, resource).grid_version == ""

    def test_what_decisions_of_before_kept_is_not_shown(self, client, house, resource, monkeypatch):
        monkeypatch.setattr(matters, "APPRAISED_KINDS", frozenset(ProposalKind))
        decision = self.decide(house, resource)
        assert decision.grid_version
        page = client.get(f"/decisions/{decision.reference}/")
        assert page.context["page"].grid == ""
        assert ">Grille<" not in page.content.decode()

    def decide(self, house, resource):
        draft = ClosingDraft(outcome="retenue", full_text="Oui.")
        return house.publish(decide_by_delegation(house.head, resource, draft=draft))


def test_a_printed_decision_says_where_it_is_found(client, house, item):
    decision = house.decide(item)
    path = f"/decisions/{decision.reference}/"
    client.force_login(house.secretary)
    assert "print-foot" not in client.get(path).content.decode()
    house.publish(decision)
    foot = client.get(path).content.decode().split('class="print-foot">')[1].split("</p>")[0]
    assert "http" in foot
    assert foot.endswith(path)
