"""S4, an idea day for a stuck group: two rooms with their buffers, a déroulé, guests, and a sheet with the rules; and
the grid of the week, by keyboard and by mouse, the screen at a door, and an evening asked for and granted.

Steps 2 and 3, the action decided by delegation and the hand given, come with the mutual aid (3 of 6).
"""

from __future__ import annotations

import re
import subprocess

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from liamm.features.accounts.tests.factories import HeadFactory
from liamm.features.booking.models import Booking
from liamm.features.booking.occupying import during
from liamm.features.booking.tests.factories import booked, opened
from liamm.features.spaces.tests.factories import CommunityMemberFactory, LabSpaceFactory
from liamm.kernel import clock

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
LIVING_ROOM = 1


def test_s4_step_4_two_rooms_for_a_day_with_what_happens_in_them(live_server, page, signed_in, accessible, size):
    LabSpaceFactory()
    signed_in(page, CommunityMemberFactory(name="Katell Morvan"))
    day = timezone.localtime(opened(12))
    page.goto(f"{live_server.url}/maison/salles/reserver/")
    page.get_by_label("Ce qui se passera").fill("Trouver des idées pour un groupe bloqué")
    page.get_by_label("Atelier", exact=True).check()
    page.get_by_label("La cuisine, jusqu").check()
    page.get_by_label("L’atelier, jusqu").check()
    page.get_by_label("Quel jour").fill(day.date().isoformat())
    page.locator("#id_starts").fill("08:30")
    page.locator("#id_ends").fill("17:30")
    page.locator("#id_people").fill("12")
    page.get_by_label("J’ai lu les règles").check()
    page.get_by_role("button", name="Réserver", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Trouver des idées pour un groupe bloqué")
    accessible(page)
    booking = Booking.objects.get()
    held = [one.during for one in booking.occupations.all()]
    assert len(held) == len(("la cuisine", "l’atelier"))
    assert all(one.lower < booking.starts and one.upper > booking.ends for one in held)

    page.get_by_role("link", name="Préparer le déroulé").click()
    expect(page.get_by_label("À partir de")).to_have_value("08:30")
    expect(page.get_by_label("Combien de personnes")).to_have_value("12")
    page.get_by_label("Trouver des idées à plusieurs").check()
    page.get_by_role("button", name="Commencer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Trouver des idées pour un groupe bloqué")
    accessible(page)

    page.goto(f"{live_server.url}{booking.get_absolute_url()}")
    page.get_by_role("link", name="Qui vient").click()
    page.get_by_label("Adresses électroniques").fill("anna@exemple.example; yann@exemple.example")
    page.get_by_role("button", name="Envoyer les invitations").click()
    page.get_by_role("link", name="La feuille des participants").click()
    expect(page.locator("main")).to_contain_text("état initial")
    accessible(page)
    sheet = page.request.get(f"{live_server.url}/maison/accueil/{booking.reference}/feuille.pdf").body()
    said = subprocess.run(["pdftotext", "-layout", "-", "-"], input=sheet, capture_output=True, check=True).stdout
    assert "Trouver des idées pour un groupe bloqué" in said.decode()


def at(page, room, hour):
    """The half-hour of a room on the first day of the grid that has one free."""
    return page.get_by_role("gridcell", name=re.compile(f"^{room}, .*, {hour}, libre$")).last


def test_the_week_is_drawn_by_keyboard_and_by_mouse(live_server, page, signed_in, accessible):
    page.set_viewport_size({"width": 1280, "height": 900})
    LabSpaceFactory()
    signed_in(page, CommunityMemberFactory())
    week = f"{live_server.url}/maison/salles/semaine/?semaine={timezone.localdate(opened(14))}"
    page.goto(week)
    expect(page.get_by_role("grid")).to_be_visible()
    accessible(page)

    at(page, "Le salon", "10 h").focus()
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    expect(page.locator(".roomgrid-said")).to_contain_text("10 h – 12 h · Le salon")
    page.keyboard.press("Escape")
    expect(page.locator(".chosen")).to_have_count(0)
    at(page, "Le salon", "10 h").press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#id_starts")).to_have_value("10:00")
    expect(page.locator("#id_ends")).to_have_value("11:00")
    expect(page.locator("input[name=rooms]:checked")).to_have_count(2)

    page.goto(week)
    first, last = at(page, "La chambre", "14 h"), at(page, "La chambre", "15 h 30")
    first.scroll_into_view_if_needed()
    one, other = first.bounding_box(), last.bounding_box()
    page.mouse.move(one["x"] + 10, one["y"] + 5)
    page.mouse.down()
    page.mouse.move(other["x"] + 10, other["y"] + 5, steps=6)
    page.mouse.up()
    expect(page.locator("#id_starts")).to_have_value("14:00")
    expect(page.locator("#id_ends")).to_have_value("16:00")
    expect(page.locator("input[name=rooms]:checked")).to_have_value("4")


def test_the_screen_at_the_door_names_nobody(live_server, page, accessible, size):
    booking = booked(CommunityMemberFactory(name="Katell Morvan"), title="Lire les courriers ensemble")
    starts, ends = clock.in_days(-0.02), clock.in_days(0.04)
    Booking.objects.filter(pk=booking.pk).update(starts=starts, ends=ends)
    booking.occupations.update(during=during(starts, ends))
    page.goto(f"{live_server.url}/maison/salles/{LIVING_ROOM}/porte/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Le salon")
    expect(page.locator(".doorplate-state")).to_contain_text("Prise jusqu’à")
    expect(page.locator("main")).not_to_contain_text("Katell")
    expect(page.locator("main")).not_to_contain_text("courriers")
    accessible(page)
    page.get_by_role("link", name="Dire que l’on est là").click()
    accessible(page)


def test_an_evening_is_asked_for_and_granted(live_server, page, signed_in, accessible, size, letters):
    LabSpaceFactory()
    katell, head = CommunityMemberFactory(name="Katell Morvan"), HeadFactory(name="Maëlle Kerguen")
    signed_in(page, katell)
    page.goto(f"{live_server.url}/maison/salles/")
    page.get_by_role("link", name="Demander une ouverture exceptionnelle").click()
    page.get_by_label("Pourquoi à ce moment").fill("La nuit des idées : j’ouvre et je ferme.")
    page.get_by_label("Quel jour").fill(timezone.localdate(opened(14)).isoformat())
    page.locator("#id_starts").fill("20:00")
    page.locator("#id_ends").fill("23:00")
    page.get_by_label("Le salon").check()
    accessible(page)
    page.get_by_role("button", name="Demander l’ouverture").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Une ouverture exceptionnelle")
    accessible(page)
    asked = page.url

    signed_in(page, head)
    page.goto(f"{live_server.url}/")
    page.locator(f"a[href='{asked.removeprefix(live_server.url)}']").first.click()
    page.get_by_label("Un mot qui dit pourquoi").fill("Oui, et merci de fermer les volets.")
    accessible(page)
    page.get_by_role("button", name="Oui, la maison ouvre").click()
    assert any("fermer les volets" in one.body for one in letters() if katell.email in str(one.to))

    signed_in(page, katell)
    page.goto(asked)
    page.get_by_role("link", name="Réserver", exact=True).last.click()
    expect(page.locator("#id_ends")).to_have_value("23:00")
    page.get_by_label("Ce qui se passera").fill("La nuit des idées")
    page.get_by_label("Événement", exact=True).check()
    page.get_by_label("J’ai lu les règles").check()
    page.get_by_role("button", name="Réserver", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("La nuit des idées")
