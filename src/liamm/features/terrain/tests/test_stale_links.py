"""What is pressed on a follow-up page that was opened before the signal was withdrawn elsewhere."""

import pytest

from liamm.features.terrain.actions import Told, Withdrawn, take_signal, withdraw_signal
from liamm.features.terrain.enums import Withdrawal
from liamm.features.terrain.models import Exchange
from liamm.kernel.access import SYSTEM, LinkHolder

pytestmark = pytest.mark.django_db
GONE = "Vous avez retiré cette remontée."


@pytest.fixture
def link():
    receipt = take_signal(SYSTEM, Told(words="On attend.", submission="clé", mail="marie@exemple.example"))
    whole = Withdrawn(scope=Withdrawal.WHOLE)
    withdraw_signal(LinkHolder(receipt.signal.pk), receipt.signal, withdrawn=whole)
    return f"/suivi/{receipt.token}/"


@pytest.mark.parametrize(
    ("button", "sent"),
    [
        ("publication", {"agreed": "0"}),
        ("publication", {"agreed": "1"}),
        ("courriels", {"stopped": "0"}),
        ("courriels", {"stopped": "1"}),
    ],
)
def test_a_button_is_answered_in_words(client, link, button, sent):
    answer = client.post(f"{link}{button}/", sent, follow=True)
    assert answer.status_code == 200
    assert GONE in answer.content.decode()
    assert "C’est noté" not in answer.content.decode()


def test_what_was_being_written_is_given_back(client, link):
    answer = client.post(link, {"text": "C’était jeudi."})
    assert answer.status_code == 422
    assert GONE in answer.content.decode()
    assert "C’était jeudi." in answer.content.decode()
    assert not Exchange.objects.exists()


@pytest.mark.parametrize("page", ["retirer", "retirer/relire"])
def test_withdrawing_again_leads_to_what_is_said(client, link, page):
    answer = client.post(f"{link}{page}/", {"scope": "whole", "confirm": "1"}, follow=True)
    assert answer.status_code == 200
    assert "effacé" in answer.content.decode()
