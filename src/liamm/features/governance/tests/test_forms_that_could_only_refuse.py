"""In place of a form whatever answer of which would be refused: the reason."""

import pytest

from liamm.features.governance.enums import SittingState
from liamm.kernel import clock

pytestmark = pytest.mark.django_db


def shown(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    main = answer.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    assert "<textarea" not in main
    assert 'type="submit"' not in main
    return main


def test_texts_and_reading_once_published(house, client):
    decision = house.published()
    client.force_login(house.secretary)
    assert "ne change plus" in shown(client, f"/decisions/{decision.reference}/textes/")
    client.force_login(house["adjointe"])
    assert "une nouvelle entrée" in shown(client, f"/decisions/{decision.reference}/relire/")


def test_presence_at_a_held_sitting(house, client):
    sitting = house.open()
    sitting.state = SittingState.CLOSED
    sitting.save()
    client.force_login(house["adjointe"])
    assert "plus à répondre" in shown(client, f"/seances/{sitting.slug}/presence/")


def test_opening_too_far_or_again(house, client):
    client.force_login(house.head)
    far = house.sitting(slug="copil-loin", starts=clock.in_days(60), ends=clock.in_days(60))
    assert "ne s’ouvre pas aujourd’hui" in shown(client, f"/seances/{far.slug}/ouvrir/")
    assert "déjà commencé" in shown(client, f"/seances/{house.open().slug}/ouvrir/")
