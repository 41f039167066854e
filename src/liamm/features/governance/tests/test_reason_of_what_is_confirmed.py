"""A last word says why the capacity was exceeded as the decision it confirms does: on the page, on paper, as data."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from liamm.features.accounts.tests.factories import HeadFactory, PersonFactory
from liamm.features.commitments.actions import set_capacity
from liamm.features.governance.actions import CorrectionDraft, TextDraft, correct_decision, read_text, write_texts
from liamm.features.governance.decision_pdf import _blocks
from liamm.features.governance.exports import holds
from liamm.features.governance.models import Decision
from liamm.features.governance.queries.decisions import decision_page
from liamm.features.governance.tests.test_requests import confirm, place, ready_by
from liamm.kernel.access import SYSTEM
from liamm.kernel.paper import Text

pytestmark = pytest.mark.django_db
REASON = "L’été n’attend pas."


@pytest.fixture
def words(house):
    """What the COPIL decided beyond the capacity, and the CODIR's last word on it, not published yet."""
    set_capacity(HeadFactory(), date(2027, 1, 1), skill="facilitation", days=Decimal(1))
    proposal, _seats = ready_by(PersonFactory())
    first = house.decide(place(house, proposal), overload_reason=REASON)
    return first, confirm(house, first)


def published(house, first):
    """The first word published, its reason kept."""
    texts = {"full_text": "Tout", "public_title": "Titre", "public_text": "Texte"}
    draft = TextDraft(version=1, overload_reason=REASON, **texts)
    return read_text(house.reader, write_texts(house.secretary, first, draft=draft), version=2)


def said(client, decision):
    """What is said of it everywhere."""
    data = client.get(f"/decisions/{decision.reference}.json").json()
    lines = csv.DictReader(io.StringIO(client.get(reverse("governance:csv")).content.decode()))
    cell = next(one["RAISON_DEPASSEMENT"] for one in lines if one["DELIB_ID"] == decision.reference)
    listed = client.get(reverse("governance:json")).json()["decisions"]
    assert data["raison_depassement"] in [
        one["raison_depassement"] for one in listed if one["acte"]["reference"] == decision.reference
    ]
    page = client.get(f"/decisions/{decision.reference}/").content.decode()
    paper = Text(REASON) in list(_blocks(decision_page(SYSTEM, decision.reference)))
    return data["raison_depassement"] == REASON, cell == REASON, "pas." in page.partition("Au-delà")[2], paper


def test_the_last_word_and_its_correction_have_the_reason(client, house, words):
    first, last = words
    last = house.publish(last)
    assert said(client, last) == (False,) * 4
    published(house, first)
    assert said(client, first) == (True,) * 4
    assert said(client, last) == (True,) * 4
    assert holds(Decision.objects.get(pk=last.pk))
    texts = {"full_text": "Tout", "public_title": "Juste", "public_text": "Juste"}
    draft = CorrectionDraft(reason="Une date fausse.", **texts)
    mended = read_text(house.reader, correct_decision(house.secretary, last, draft=draft), version=1)
    assert said(client, mended) == (True,) * 4
