"""The file and the calendar say who, what and why: names at the gate, what a body is told, why a sitting is later."""

from datetime import date, datetime

import pytest
from django.utils import translation

from liamm.features.accounts.tests.factories import PersonFactory
from liamm.features.charter.enums import ProposalKind
from liamm.features.governance.actions import ClosingDraft, add_request, cancel_sitting, decide_by_delegation
from liamm.features.governance.calendar import due_sittings, put_off_from
from liamm.features.governance.enums import SittingState
from liamm.features.governance.file_pdf import _blocks
from liamm.features.governance.jobs import fill_agendas
from liamm.features.governance.models import Sitting
from liamm.features.governance.queries.files import sitting_file
from liamm.features.governance.tests.factories import local
from liamm.features.governance.tests.test_requests import ready_by, room_enough
from liamm.features.proposals.models import GateWord
from liamm.kernel import clock

pytestmark = pytest.mark.django_db
__all__ = ["room_enough"]


def test_statements_at_the_gate_bear_their_names(house, client):
    proposal, seats = ready_by(PersonFactory())
    sitting = house.sitting()
    add_request(house.secretary, sitting, proposal=proposal)
    client.force_login(house["adjointe"])
    text = client.get(f"/seances/{sitting.slug}/dossier/").content.decode()
    for word in GateWord.objects.filter(act__version__proposal=proposal).select_related("person"):
        assert str(word.person) in text
    assert seats[0].person.name not in text


def test_an_information_says_what_was_decided(house, client):
    proposal, _seats = ready_by(PersonFactory(), kind=ProposalKind.ACTION)
    draft = ClosingDraft(outcome="non-retenue", full_text="Pas maintenant.")
    decision = decide_by_delegation(house.head, proposal, draft=draft)
    sitting = house.sitting()
    fill_agendas()
    client.force_login(house["adjointe"])
    path = f"/seances/{sitting.slug}/dossier/"
    assert "Le texte public n’est pas encore écrit" in client.get(path).content.decode()
    house.publish(decision, title="Un guichet de moins", text="Parce que le terrain manque.")
    text = client.get(path).content.decode()
    for words in ("Un guichet de moins", "Non retenue", "Parce que le terrain manque."):
        assert words in text
    assert any("Un guichet de moins" in str(block) for block in _blocks(sitting_file(house["adjointe"], sitting)))


def test_a_sitting_put_off_by_a_holiday_says_which(house, client):
    with clock.at(local(2027, 4, 1, 9)):
        (due,) = [one for one in due_sittings("codir", date(2027, 5, 1), date(2027, 5, 31)) if one.due.day < 8]
        assert (due.due, due.starts.date()) == (date(2027, 5, 6), date(2027, 5, 13))
        sitting = Sitting.objects.create(
            body=house.codir, slug="codir-mai", due=due.due, starts=due.starts, ends=due.ends
        )
        assert put_off_from(sitting) == date(2027, 5, 6)
        assert "un jour férié" in client.get("/seances/codir-mai/").content.decode()
        assert "jour férié" in client.get("/seances/").content.decode()


def test_a_sitting_that_was_not_held_says_why(house, client):
    sitting = house.sitting(slug="copil-avril")
    cancel_sitting(house.head, sitting, reason="Aucun point n’est mûr ce mois-ci.")
    assert "Aucun point n’est mûr" not in client.get("/seances/").content.decode()
    with clock.at(clock.in_days(10)):
        assert "Aucun point n’est mûr" in client.get("/seances/").content.decode()
        assert "Aucun point n’est mûr" in client.get("/gouvernance/instances/copil/").content.decode()


def test_a_held_sitting_is_not_kept_in_english():
    with translation.override("en"):
        assert str(SittingState.CLOSED.label) == "held"
    assert isinstance(clock.now(), datetime)
