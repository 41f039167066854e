"""Many at once: one decision of one item stands and nobody loses a word; of many items, all are kept; one calendar."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from liamm.features.governance.jobs import keep_calendar
from liamm.features.governance.models import AgendaItem, Body, Decision, Sitting, Wording
from liamm.features.governance.tests.factories import SEATS, House
from liamm.kernel.ledger.chain import seal, verify
from liamm.kernel.ledger.models import Entry

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
MANY = 50
LINES = {"said": "1", "p-TOTAL_FORMS": "1", "p-INITIAL_FORMS": "0", "p-MIN_NUM_FORMS": "0", "p-MAX_NUM_FORMS": "12"}


def all_at_once(asks):
    def run(ask):
        try:
            return ask()
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(asks)) as pool:
        return list(pool.map(run, asks))


def posting(cookie, item, text):
    def ask():
        client = Client()
        client.cookies["sessionid"] = cookie
        return client.post(f"/points/{item.pk}/decider/", {"outcome": "non-retenue", "full_text": text, **LINES})

    return ask


@pytest.fixture
def chair():
    house = House()
    sitting = house.open()
    client = Client()
    client.force_login(house.secretary)
    return house, sitting, client.cookies["sessionid"].value


def test_fifty_decisions_of_one_item(chair):
    house, sitting, cookie = chair
    item = house.item(sitting)
    texts = [f"Raisons numéro {number}, bien à moi." for number in range(MANY)]
    answers = all_at_once([posting(cookie, item, text) for text in texts])
    decision = Decision.objects.get()
    won = [answer for answer in answers if answer.status_code == 302]
    lost = [(answer, text) for answer, text in zip(answers, texts, strict=True) if answer.status_code == 422]
    assert (len(won), len(lost)) == (1, MANY - 1)
    for answer, text in lost:
        shown = answer.content.decode()
        assert text in shown
        assert "vient d’être décidé" in shown
        assert decision.reference in shown
    assert Wording.objects.count() == 1
    seal()
    assert verify().holds


def test_fifty_decisions_of_fifty_items(chair):
    house, sitting, cookie = chair
    items = [house.item(sitting) for _ in range(MANY)]
    answers = all_at_once([posting(cookie, item, f"Raisons de {item.title}") for item in items])
    assert [answer.status_code for answer in answers] == [302] * MANY
    decisions = Decision.objects.select_related("item")
    assert {one.item.title: one.full_text for one in decisions} == {
        item.title: f"Raisons de {item.title}" for item in items
    }
    assert len({one.reference for one in decisions}) == MANY
    assert AgendaItem.objects.filter(state="decided").count() == MANY
    while seal():
        pass
    assert verify().holds


def test_the_calendar_is_kept_once_however_many_ask():
    sitting_days = []
    for _ in range(2):
        all_at_once([keep_calendar] * 6)
        assert Body.objects.count() == len({body.key for body in Body.objects.all()}) == len(SEATS)
        sitting_days.append(sorted(Sitting.objects.values_list("body__key", "due")))
    assert sitting_days[0] == sitting_days[1]
    assert len(sitting_days[0]) == len(set(sitting_days[0])) > 12
    facts = Entry.objects.filter(kind="governance.sitting_planned").count()
    assert facts == len(sitting_days[0])
