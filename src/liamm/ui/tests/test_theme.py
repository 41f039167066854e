import pytest
from django.conf import settings
from django.test import Client

from liamm.ui.theme import FUNCTIONS, SHIPPED, theme_css


def lab(colours=SHIPPED, functions=FUNCTIONS):
    return settings.LIAMM_IDENTITY.model_copy(update={"colours": dict(colours), "functions": dict(functions)})


def test_the_shipped_colours_ask_for_nothing():
    assert theme_css(lab()) == ""
    assert theme_css(lab({**SHIPPED, "dot": "ajonc"})) == ""


def test_a_lab_of_other_colours_has_them_by_day_and_by_night():
    css = theme_css(lab({**SHIPPED, "hortensia": "#aa2277", "granite": "#222222", "dot": "mer"}))
    assert "--hortensia:light-dark(#aa2277," in css
    assert "--hortensia-soft:" in css
    assert "--door:light-dark(#222222," in css
    assert "--dot:var(--mer)" in css
    assert "--goemon" not in css


def test_functions_of_another_lab_take_a_colour_of_the_house():
    css = theme_css(lab(functions={**FUNCTIONS, "verger": "goemon", "Bad}": "mer", "x": "neon"}))
    assert ".tag.verger{" in css
    assert "Bad" not in css
    assert ".x{" not in css


def test_what_is_no_colour_is_left_out():
    assert theme_css(lab({**SHIPPED, "mer": "red;}body{display:none", "unknown": "#123456"})) == ""


@pytest.mark.django_db
def test_pages_link_the_colours_only_when_they_differ(client: Client, settings):
    assert "theme.css" not in client.get("/style/").content.decode()
    settings.LIAMM_IDENTITY = lab({**SHIPPED, "ajonc": "#ff8800"})
    assert '<link rel="stylesheet" href="/theme.css?v=' in client.get("/style/").content.decode()
    sheet = client.get("/theme.css")
    assert sheet["Content-Type"].startswith("text/css")
    assert b"--ajonc:#ff8800" in sheet.content
