from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils import translation

from liamm.kernel import clock
from liamm.kernel.keyed import Keyed
from liamm.ui.shapes import Link, Section, Step, StepState
from liamm.ui.tags import frame, lists, words
from liamm.ui.tongues import without_signs

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)


def render(source, **context):
    return Template(source).render(Context(context)).replace("\u00a0", " ").replace("\u202f", " ").strip()


@pytest.fixture(autouse=True)
def told():
    with clock.at(NOW):
        yield


def test_text_is_typeset_and_escaped():
    said = words.french("C'est <b>ici</b> : « oui »")
    assert "’" in said
    assert "<b>" not in said
    assert "\u00a0:" in said
    assert words.french(None) == ""


def test_words_of_the_house_are_typeset_in_french_only():
    assert words.said("Pourquoi ?") == "Pourquoi\u202f?"
    with translation.override("en"):
        assert words.said("Why? <b>") == "Why? &lt;b&gt;"
        assert without_signs(words.said("Pourquoi ?", "fr")) == "Pourquoi\u202f?"
        assert without_signs(words.french("Pourquoi ?")) == "Pourquoi\u202f?"
        assert words.said(None) == ""
    assert words.said("Why?", "en") == "Why?"


def test_a_colon_follows_the_language():
    assert words.colon() == "\u00a0: "
    with translation.override("en"):
        assert words.colon() == ": "


def test_markdown_is_safe():
    assert "<h3>" in words.markdown("# Titre", 3)
    assert "<script" not in words.markdown("<script>x</script>")


def test_dates_and_amounts():
    moment = datetime(2026, 11, 26, 13, tzinfo=UTC)
    assert render("{{ m|moment }} / {{ m|day }} / {{ m|short_day }} / {{ m|hour }}", m=moment) == (
        "jeudi 26 novembre, 14 h / jeudi 26 novembre / 26 novembre / 14 h"
    )
    assert (
        render("{{ n|moment }}{{ n|day }}{{ n|short_day }}{{ n|hour }}{{ n|ago }}{{ n|days }}{{ n|number }}", n=None)
        == ""
    )
    assert render("{{ 2.5|days }}, {{ 1234.5|number }}") == "2,5 jours, 1 234,5"
    assert render("{% span a b %}", a=date(2026, 3, 3), b=date(2026, 3, 5)) == "du 3 au 5 mars"
    assert render("{% hours a b %}", a=moment, b=datetime(2026, 11, 26, 16, tzinfo=UTC)).endswith("de 14 h à 17 h")
    assert render("{{ m|ago }}", m=datetime(2026, 11, 23, 13, tzinfo=UTC)) == "il y a 2 h"


def test_time_elements_say_both_to_people_and_machines():
    moment = datetime(2026, 11, 26, 13, tzinfo=UTC)
    assert render("{% when m %}", m=moment).startswith('<time datetime="2026-11-26T14:00+01:00">jeudi')
    assert render('{% when d "short_day" %}', d=date(2026, 11, 26)) == '<time datetime="2026-11-26">26 novembre</time>'
    assert "jeudi 26 novembre<" in render("{% when d %}", d=date(2026, 11, 26))


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Marie Le Goff", "MG"), ("CC de Brocéliande", "CB"), ("UTILO", "U"), ("d’Armor", "A"), ("", ""), ("3 (B)", "B")],
)
def test_initials(name, letters):
    assert words.initials(name) == letters


def test_a_tone_stays_with_a_name():
    assert words.tone("Brest") == words.tone("Brest")
    assert words.tone("Brest") in {f"tone-{place}" for place in range(5)}


def test_icons_are_silent_unless_named():
    assert 'aria-hidden="true"' in frame.icon("clock")
    assert 'aria-label="Heure"' in frame.icon("clock", "Heure")


@pytest.mark.parametrize(
    ("here", "entry", "said"),
    [
        ("/", "/", "page"),
        ("/terrain/", "/terrain/", "page"),
        ("/terrain/r-1/", "/terrain/", "true"),
        ("/terrain/", "/", ""),
    ],
)
def test_the_navigation_says_where_one_is(here, entry, said):
    context = Context({"request": RequestFactory().get(here)})
    assert frame.active(context, entry) == (f'aria-current="{said}"' if said else "")


AGENDA = (Link("Agenda", "/agenda/"), Link("Événements", "/evenements/"), Link("Salles", "/agenda/salles/"))
SECTIONS = [
    Section("Terrain", "/terrain/", (Link("Terrain", "/terrain/"),)),
    Section("Agenda", "/agenda/", AGENDA, ("/deroules/",)),
]


@pytest.mark.parametrize(
    ("here", "said", "around"),
    [
        ("/agenda/", "page", ["Agenda"]),
        ("/agenda/salles/", "true", ["Salles"]),
        ("/evenements/douze/", "true", ["Événements"]),
        ("/deroules/", "true", []),
        ("/terrain/", "", None),
        ("/", "", None),
    ],
)
def test_the_navigation_says_in_which_section_one_is_and_what_else_is_there(here, said, around):
    assert frame.active_in(here, SECTIONS[1]) == (f'aria-current="{said}"' if said else "")
    entries = frame.section_here(here, SECTIONS)
    assert [one.label for one in entries if one.current] == (around or [])
    assert len(entries) == (0 if around is None else len(AGENDA))


def test_a_page_without_navigation_is_in_no_section():
    assert frame.section_here("", ()) == []
    assert "<li>" not in frame.doors(Context({}))
    assert frame.rooms_here(Context({})).strip() == ""


PLACES = [*SECTIONS, Section("Accueil", "/", (Link("Accueil", "/"),))]


@pytest.mark.parametrize(
    "here",
    ["/", "/terrain/", "/terrain/r-1/", "/agenda/", "/agenda/salles/3/", "/deroules/4/", "/mentions/"],
)
def test_the_header_is_drawn_for_the_entry_that_one_is_under_as_for_the_page_itself(here):
    told = Context({"navigation": PLACES, "request": RequestFactory().get(here), "lab_name": "Banc"})
    for name, drawn in (("ui/_doors.html", frame.doors(told)), ("ui/_rooms_here.html", frame.rooms_here(told))):
        line = frame.Door(Keyed(PLACES, None), here, "", "Banc")
        assert drawn == get_template(name).render({"line": line})


def test_capture_and_list():
    assert render("{% capture x %} <b>a</b> {% endcapture %}{{ x }}{{ x }}") == "<b>a</b><b>a</b>"
    assert render('{% list "a" b as c %}{{ c|join:"-" }}', b=3) == "a-3"
    with pytest.raises(TemplateSyntaxError):
        Template("{% capture %}{% endcapture %}")
    with pytest.raises(TemplateSyntaxError):
        Template('{% list "a" %}')


def test_stages_of_a_form_and_of_the_thread():
    stages = [Link("a"), Link("b", current=True), Link("c")]
    assert [state for _item, state in lists.stages_of(stages)] == ["done", "now", "next"]
    assert [state for _item, state in lists.stages_of(stages[:1])] == ["done"]
    assert lists.stage_state(Step("x", state=StepState.STOPPED)) == "stopped"
    assert lists.stage_state(SimpleNamespace(now=True)) == "now"
    assert lists.stage_state(SimpleNamespace(now=False, steps=[], done=True)) == "done"
    assert lists.stage_state(SimpleNamespace(now=False, steps=[], done=False)) == "next"


def test_the_next_page_of_a_list_keeps_its_filters():
    context = Context({"request": RequestFactory().get("/?words=bus&page=2")})
    assert lists.page_address(context, "page", 3) == "?words=bus&page=3"


def test_values_by_name():
    assert lists.attribute({"a": 1}, "a") == 1
    assert lists.attribute(Link("b"), "label") == "b"
    assert lists.attribute({}, "a") == ""


def test_plain_words_are_said_in_the_language_of_each_reader():
    words = Template("{% translate 'Fermer' %} {% translate 'Fermer' as kept %}{{ kept }}{% translate 'Menu'|upper %}")
    for _twice in range(2):
        with translation.override("fr"):
            assert words.render(Context()) == "Fermer FermerMENU"
        with translation.override("en"):
            assert words.render(Context()) == "Close CloseMENU"


def test_a_fragment_is_drawn_once_for_the_same_words_in_the_same_language():
    stage = Step("Vous avez dit", state=StepState.DONE)
    page = Template("{% drawn_stages stages %}")
    with translation.override("fr"):
        first, again = (page.render(Context({"stages": [stage]})) for _ in range(2))
    with translation.override("en"):
        english = page.render(Context({"stages": [stage]}))
    assert first == again
    assert "(fait)" in first
    assert "(done)" in english


def test_an_address_that_does_not_exist_is_empty():
    assert Template("{% address 'home' %}|{% address 'nowhere' %}").render(Context()) == "/|"


def test_filters_that_narrow_a_list_are_counted():
    class Filters(forms.Form):
        q = forms.CharField(required=False)
        state = forms.ChoiceField(choices=[("", "all"), ("open", "open")], required=False)
        order = forms.ChoiceField(choices=[("new", "new"), ("old", "old")], initial="new", required=False)
        mine = forms.BooleanField(required=False)
        level = forms.CharField(widget=forms.HiddenInput)

    assert lists.filters_on(None) == lists.filters_on(Filters()) == lists.filters_on(Filters({"q": ""})) == 0
    assert lists.filters_on(Filters({"q": "papier", "order": "new", "level": "1"})) == 1
    assert lists.filters_on(Filters({"q": "papier", "state": "open", "order": "old", "mine": "on"})) == 4


def test_a_filter_left_aside_is_neither_counted_nor_carried():
    class Filters(forms.Form):
        q = forms.CharField(required=False)
        day = forms.DateField(required=False)
        kinds = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], required=False)
        state = forms.ChoiceField(choices=[("", "all"), ("open", "open")], required=False)

    form = Filters(QueryDict("q=un+mot&day=abc&kinds=a&kinds=b&state=&page=3"))
    assert lists.filters_on(form) == 2
    assert lists.asked_of(form) == "q=un+mot&kinds=a&kinds=b"
    assert lists.asked_of(Filters()) == ""
    assert lists.asked_of(Filters({"state": "open"})) == "state=open"
    assert not lists.left_to_choose(form)
    assert lists.left_to_choose(Filters({"state": "zzz"}))


def test_filters_that_are_not_understood_are_named_with_what_was_asked():
    class Filters(forms.Form):
        year = forms.TypedChoiceField(label="Année", choices=[("", "all"), (2026, "2026")], coerce=int, required=False)
        state = forms.ChoiceField(label="Issue", choices=[("", "all"), ("open", "open")], required=False)
        name = forms.CharField(label="Nom")

    assert lists.not_understood(Filters()) == ""
    assert lists.not_understood(Filters({"year": "2026"})) == ""
    assert lists.not_understood(Filters({"year": "abc", "state": "z" * 99})) == f"Année « abc », Issue « {'z' * 40} »"
