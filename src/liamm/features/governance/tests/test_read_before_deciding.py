"""Deciding in two steps: what will be decided is read first, and nothing of that reading is kept."""

from datetime import date
from decimal import Decimal

import pytest

from liamm.features.accounts.tests.factories import HeadFactory
from liamm.features.charter.enums import ProposalKind
from liamm.features.commitments.actions import set_capacity
from liamm.features.commitments.models import LoadMonth
from liamm.features.governance.actions import add_request
from liamm.features.governance.jobs import fill_agendas
from liamm.features.governance.matters import about
from liamm.features.governance.models import AgendaItem, Decision
from liamm.features.proposals.tests import factories as proposals
from liamm.kernel import clock
from liamm.kernel.ledger.models import Entry
from liamm.kernel.numbering.references import next_reference
from liamm.kernel.post.models import Message

pytestmark = pytest.mark.django_db
LINES = {"p-TOTAL_FORMS": "1", "p-INITIAL_FORMS": "0", "p-MIN_NUM_FORMS": "0", "p-MAX_NUM_FORMS": "12"}
WORDS = "Le besoin est décrit\npar ceux qui le vivent : « 3 < 4 »."


@pytest.fixture(autouse=True)
def enough(db):
    """The lab can give what these requests ask for."""
    set_capacity(HeadFactory(), date(2027, 1, 1), skill="facilitation", days=Decimal(50))


@pytest.fixture
def item(house):
    sitting = house.sitting()
    item = add_request(house.secretary, sitting, proposal=proposals.ready())
    house.open(sitting=sitting)
    return AgendaItem.objects.get(pk=item.pk)


def typed(outcome="retenue", **more):
    return {"outcome": outcome, "full_text": WORDS, **LINES, **more}


def kept():
    """All that a decision leaves behind it."""
    tables = (Decision, AgendaItem, Entry, Message, LoadMonth)
    return [sorted(map(str, table.objects.values_list())) for table in tables]


class TestInSitting:
    def test_it_is_read_and_nothing_is_kept(self, client, house, item):
        client.force_login(house.secretary)
        before, number = kept(), int(next_reference("D").rsplit("-", 1)[1])
        answer = client.post(f"/points/{item.pk}/decider/", typed())
        assert answer.status_code == 200
        text = answer.content.decode()
        assert "Rien n’est encore décidé" in text
        assert "qui a le dernier mot" in text
        assert "par ceux qui le vivent" in text
        assert kept() == before
        assert int(next_reference("D").rsplit("-", 1)[1]) == number + 1

    def test_the_second_step_decides_what_was_read(self, client, house, item):
        client.force_login(house.secretary)
        term = {"p-0-text": "Écouter.", "p-0-minder": str(house.head.pk), "p-0-minder_said": "la direction"}
        asks = typed("retenue-avec-preconisations", **term, **{"p-0-term": "2030-01-01"})
        page = client.post(f"/points/{item.pk}/decider/", asks)
        assert "Écouter." in page.content.decode()
        sent = dict(page.context["typed"])
        answer = client.post(f"/points/{item.pk}/decider/", {**sent, "said": "1"})
        assert answer.status_code == 302
        decision = Decision.objects.get()
        assert (decision.outcome, decision.full_text) == ("retenue-avec-preconisations", WORDS)
        assert decision.preconisations.get().text == "Écouter."

    def test_one_comes_back_with_everything_typed(self, client, house, item):
        client.force_login(house.secretary)
        text = client.post(f"/points/{item.pk}/decider/", typed(again="1")).content.decode()
        assert "Relire avant de décider" in text
        assert "par ceux qui le vivent" in text
        assert not Decision.objects.exists()

    def test_a_deferral_says_when_it_comes_back(self, client, house, item):
        client.force_login(house.secretary)
        answer = client.post(f"/points/{item.pk}/decider/", typed("differee", deferred_to="2027-06-01"))
        text = answer.content.decode()
        assert "revient de lui-même" in text
        assert "dernier mot" not in text

    def test_a_redirection_names_where(self, client, house, item):
        client.force_login(house.secretary)
        away = next(key for key in ("accelerateur", "eprouvette") if key != about(item).function)
        answer = client.post(f"/points/{item.pk}/decider/", typed("reorientee", redirected_to=away))
        assert answer.context["function"] in answer.content.decode()
        assert answer.context["function"]

    def test_what_is_missing_is_said_at_the_first_step(self, client, house, item):
        client.force_login(house.secretary)
        answer = client.post(f"/points/{item.pk}/decider/", typed("differee"))
        assert answer.status_code == 422
        assert "par ceux qui le vivent" in answer.content.decode()

    def test_what_another_decided_meanwhile_is_said(self, client, house, item):
        house.decide(item, outcome="non-retenue")
        client.force_login(house.secretary)
        answer = client.post(f"/points/{item.pk}/decider/", typed())
        assert answer.status_code == 422
        assert "vient d’être décidé" in answer.content.decode()

    def test_the_last_word_names_nobody_after_it(self, client, house, item):
        house.decide(item)
        sitting = house.sitting(house.codir, slug="codir-confirme", starts=clock.in_days(2))
        fill_agendas()
        up = AgendaItem.objects.get(confirms__isnull=False)
        house.open(house.codir, sitting=up.sitting or sitting)
        client.force_login(house.secretary)
        answer = client.post(f"/points/{up.pk}/decider/", typed())
        assert answer.status_code == 200, answer.content.decode()
        assert "dernier mot" not in answer.content.decode()


class TestAlone:
    def test_by_delegation_too(self, client, house):
        action = proposals.ready(kind=ProposalKind.ACTION)
        client.force_login(house.head)
        path = f"/gouvernance/deleguer/{action.reference}/"
        before = kept()
        answer = client.post(path, typed())
        assert answer.status_code == 200
        assert "Rien n’est encore décidé" in answer.content.decode()
        assert kept() == before
        assert client.post(path, typed(said="1")).status_code == 302
        assert Decision.objects.get().outcome == "retenue"


class TestWritingAfterIt:
    def test_what_is_kept_is_shown_to_whom_another_overtook_only(self, client, house, item):
        decision = house.decide(item)
        client.force_login(house.secretary)
        path = f"/decisions/{decision.reference}/textes/"
        typed = {"full_text": "Oui.", "public_title": "Eau", "public_text": "Joindre le 06 12 34 56 78."}
        refused = client.post(path, {**typed, "version": decision.text_version}).content.decode()
        assert "06 12 34 56 78" in refused
        assert "tel qu’il est gardé" not in refused
        overtaken = client.post(path, {**typed, "version": decision.text_version + 1}).content.decode()
        assert "tel qu’il est gardé" in overtaken
        assert "Joindre le" in overtaken
