"""On a page in another language, the words of the lab and of people say that they are French, once."""

import pytest
from django.template import Context, Template
from django.utils import translation

from liamm.ui.tongues import CLOSES, OPENS, in_french, told, without_signs

TOLD = '<span lang="fr">Le pré</span>'


def page(source, language="en", **context):
    with translation.override(language):
        drawn = Template(f'{{% load liamm %}}<html lang="{language}">{source}</html>').render(Context(context))
    return told(drawn).removeprefix(f'<html lang="{language}">').removesuffix("</html>")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<b>{{ one|french }}</b>", '<b lang="fr">Le pré</b>'),
        ("<b> {{ one|french }} </b>", '<b lang="fr"> Le pré </b>'),
        ("<b>Said: {{ one|french }}.</b>", '<b>Said: <span lang="fr">Le pré</span>.</b>'),
        (
            "<b>{{ one|french }} {{ one|french }}</b>",
            '<b><span lang="fr">Le pré</span> <span lang="fr">Le pré</span></b>',
        ),
        ('<b lang="fr">{{ one|french }}</b>', '<b lang="fr">Le pré</b>'),
        ('<div lang="fr"><b>{{ one|french }}</b></div>', '<div lang="fr"><b>Le pré</b></div>'),
        ('<a title="{{ one|french }}" href="/">x</a>', '<a title="Le pré" href="/">x</a>'),
        ("<option>{{ one|french }}</option>", '<option lang="fr">Le pré</option>'),
        ("<title>{{ one|french }} · Ti Lab</title>", "<title>Le pré · Ti Lab</title>"),
        ("<p>{{ one|french|linebreaksbr }}</p>", '<p lang="fr">Le pré</p>'),
        ("<p>{{ two|french|linebreaksbr }}</p>", '<p><span lang="fr">Un</span><br><span lang="fr">deux</span></p>'),
        ("<li><br>{{ one|french }}</li>", '<li><br><span lang="fr">Le pré</span></li>'),
        ("<script>{{ one|french }}</script>", "<script>Le pré</script>"),
        ("<p>{{ none|french }}</p>", "<p></p>"),
    ],
)
def test_words_of_the_lab_say_their_language_where_they_stand(source, expected):
    assert page(source, one="Le pré", two="Un\ndeux", none=None) == expected


def test_a_page_in_french_says_nothing_more():
    assert page("<b>{{ one|french }}</b>", "fr", one="Le pré") == "<b>Le pré</b>"
    assert in_french("Archipel") == "Archipel"


def test_what_was_cut_short_does_not_reach_beyond_its_element():
    cut = f'<html lang="en"><p>{OPENS}Le p…</p><p>After</p>{CLOSES}<br/></html>'
    assert told(cut) == '<html lang="en"><p lang="fr">Le p…</p><p>After</p><br/></html>'


def test_what_is_not_closed_and_what_is_closed_twice_change_nothing():
    odd = f'<html lang="en"><ul><li>a<li>{OPENS}Le pré{CLOSES}</ul></b><!-- {OPENS} --></html>'
    assert told(odd) == '<html lang="en"><ul><li>a<li lang="fr">Le pré</ul></b><!--  --></html>'


def test_choices_are_told_too():
    with translation.override("en"):
        assert in_french("Archipel") == f"{OPENS}Archipel{CLOSES}"
    assert without_signs(f"{OPENS}Archipel{CLOSES}") == "Archipel"
