"""A request put off comes back with a load asked for months that have passed: its file says so, on page and paper."""

import re
import subprocess
from datetime import date

import pytest

from liamm.features.governance import actions
from liamm.features.governance.models import AgendaItem
from liamm.features.governance.tests.factories import local
from liamm.features.proposals.tests import factories as proposals

pytestmark = pytest.mark.django_db
SAID = "La charge demandée pour janvier 2027 vient avant le retour, le 12 mars"
FILE = "/seances/copil-retour/dossier/"


def words_of(answer, tmp_path):
    file = tmp_path / "paper.pdf"
    file.write_bytes(answer.content)
    text = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True, text=True).stdout
    return re.sub(r"\s+", " ", text)


@pytest.fixture
def back(house):
    """The request on the agenda of the day it comes back, and the item that was put off."""
    house.sitting(slug="copil-retour", starts=local(2027, 3, 15, 9))
    sitting = house.sitting()
    item = actions.add_request(house.secretary, sitting, proposal=proposals.ready())
    house.open(sitting=sitting)
    item = AgendaItem.objects.get(pk=item.pk)
    house.publish(house.decide(item, outcome="differee", deferred_to=date(2027, 3, 12)))
    return item


def test_the_file_of_the_return_says_it_and_leads_the_team_there(client, house, back, tmp_path):
    for person, leads in ((house["adjointe"], False), (house.secretary, True)):
        client.force_login(person)
        page = client.get(FILE).content.decode()
        assert SAID in page
        assert (f"/demandes/{back.proposal.reference}/charge/" in page) == leads
        assert SAID in words_of(client.get(f"{FILE[:-1]}.pdf"), tmp_path)


def test_the_file_of_the_day_it_was_put_off_does_not(client, house, back):
    client.force_login(house["adjointe"])
    assert "vient avant le retour" not in client.get(f"/seances/{back.sitting.slug}/dossier/").content.decode()
