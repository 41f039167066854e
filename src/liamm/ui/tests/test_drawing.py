"""Fragments drawn once for the same words: what is kept, and what must never be taken for something else."""

import pytest
from django import forms
from django.test import override_settings
from django.utils.safestring import SafeString
from django.utils.translation import override

from liamm.ui import drawing
from liamm.ui.drawing import draw, draw_filters, draw_lines

HOSTILE = '"><script>alert(1)</script>'
TEMPLATES = {
    "fragment.html": '{% load i18n %}<p title="{{ title }}">{% translate "Revenir" %}</p>',
    "line.html": "<li>{{ line }}</li>",
}


class Filters(forms.Form):
    kind = forms.ChoiceField(choices=[("a", "Un"), ("b", "Deux")], required=False)
    words = forms.CharField(required=False, max_length=20)


class OtherFilters(Filters):
    pass


class Given(Filters):
    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices


@pytest.fixture(autouse=True)
def nothing_kept():
    kept = (drawing._fragment, drawing._line, drawing._filters)
    for one in kept:
        one.cache_clear()
    yield
    for one in kept:
        one.cache_clear()


@pytest.fixture
def templates(settings):
    loader = ("django.template.loaders.locmem.Loader", TEMPLATES)
    engine = {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {"loaders": [loader]},
    }
    with override_settings(TEMPLATES=[engine]):
        yield


def drawn(cached):
    """How often something was drawn, and how often what had been drawn was given again."""
    found = cached.cache_info()
    return found.misses, found.hits


@pytest.mark.usefixtures("templates")
class TestFragments:
    def test_the_same_words_are_drawn_once(self):
        first = draw("fragment.html", [("title", "Bonjour")])
        assert draw("fragment.html", [("title", "Bonjour")]) is first
        assert drawn(drawing._fragment) == (1, 1)
        assert 'title="Bonjour"' in first

    def test_other_words_and_other_names_are_drawn_apart(self):
        first = draw("fragment.html", [("title", "Bonjour")])
        assert draw("fragment.html", [("title", "Bonsoir")]) != first
        assert draw("fragment.html", [("other", "Bonjour")]) != first
        assert drawn(drawing._fragment) == (3, 0)

    def test_another_language_is_drawn_apart(self):
        french = draw("fragment.html", [("title", "x")])
        with override("en"):
            english = draw("fragment.html", [("title", "x")])
        assert "Revenir" in french
        assert "Revenir" not in english
        assert draw("fragment.html", [("title", "x")]) is french

    def test_what_cannot_be_a_key_is_refused(self):
        with pytest.raises(TypeError):
            draw("fragment.html", [("title", ["a list"])])
        with pytest.raises(TypeError):
            draw_lines("line.html", [{"a": "dictionary"}])

    def test_hostile_values_are_escaped_and_the_template_is_not(self):
        found = draw("fragment.html", [("title", HOSTILE)])
        assert isinstance(found, SafeString)
        assert "<script>" not in found
        assert "&quot;&gt;&lt;script&gt;" in found
        assert found.startswith("<p ")

    def test_each_line_is_drawn_once_and_all_keep_their_order(self):
        found = draw_lines("line.html", ["un", "deux", "un", HOSTILE])
        assert found.startswith("<li>un</li><li>deux</li><li>un</li><li>")
        assert "<script>" not in found
        assert isinstance(found, SafeString)
        assert drawn(drawing._line) == (3, 1)
        assert draw_lines("line.html", []) == ""

    def test_a_line_in_another_language_is_drawn_apart(self):
        draw_lines("line.html", ["un"])
        with override("en"):
            draw_lines("line.html", ["un"])
        assert drawn(drawing._line) == (2, 0)


class TestFilters:
    def test_the_same_questions_and_answers_are_drawn_once(self):
        first = draw_filters(Filters({"kind": "a", "words": "eau"}))
        assert draw_filters(Filters({"kind": "a", "words": "eau"})) is first
        assert drawn(drawing._filters) == (1, 1)

    def test_another_answer_another_form_and_another_language_are_drawn_apart(self):
        draw_filters(Filters({"words": "eau"}))
        assert "air" in draw_filters(Filters({"words": "air"}))
        draw_filters(OtherFilters({"words": "eau"}))
        with override("en"):
            draw_filters(Filters({"words": "eau"}))
        assert drawn(drawing._filters) == (4, 0)

    def test_other_choices_are_drawn_apart(self):
        first = draw_filters(Given({}, choices=[("a", "Un")]))
        second = draw_filters(Given({}, choices=[("a", "Un"), ("z", "Vingt-six")]))
        assert "Vingt-six" in second
        assert "Vingt-six" not in first
        assert drawn(drawing._filters) == (2, 0)

    def test_one_that_refuses_something_is_drawn_anew(self):
        for _ in range(2):
            found = draw_filters(Filters({"words": "x" * 21}))
            assert "x" * 21 in found
            assert 'aria-invalid="true"' in found
        assert drawn(drawing._filters) == (0, 0)

    def test_one_that_begins_with_something_is_drawn_anew(self):
        assert "eau" in draw_filters(Filters(initial={"words": "eau"}))
        assert "air" in draw_filters(Filters(initial={"words": "air"}))
        assert drawn(drawing._filters) == (0, 0)

    def test_hostile_answers_and_choices_are_escaped(self):
        found = draw_filters(Given({"words": HOSTILE[:20]}, choices=[("a", HOSTILE)]))
        assert "<script>" not in found
        assert "&lt;script&gt;" in found
