import re
from pathlib import Path

import pytest
from django.template import Context, Template

from liamm.ui.references import kept_whole
from liamm.ui.tests.test_components import component

SOURCES = Path(__file__).resolve().parents[2]
BARE = re.compile(r"[>}(·] ?\{\{ [\w.]+\.reference \}\}")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("R-2026-063", '<span class="nowrap">R-2026-063</span>'),
        ("Corrige D-2026-041.", 'Corrige <span class="nowrap">D-2026-041</span>.'),
        ("PB-2026-1203 & <b>", '<span class="nowrap">PB-2026-1203</span> &amp; &lt;b&gt;'),
        ("2026-12-01, L-2026-1 et grand-mère", "2026-12-01, L-2026-1 et grand-mère"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_reference_stays_on_one_line_and_the_rest_is_left(text, shown):
    assert kept_whole(text) == shown


def test_addresses_are_left_alone():
    said = Template(
        '{% load liamm %}{% filter reference %}<a href="/decisions/D-2026-041/">D-2026-041</a>{% endfilter %}'
    )
    assert said.render(Context()) == ('<a href="/decisions/D-2026-041/"><span class="nowrap">D-2026-041</span></a>')


def test_a_component_takes_it_in_its_small_words():
    source = '<c-row title="x" meta="{{ one|reference }} · {{ two }}" />'
    said = component(source, one="R-2026-063", two="<b>")
    assert '<small><span class="nowrap">R-2026-063</span> · &lt;b&gt;</small>' in said


def test_no_page_shows_a_reference_that_a_line_may_break():
    pages = [path for path in SOURCES.rglob("templates/**/*.html") if "mail" not in path.parts]
    assert len(pages) > 100
    bare = {
        path.name: found for path in pages if (found := BARE.findall(path.read_text().replace("block title %}{{", "")))
    }
    assert not bare
