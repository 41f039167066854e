import re

import pytest

from liamm.features.terrain.tickets import new_ticket
from liamm.kernel import clock

pytestmark = pytest.mark.django_db
FORM = "/remonter/"


def focused(text):
    """What holds the focus when the page opens: the first `autofocus` in it."""
    found = re.search(r"<[^>]*\sautofocus[^>]*>", text)
    return found[0] if found else ""


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Il reste"),
        ({"words": "On revient."}, "Il reste"),
        ({"words": "On revient.", "consent": "on", "speaking_for": "self", "website": "x"}, "champ caché"),
        (
            {"words": "On revient.", "consent": "on", "speaking_for": "self", "ticket": "faux"},
            "ouverte depuis longtemps",
        ),
        ({"words": "Mme Tanguy attend, 06 12 34 56 78.", "consent": "on", "speaking_for": "self"}, "À relire"),
    ],
)
def test_a_refused_form_opens_on_why(client, sent, said):
    with clock.at(clock.in_days(-0.1)):
        ticket = new_ticket()
    answer = client.post(FORM, {"ticket": ticket, **sent})
    text = answer.content.decode().replace("\u00a0", " ")
    assert answer.status_code == 422
    where = focused(text)
    assert 'tabindex="-1"' in where
    assert said in text[text.index(where) :][:900]
