"""S5, step 5: people are asked to come and answer without account; plan and code go to those who said yes, in time."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.booking.models import Booking
from liamm.features.booking.tests.factories import booked, opened
from liamm.features.spaces.tests.factories import CommunityMemberFactory, LabSpaceFactory
from liamm.features.welcome.jobs import send_access_letters
from liamm.features.welcome.links import guest_path
from liamm.features.welcome.tests.factories import coming, invited
from liamm.kernel import clock

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
    page.get_by_text("Changer d’avis, ou").click()
    accessible(page)

    signed_in(page, host)
    page.goto(f"{live_server.url}/maison/accueil/{booking.reference}/")
    expect(page.locator("main")).to_contain_text("Un fauteuil à dossier droit")
    expect(page.locator("main")).to_contain_text("première venue")
    accessible(page)


def test_two_people_of_one_day_are_introduced(live_server, page, signed_in, accessible, size, letters):
    LabSpaceFactory()
    starts = opened()
    anna = coming(booked(starts=starts), ANNA, name="Anna Le Goff", first_visit=True)
    bob = coming(booked(starts=starts, rooms=(2,), people=2), "bob@exemple.example", name="Bob Even")
    for guest, does, seeks in (
        (anna, "Je tiens un guichet", "Qui écrit clair"),
        (bob, "J’écris des courriers", "Un guichet"),
    ):
        page.goto(f"{live_server.url}{guest_path(guest)}")
        page.get_by_role("link", name="Je veux bien").click()
        page.get_by_label("Ce que je fais").fill(does)
        page.get_by_label("Ce que je cherche").fill(seeks)
        accessible(page)
        page.get_by_role("button", name="Je veux bien").click()
        expect(page.locator("main")).to_contain_text(does)
    accessible(page)

    signed_in(page, TeamMemberFactory())
    page.goto(f"{live_server.url}/maison/salles/")
    page.get_by_role("link", name="Qui vient aujourd’hui").click()
    accessible(page)
    page.goto(f"{live_server.url}/maison/accueil/?jour={timezone.localdate(starts)}")
    expect(page.locator("main")).to_contain_text("1 pour la première fois")
    for box in page.get_by_role("checkbox").all():
        box.check()
    accessible(page)
    page.get_by_role("button", name="Leur proposer de se rencontrer").click()
    expect(page.locator("main")).to_contain_text("attend les réponses")

    page.context.clear_cookies()
    found = [re.search(r"/maison/accueil/rencontre/[^/\s]+/", mail.body) for mail in letters()]
    for path in [one[0] for one in found if one]:
        page.goto(f"{live_server.url}{path}")
        accessible(page)
        page.get_by_role("button", name="Oui, présentez-nous").click()
    expect(page.get_by_role("heading", name="Vous avez dit oui toutes les deux")).to_be_visible()
    accessible(page)


def test_s5_step_5_plan_and_code_go_in_time_to_confirmed_people_only(
    live_server, page, signed_in, accessible, size, letters
):
    LabSpaceFactory()
    booking = booked(title="Atelier de conception du guichet")
    guest, asked = coming(booking, ANNA, name="Anna Le Goff"), invited(booking, "bob@exemple.example")[0]
    soon = clock.now() + timedelta(hours=2)
    Booking.objects.filter(pk=booking.pk).update(starts=soon, ends=soon + timedelta(hours=2))

    signed_in(page, TeamMemberFactory(name="Erwan Le Bris"))
    page.goto(f"{live_server.url}/maison/accueil/codes/")
    accessible(page)
    page.get_by_role("link", name="Un nouveau code").click()
    page.locator("#id_last").fill(clock.in_days(60).date().isoformat())
    page.get_by_label("Le code").fill("1234")
    page.get_by_role("button", name="Garder ce code").click()
    expect(page.get_by_role("alert").first).to_contain_text("se suivent")
    accessible(page)
    page.get_by_label("Le code").fill("48397261")
    page.get_by_role("button", name="Garder ce code").click()
    expect(page.locator("main")).not_to_contain_text("48397261")
    accessible(page)
    lost = page.url

    send_access_letters()
    told = {mail.to[0]: mail.body for mail in letters() if mail.subject.startswith("Pour entrer")}
    assert "48397261" in next(body for to, body in told.items() if ANNA in to)
    assert not any("bob@" in to for to in told)

    page.context.clear_cookies()
    page.goto(f"{live_server.url}{guest_path(asked)}")
    expect(page.get_by_role("heading", name="Pour entrer")).to_have_count(0)
    page.goto(f"{live_server.url}{guest_path(guest)}")
    accessible(page)
    page.get_by_role("button", name="Montrer le code et le plan").click()
    expect(page.locator("main")).to_contain_text("48397261")
    accessible(page)

    signed_in(page, TeamMemberFactory(name="Rozenn Kervella"))
    page.goto(lost)
    expect(page.locator("main")).to_contain_text("Anna Le Goff")
    page.get_by_role("link", name="Perdu ? Le remplacer").click()
    accessible(page)
    page.get_by_label("Pourquoi").fill("Un carnet oublié dans le train")
    page.get_by_label("Le code").fill("73519680")
    page.get_by_role("button", name="Remplacer le code").click()
    page.get_by_role("button", name="Lire le code").click()
    expect(page.locator("main")).to_contain_text("73519680")
    accessible(page)
    assert any("73519680" in mail.body for mail in letters() if ANNA in mail.to[0])

    page.goto(f"{live_server.url}/maison/accueil/codes/clavier/")
    accessible(page)
    page.locator("#id_last").fill(clock.in_days(7).date().isoformat())
    page.get_by_role("button", name="Montrer les codes").click()
    expect(page.locator("main table").first).to_contain_text("73519680")
    expect(page.get_by_role("table", name="À retirer du clavier")).to_contain_text("48397261")
    accessible(page)
