"""A request put off to a day: the load asked before it is said, and offered anew from that month on, never saved."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.charter.enums import Effect
from liamm.features.commitments.queries import LoadLine, asked_by
from liamm.features.proposals import actions
from liamm.features.proposals.enums import ProposalState
from liamm.features.proposals.panels import panels
from liamm.features.proposals.queries.returning import passed_of
from liamm.features.proposals.tests.factories import carrier_of, fresh, ready
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM
from liamm.kernel.actions import DomainError

pytestmark = pytest.mark.django_db
SAID = "La charge demandée pour janvier 2027 et février 2027 vient avant le retour, le 12 mars"
IN_DECEMBER = datetime(2026, 12, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def december():
    with clock.at(IN_DECEMBER):
        yield


def put_off(day=date(2027, 3, 12), months=(1, 2)):
    proposal = ready()
    lines = [LoadLine(date(2027, month, 1), "facilitation", Decimal(month)) for month in months]
    actions.enter_load(TeamMemberFactory(), proposal, lines=lines)
    actions.accompany_proposal(TeamMemberFactory(), proposal)
    actions.mark_decided(SYSTEM, fresh(proposal), effect=Effect.DEFER, returns_on=day)
    return fresh(proposal)


def load(proposal):
    return f"/demandes/{proposal.reference}/charge/"


def panel_of(rf, person):
    request = rf.get("/")
    request.user = person
    told = next(panel for panel in panels if panel.name == "proposals.arrived").context(request)
    return [one.meta.partition(" ")[0] for one in told["proposals"]] if told else []


def test_the_team_reads_it_on_the_page_and_the_carriers_do_not(client):
    proposal = put_off()
    client.force_login(TeamMemberFactory())
    page = client.get(f"/demandes/{proposal.reference}/").content.decode()
    assert SAID in page
    assert load(proposal) in page
    client.force_login(carrier_of(proposal))
    assert SAID not in client.get(f"/demandes/{proposal.reference}/").content.decode()


def test_the_panel_of_the_team_lists_it_until_it_is_dated_anew(client, rf):
    proposal, team = put_off(), TeamMemberFactory()
    assert panel_of(rf, team) == [proposal.reference]
    assert panel_of(rf, PersonFactory()) == []
    client.force_login(team)
    assert "charge à dater de nouveau" in client.get("/").content.decode()
    lines = [LoadLine(date(2027, 3, 1), "facilitation", Decimal(1))]
    actions.enter_load(team, proposal, lines=lines)
    assert panel_of(rf, team) == []
    assert passed_of(fresh(proposal), lines) == ""


def test_the_form_offers_the_same_days_from_the_return_and_saves_nothing(client):
    proposal = put_off()
    client.force_login(TeamMemberFactory())
    answer = client.get(load(proposal))
    assert SAID in answer.content.decode()
    initial = answer.context["form"].initial
    assert {key: days for key, days in initial.items() if days and key != "seen"} == {
        "2027-03-facilitation": Decimal(1),
        "2027-04-facilitation": Decimal(2),
    }
    assert [line.month.month for line in asked_by(proposal.pk)] == [1, 2]


def test_a_return_beyond_a_year_has_its_months_on_the_form(client):
    proposal = put_off(date(2028, 9, 4))
    client.force_login(TeamMemberFactory())
    form = client.get(load(proposal)).context["form"]
    assert form.months[-1] == date(2028, 10, 1)
    assert form["2028-10-facilitation"].value() == "2"


@pytest.mark.parametrize(("day", "months"), [(date(2027, 1, 20), (1, 2)), (date(2027, 3, 12), ())])
def test_nothing_is_said_when_nothing_passed(client, rf, day, months):
    proposal, team = put_off(day, months), TeamMemberFactory()
    client.force_login(team)
    for path in (f"/demandes/{proposal.reference}/", load(proposal)):
        assert "vient avant le retour" not in client.get(path).content.decode()
    assert panel_of(rf, team) == []


def test_a_word_that_another_body_confirms_ends_the_deferral(rf):
    proposal, team = put_off(), TeamMemberFactory()
    actions.end_deferral(SYSTEM, proposal)
    held = fresh(proposal)
    assert (held.state, held.returns_on) == (ProposalState.SUBMITTED, None)
    assert panel_of(rf, team) == []
    with pytest.raises(DomainError):
        actions.end_deferral(SYSTEM, proposal)


def test_another_outcome_forgets_the_return(rf):
    proposal = put_off()
    actions.mark_decided(SYSTEM, proposal, effect=Effect.REFUSE)
    held = fresh(proposal)
    assert (held.state, held.returns_on) == (ProposalState.NOT_RETAINED, None)
    assert panel_of(rf, TeamMemberFactory()) == []
