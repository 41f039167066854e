"""The agenda: what one sees of it, and a calendar that follows it until it is stopped."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import expect

from liamm.features.booking.tests.factories import booked, opened
from liamm.features.spaces.tests.factories import CommunityMemberFactory

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_it_is_read_narrowed_and_followed(live_server, page, signed_in, accessible, size):
    katell = CommunityMemberFactory(name="Katell Morvan")
    starts = opened()
    booked(katell, title="Les papiers qui reviennent", starts=starts)
    booked(title="L’atelier des voisins", rooms=(2,), starts=starts)
    signed_in(page, katell)

    page.goto(f"{live_server.url}/agenda/?jour={starts.date()}")
    for view in ("Jour", "Mois", "Liste", "Semaine"):
        page.get_by_role("navigation", name="Ce qui est montré").get_by_role("link", name=view).click()
        expect(page.get_by_role("link", name="L’atelier des voisins")).to_be_visible()
        accessible(page)
    if size == "phone":
        page.get_by_text("Filtrer la liste").first.click()
    page.get_by_label("Seulement ce qui me concerne").check()
    page.get_by_role("button", name="Filtrer").click()
    expect(page.get_by_role("link", name="Les papiers qui reviennent")).to_be_visible()
    expect(page.get_by_role("link", name="L’atelier des voisins")).to_have_count(0)
    page.get_by_role("link", name="Après", exact=True).click()
    expect(page.get_by_label("Seulement ce qui me concerne")).to_be_checked()

    page.get_by_role("link", name="Suivre dans mon agenda").click()
    page.get_by_label("Nom").fill("Mon téléphone")
    page.get_by_role("button", name="Créer une adresse").click()
    address = page.get_by_label("Adresse de « Mon téléphone »")
    expect(address).to_be_visible()
    accessible(page)
    secret = address.input_value().replace("http://127.0.0.1:8000", live_server.url)
    followed = httpx.get(secret)
    assert followed.headers["content-type"].startswith("text/calendar")
    assert "Les papiers qui reviennent" in followed.text

    page.get_by_role("button", name="Arrêter").click()
    expect(page.get_by_text("Aucun agenda ne suit encore")).to_be_visible()
    assert httpx.get(secret).status_code == httpx.codes.GONE


@pytest.mark.parametrize("width", [1280, 360, 320])
def test_each_view_fits_every_screen(live_server, page, accessible, width):
    booked(title="Un atelier des intercommunalités", starts=opened())
    page.set_viewport_size({"width": width, "height": 800})
    for view in ("jour", "semaine", "mois", "liste"):
        page.goto(f"{live_server.url}/agenda/?vue={view}")
        accessible(page)
