"""The body that confirms reads the whole of what it confirms: by page, in its file, on paper; nobody else does."""

import re
import subprocess
from datetime import date, timedelta
from decimal import Decimal

import pytest

from liamm.features.accounts.tests.factories import HeadFactory, PersonFactory
from liamm.features.commitments.actions import set_capacity
from liamm.features.governance import actions
from liamm.features.governance.actions import PreconisationDraft
from liamm.features.governance.enums import MandateKind
from liamm.features.governance.models import AgendaItem, Decision
from liamm.features.governance.policies import Permission, policy
from liamm.features.governance.policies.decisions import seen_whole
from liamm.features.governance.seats import forget_bodies
from liamm.features.governance.tests.factories import seat
from liamm.features.proposals.tests import factories as proposals
from liamm.kernel import clock
from liamm.kernel.search.index import find

pytestmark = pytest.mark.django_db
CANARY, BEYOND, ASKED = "CANARIDESOMBRES", "CANARITROPLEIN", "CANARIDEMANDE"


@pytest.fixture
def proposed(house):
    """What the COPIL decided, on the agenda of the CODIR, and nothing of it published."""
    house.sitting(house.codir, slug="codir-essai", starts=clock.in_days(7))
    term = clock.today() + timedelta(days=30)
    asked = PreconisationDraft(text=ASKED, minder=house["adjointe"], minder_said="Direction", term=term)
    set_capacity(HeadFactory(), date(2027, 1, 1), skill="facilitation", days=Decimal(1))
    sitting = house.sitting()
    item = actions.add_request(house.secretary, sitting, proposal=proposals.ready())
    house.open(sitting=sitting)
    decision = house.decide(
        AgendaItem.objects.get(pk=item.pk),
        outcome="retenue-avec-preconisations",
        full_text=f"Raisons {CANARY}",
        overload_reason=BEYOND,
        preconisations=[asked],
    )
    return Decision.objects.select_related("body", "origin").get(pk=decision.pk)


def reads(person, decision):
    """Whether a person sees it and reads it whole: the same by one and by many."""
    forget_bodies(person)
    one = bool(policy.decide(person, Permission.VIEW_DECISION, decision))
    whole = bool(policy.decide(person, Permission.VIEW_FULL, decision))
    rows = Decision.objects.filter(pk=decision.pk)
    assert one == policy.visible_to(person, rows).exists()
    assert whole == seen_whole(person, rows).exists()
    return one and whole


def page(client, person, path):
    client.force_login(person)
    return client.get(path)


def words_of(answer, tmp_path):
    file = tmp_path / "paper.pdf"
    file.write_bytes(answer.content)
    text = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True, text=True).stdout
    return re.sub(r"\s+", " ", text)


FILE = "/seances/codir-essai/dossier/"


class TestThoseWhoConfirm:
    def test_titulars_and_substitutes_read_its_page(self, client, house, proposed):
        substitute = seat(house.codir, "sgar", kind=MandateKind.SUBSTITUTE)
        for person in (house["sgar"], house["dgs-region"], substitute):
            assert reads(person, proposed)
            text = page(client, person, f"/decisions/{proposed.reference}/").content.decode()
            assert all(canary in text for canary in (CANARY, BEYOND, ASKED))

    def test_they_read_it_in_their_file_and_on_paper(self, client, house, proposed, tmp_path):
        text = page(client, house["sgar"], FILE).content.decode()
        paper = words_of(client.get(f"{FILE[:-1]}.pdf"), tmp_path)
        for canary in (CANARY, BEYOND, ASKED, "Retenue"):
            assert canary in text
            assert canary in paper

    def test_once_they_have_confirmed_they_read_it_still(self, house, proposed):
        item = proposed.confirmation_items.get()
        house.open(house.codir, sitting=item.sitting)
        house.decide(AgendaItem.objects.get(pk=item.pk))
        assert reads(house["sgar"], proposed)

    def test_they_neither_write_it_nor_let_it_leave(self, client, house, proposed):
        for permission in (Permission.WRITE, Permission.READ):
            assert not policy.decide(house["sgar"], permission, proposed)
        text = page(client, house["sgar"], f"/decisions/{proposed.reference}/").content.decode()
        for tail in ("textes", "relire"):
            assert f"/decisions/{proposed.reference}/{tail}/" not in text


class TestNobodyElse:
    def test_without_an_item_on_their_agenda(self, house, proposed):
        AgendaItem.objects.filter(confirms=proposed).update(state="waiting", sitting=None)
        assert not reads(house["sgar"], proposed)

    def test_another_body_a_stranger_and_a_former_member(self, client, house, proposed):
        for person in (house["president-region"], PersonFactory(), house["sgar"]):
            if person == house["sgar"]:
                person.mandates.update(starts=clock.today() - timedelta(days=9), ends=clock.today() - timedelta(days=1))
            assert not reads(person, proposed)
            assert page(client, person, f"/decisions/{proposed.reference}/").status_code == 404
            assert page(client, person, FILE).status_code == 404
        client.logout()
        assert client.get(f"/decisions/{proposed.reference}/").status_code in {302, 404}

    def test_whoever_stays_out_of_the_item(self, client, house, proposed, tmp_path):
        item = proposed.confirmation_items.get()
        actions.recuse_oneself(house["sgar"], item, reason="Je le porte.")
        assert not reads(house["sgar"], proposed)
        assert page(client, house["sgar"], f"/decisions/{proposed.reference}/").status_code == 404
        text = page(client, house["sgar"], FILE).content.decode()
        paper = words_of(client.get(f"{FILE[:-1]}.pdf"), tmp_path)
        for canary in (CANARY, BEYOND, ASKED):
            assert canary not in text
            assert canary not in paper
        assert reads(house["dgs-region"], proposed)

    def test_nothing_goes_out_by_feed_data_or_search(self, client, house, proposed):
        for person in (house["sgar"], house["president-region"], PersonFactory()):
            client.force_login(person)
            for path in (
                "/decisions/",
                "/decisions/fil.atom",
                "/decisions/decisions.csv",
                "/decisions/decisions.json",
            ):
                answer = client.get(path)
                assert CANARY not in b"".join(answer).decode(), path
            assert not find(person, CANARY)
