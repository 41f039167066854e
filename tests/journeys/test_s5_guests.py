"""S5, step 5: whoever booked asks people to come, a guest without account answers by the link of their letter."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from liamm.features.booking.tests.factories import booked
from liamm.features.spaces.tests.factories import CommunityMemberFactory, LabSpaceFactory

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
ANNA = "anna.legoff@mairie.exemple.example"


def link_to(letters, address):
    """The page of a guest, as their last letter leads there."""
    mail = [one for one in letters() if address in one.to[0]][-1]
    return re.findall(r"/maison/accueil/invitation/[^/\s]+/", mail.body)[0]


def test_asked_and_answered_without_account(live_server, page, signed_in, accessible, size, letters):
    LabSpaceFactory()
    host = CommunityMemberFactory(name="Katell Morvan")
    booking = booked(host, title="Atelier de conception du guichet")

    signed_in(page, host)
    page.goto(f"{live_server.url}{booking.get_absolute_url()}")
    page.get_by_role("link", name="Qui vient").click()
    page.get_by_label("Adresses électroniques").fill(f"Anna Le Goff <{ANNA}>\nbob@exemple.example; {ANNA}")
    page.get_by_role("button", name="Envoyer les invitations").click()
    expect(page.get_by_text("2 invitations sont parties")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Écrire un mot aux invités").click()
    page.get_by_label("Ce qu’il faut apporter").fill("Le dernier courrier reçu")
    accessible(page)
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("link", name="La feuille des participants").click()
    expect(page.locator("main")).to_contain_text("état initial")
    accessible(page)

    page.context.clear_cookies()
    path = link_to(letters, ANNA)
    page.goto(f"{live_server.url}{path}")
    expect(page.locator("main")).to_contain_text("Katell Morvan vous invite")
    expect(page.locator("main")).to_contain_text("Le dernier courrier reçu")
    accessible(page)
    page.get_by_role("button", name="Oui, je viens").click()
    expect(page.get_by_role("alert").first).to_contain_text("règles du lieu")
    accessible(page)
    page.get_by_label("J’accepte les règles du lieu").check()
    page.get_by_label("C’est ma première venue").check()
    page.get_by_label("Ce qu’il me faut").fill("Un fauteuil à dossier droit")
    page.get_by_role("button", name="Oui, je viens").click()
    expect(page.get_by_role("heading", name="On vous attend")).to_be_visible()
    accessible(page)
    page.get_by_text("Changer d’avis").click()
    accessible(page)

    signed_in(page, host)
    page.goto(f"{live_server.url}/maison/accueil/{booking.reference}/")
    expect(page.locator("main")).to_contain_text("Un fauteuil à dossier droit")
    expect(page.locator("main")).to_contain_text("première venue")
    accessible(page)
