"""A request put off comes back with a load asked for months that have passed: its file says so, on page and paper."""

import re
import subprocess
from datetime import date

import pytest

from liamm.features.governance import actions
from liamm.features.governance.models import AgendaItem
from liamm.features.governance.tests.factories import local
from liamm.features.governance.tests.test_requests import confirm
from liamm.features.proposals.enums import ProposalState
from liamm.features.proposals.tests import factories as proposals
from liamm.kernel import clock

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


class TestDecidedOtherwise:
    """Once a body decided otherwise, nothing says « différée », nor asks for another date of the load."""

    @pytest.fixture
    def again(self, house, back):
        """Retained on its return, and not published yet."""
        item = AgendaItem.objects.get(returns_from=back)
        with clock.at(item.sitting.starts):
            house.open(sitting=item.sitting)
        return house.decide(AgendaItem.objects.get(pk=item.pk), overload_reason="Il le faut.")

    def page(self, client, house, back):
        client.force_login(house.secretary)
        home = client.get("/").content.decode()
        request = client.get(f"/demandes/{back.proposal.reference}/").content.decode()
        assert "à dater de nouveau" not in home + request + client.get(FILE).content.decode()
        return request

    def test_before_it_is_public_its_load_is_asked_of_nobody(self, client, house, back, again):
        assert "différée" in self.page(client, house, back)
        house.publish(again)
        assert "différée" not in self.page(client, house, back)

    def test_while_another_body_has_to_confirm_and_after(self, client, house, back, again):
        house.publish(again)
        assert proposals.fresh(back.proposal).state == ProposalState.SUBMITTED
        last = confirm(house, again)
        assert "déposée" in self.page(client, house, back)
        house.publish(last)
        assert "retenue" in self.page(client, house, back)

    def test_a_deferral_published_last_puts_nothing_off(self, house):
        house.sitting(slug="copil-retour", starts=local(2027, 3, 15, 9))
        sitting = house.sitting()
        item = actions.add_request(house.secretary, sitting, proposal=proposals.ready())
        house.open(sitting=sitting)
        deferral = house.decide(AgendaItem.objects.get(pk=item.pk), outcome="differee", deferred_to=date(2027, 3, 12))
        back = AgendaItem.objects.get(returns_from=item)
        with clock.at(back.sitting.starts):
            house.open(sitting=back.sitting)
            again = house.decide(AgendaItem.objects.get(pk=back.pk), overload_reason="Il le faut.")
            house.publish(again)
            house.publish(deferral)
        assert proposals.fresh(item.proposal).state == ProposalState.SUBMITTED
