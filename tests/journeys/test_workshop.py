"""A déroulé: begun from an event's page, put in order by hand, printed, led on the day while a phone follows."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.events.tests.factories import planned
from liamm.features.spaces.tests.factories import CommunityMemberFactory, LabSpaceFactory
from liamm.features.workshops.tests.factories import prepared
from tests.journeys.conftest import WIDTHS

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def pull(page, block, onto, *, finger=False):
    """Take a block by its handle and let it go on another one, as a hand does: in steps, the page as it stands."""
    handle = block.locator(".unfolding-handle")
    handle.scroll_into_view_if_needed()
    start = handle.bounding_box()
    x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] / 2
    if finger:
        touch = page.context.new_cdp_session(page)
        touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    else:
        page.mouse.move(x, y)
        page.mouse.down()
    bottom = page.viewport_size["height"] - 8
    for _ in range(300):
        goal = onto.bounding_box()
        middle = goal["y"] + goal["height"] / 2
        to = (goal["x"] + 30, min(max(middle, 8), bottom))
        if finger:
            touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": to[0], "y": to[1]}]})
        else:
            page.mouse.move(*to, steps=3)
        if to[1] == middle:
            break
        page.wait_for_timeout(16)
    expect(onto).to_have_class(re.compile("before|after"))
    with page.expect_navigation():
        if finger:
            touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        else:
            page.mouse.up()


def titles(page):
    return page.locator(".unfolding-block h3")


def test_prepared_from_its_event_printed_and_kept(live_server, page, signed_in, accessible, size):
    LabSpaceFactory()
    soizic = TeamMemberFactory(name="Soizic Le Bihan")
    event = planned(person=soizic, title="Le guichet, vu du comptoir")
    signed_in(page, soizic)
    page.goto(f"{live_server.url}{event.get_absolute_url()}")
    page.get_by_role("link", name="Préparer le déroulé").click()
    expect(page.get_by_label("Titre")).to_have_value("Le guichet, vu du comptoir")
    expect(page.get_by_label("Où")).to_have_value("Rennes")
    page.get_by_label("Trouver des idées à plusieurs").check()
    page.get_by_label("À partir de").fill("14:00")
    accessible(page)
    page.get_by_role("button", name="Commencer").click()
    expect(page.get_by_text("Fin prévue : 15 h 40")).to_be_visible()
    accessible(page)

    page.get_by_role("link", name="Accueil", exact=True).click()
    page.get_by_label("Minutes").fill("20")
    accessible(page)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Fin prévue : 15 h 50")).to_be_visible()
    page.get_by_role("link", name=re.compile(r"Ajouter après ?, Pause")).click()
    page.get_by_label("Ce temps").fill("Le tour des tables")
    page.get_by_label("Avec qui").select_option("1")
    page.get_by_role("button", name="Ajouter ce temps").click()
    expect(page.get_by_text("Fin prévue : 16 h 05")).to_be_visible()

    blocks = page.locator(".unfolding-block")
    pull(page, blocks.filter(has_text="Pause"), blocks.last)
    expect(titles(page).last).to_have_text("Pause")
    pull(page, blocks.filter(has_text="Qui fait quoi"), blocks.first)
    expect(titles(page).first).to_have_text("Qui fait quoi")
    page.get_by_role("button", name=re.compile(r"Plus tard ?, Qui fait quoi")).click()
    expect(titles(page).nth(1)).to_have_text("Qui fait quoi")

    for name in ("Fiche d’animation (PDF)", "Programme pour les participants (PDF)"):
        path = page.get_by_role("link", name=name).get_attribute("href")
        assert page.request.get(f"{live_server.url}{path}").body().startswith(b"%PDF")

    page.get_by_role("link", name="Garder comme modèle").click()
    page.get_by_label("Nom du modèle").fill("Nos idées à nous")
    accessible(page)
    page.get_by_role("button", name="Garder ce modèle").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nos idées à nous")
    accessible(page)
    page.get_by_role("link", name="Partir de ce modèle").click()
    expect(page.get_by_label("Nos idées à nous")).to_be_checked()


def test_a_finger_moves_a_block_too(live_server, browser, signed_in):
    katell = CommunityMemberFactory()
    workshop = prepared(katell)
    page = browser.new_context(viewport=WIDTHS["phone"], has_touch=True, is_mobile=True, locale="fr-FR").new_page()
    signed_in(page, katell)
    page.goto(f"{live_server.url}{workshop.get_absolute_url()}")
    blocks = page.locator(".unfolding-block")
    pull(page, blocks.first, blocks.last, finger=True)
    expect(titles(page).last).to_have_text("Accueil")
    page.context.close()


def test_led_on_the_day_while_a_phone_follows(live_server, page, browser, signed_in, accessible, size):
    katell = CommunityMemberFactory(name="Katell Morvan")
    workshop = prepared(katell)
    signed_in(page, katell)
    page.goto(f"{live_server.url}{workshop.get_absolute_url()}")
    page.get_by_role("link", name="L’horloge du jour").click()
    accessible(page)
    link = page.locator("a[href*='/deroules/suivre/']").get_attribute("href")
    phone = browser.new_context(locale="fr-FR", viewport=WIDTHS["phone"], bypass_csp=True).new_page()
    phone.goto(link)
    expect(phone.get_by_role("heading", name="L’horloge n’est pas lancée")).to_be_visible()
    accessible(phone)

    page.get_by_role("button", name="Commencer maintenant").click()
    phone.reload()
    expect(phone.locator(".timer-left").last).to_contain_text(re.compile(r"encore (15:00|14:\d\d)"))
    page.get_by_role("button", name="5 minutes de plus").click()
    phone.reload()
    expect(phone.locator(".timer-left").last).to_contain_text(re.compile(r"encore (20:00|19:\d\d)"))
    page.get_by_role("button", name="Passer à la suite").click()
    phone.reload()
    for group in ("Idées d’un groupe", "Idées de l’autre"):
        expect(phone.locator("#now")).to_contain_text(group)
    expect(phone.get_by_role("button", name="Passer à la suite")).to_have_count(0)
    accessible(phone)
    accessible(page)
    phone.context.close()
