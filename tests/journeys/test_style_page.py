"""The design system in a real browser: accessible by day and by night, at every width, with its islands."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1280, 360, 320])
@pytest.mark.parametrize("light", ["light", "dark"])
def test_the_style_page_is_accessible(live_server, page: Page, accessible, light, width):
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.emulate_media(color_scheme=light)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/style/")
    accessible(page)
    assert not said


def test_the_light_chosen_wins_over_the_device(live_server, page: Page):
    page.emulate_media(color_scheme="light")
    page.goto(f"{live_server.url}/style/")
    day = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Nuit").click()
    expect(page.get_by_role("button", name="Nuit")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != day


def test_the_doors_open_on_a_phone_without_script(live_server, browser, accessible):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740}, locale="fr-FR")
    page = context.new_page()
    page.goto(f"{live_server.url}/style/")
    doors = page.get_by_role("navigation", name="Navigation principale")
    expect(doors).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(doors).to_be_visible()
    page.get_by_role("button", name="Fermer").click()
    expect(doors).to_be_hidden()
    context.close()


def test_the_slash_goes_to_the_search_field_but_not_from_a_text(live_server, page: Page):
    page.goto(f"{live_server.url}/style/")
    text = page.locator("#essai_what")
    text.press("/")
    expect(text).to_have_value("/")
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Chercher partout")).to_be_focused()


def test_a_draft_comes_back_and_can_be_erased(live_server, page: Page):
    page.goto(f"{live_server.url}/style/")
    page.locator("#essai_what").fill("Trois fois le même papier.")
    page.get_by_label("Une action").first.check()
    expect(page.get_by_text("gardé sur cet appareil tant")).to_be_visible()
    page.goto(f"{live_server.url}/style/?encore")
    expect(page.locator("#essai_what")).to_have_value("Trois fois le même papier.")
    expect(page.get_by_label("Une action").first).to_be_checked()
    page.get_by_role("button", name="L’effacer").click()
    expect(page.locator("#essai_what")).to_have_value("")
    page.reload()
    expect(page.locator("#essai_what")).to_have_value("")


def test_writing_is_saved_and_survives_a_cut_line(live_server, page: Page):
    cut = True

    def answer(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
        elif cut:
            route.abort()
        else:
            route.fulfill(status=204)

    page.route("**/style/**", answer)
    page.goto(f"{live_server.url}/style/")
    field = page.locator("#suite_text")
    field.fill("Le compte rendu.")
    expect(page.get_by_text("Pas de réseau")).to_be_visible()
    page.unroute("**/style/**")
    page.goto(f"{live_server.url}/style/")
    page.route("**/style/**", answer)
    cut = False
    page.get_by_role("button", name="Le reprendre").click()
    expect(field).to_have_value("Le compte rendu.")
    expect(page.get_by_text("Enregistré à")).to_be_visible()


def test_suggestions_are_walked_with_the_keyboard(live_server, page: Page):
    page.route(
        "**/style/suggestions*",
        lambda route: route.fulfill(
            json=[
                {"value": "35236", "label": "Redon", "hint": "Ille-et-Vilaine"},
                {"value": "35126", "label": "Guichen"},
            ]
        ),
    )
    page.goto(f"{live_server.url}/style/")
    field = page.get_by_role("combobox", name="Commune")
    field.press_sequentially("re")
    options = page.locator("liamm-suggest").get_by_role("option")
    expect(options).to_have_count(2)
    field.press("ArrowDown")
    field.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    expect(field).to_have_value("Guichen")
    expect(page.locator("#commune_code")).to_have_value("35126")
    expect(options.first).to_be_hidden()
    field.press_sequentially("x")
    expect(page.locator("#commune_code")).to_have_value("")


def test_chosen_files_are_named_weighed_and_can_be_taken_out(live_server, page: Page):
    page.goto(f"{live_server.url}/style/")
    chosen = [
        {"name": name, "mimeType": "text/plain", "buffer": b"x" * size}
        for name, size in (("a.txt", 90), ("b.txt", 2300))
    ]
    page.locator("#essai_papers").set_input_files(chosen)
    lines = page.locator("liamm-files li").filter(has_text=".txt")
    expect(lines).to_have_text(["a.txt90\u00a0oRetirer a.txt", "b.txt2,3\u00a0koRetirer b.txt"])
    page.get_by_role("button", name="Retirer a.txt").click()
    expect(lines).to_have_count(1)
    assert page.evaluate("document.querySelector('#essai_papers').files.length") == 1


def test_what_changes_elsewhere_is_asked_again_and_a_cut_line_is_said(live_server, page: Page):
    page.route(
        "**/fil-vivant",
        lambda route: route.fulfill(content_type="text/event-stream", body="event: changed\ndata: 1\n\n"),
    )
    page.goto(f"{live_server.url}/style/")
    page.evaluate(
        """() => {
            window.heard = 0;
            document.addEventListener("liamm:changed", () => { window.heard += 1; });
            const live = document.createElement("liamm-live");
            Object.assign(live.dataset, {src: "/fil-vivant", refresh: "#fil", cut: "La ligne est coupée"});
            document.querySelector("main").append(live);
            document.querySelector("main").dispatchEvent(new CustomEvent("htmx:load", {bubbles: true}));
        }"""
    )
    page.wait_for_function("window.heard > 0")
    page.unroute("**/fil-vivant")
    expect(page.get_by_text("La ligne est coupée")).to_be_visible(timeout=15_000)


def test_a_text_with_a_number_is_warned_of_gently(live_server, page: Page, accessible):
    page.goto(f"{live_server.url}/style/")
    field = page.locator("#suite_text")
    field.fill("Appelez-moi au 06 12 34 56 78.")
    expect(page.get_by_text("semble contenir un numéro")).to_be_visible()
    accessible(page)
    field.fill("Rien de tel.")
    expect(page.get_by_text("semble contenir un numéro")).to_be_hidden()
