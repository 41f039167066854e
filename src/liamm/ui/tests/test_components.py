from pathlib import Path

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import get_template
from django.test import Client, RequestFactory
from django_cotton.compiler_regex import CottonCompiler

from liamm.kernel.actions import Citation, DomainError
from liamm.kernel.extension import ThreadStep
from liamm.kernel.thread.chain import Stage
from liamm.ui import shapes, specimens

COTTON = Path(__file__).parent.parent / "templates" / "cotton"
GUIDE = Path(__file__).parents[4] / "docs" / "guides" / "screens.md"
REFUSAL = '<c-refusal :error="error" />'
PAGES = '<c-pages :page="page" />'


def component(source, **values):
    template = Template(CottonCompiler().process(source))
    return template.render(Context({"request": RequestFactory().get("/"), **values}))


def test_every_component_is_in_the_guide_and_says_what_it_takes():
    guide = GUIDE.read_text()
    for path in COTTON.glob("*.html"):
        assert f"c-{path.stem.replace('_', '-')}" in guide, path.stem
        assert path.read_text().startswith("{% comment %}"), path.stem


def test_a_refusal_names_its_rule_and_what_is_possible():
    refused = DomainError(
        "Non.", citation=Citation("4.0", "1.2.1", "Article 1.2.1", "/charte/#1.2.1"), nearest="Attendre jeudi."
    )
    text = component(REFUSAL, error=refused)
    assert 'href="/charte/#1.2.1">charte, article 1.2.1, «' in text.replace("\u00a0", " ")
    assert "Attendre jeudi." in text
    untitled = component(REFUSAL, error=DomainError("Non.", citation=Citation("4.0", "3.7")))
    assert "charte, article 3.7<" in untitled.replace("\u00a0", " ")
    house = DomainError("Non.", citation=Citation("4.0", url="/charte/"))
    assert "usage de la maison" in component(REFUSAL, error=house)
    assert "La règle" not in component(REFUSAL, error=DomainError("Non."))
    assert component(REFUSAL, error=None).strip() == ""


def test_the_thread_reads_the_stages_of_the_kernel():
    step = ThreadStep("R-1", "Redon", "/r/1/", at=None, done=False)
    one = Stage("signal", "Remontée", (step,), now=True)
    many = Stage("publication", "3 communs", (step,) * 3)
    short = component('<c-thread :stages="stages" />', stages=[one, many])
    assert 'aria-current="step"' in short
    assert '<span lang="fr">R-1</span> · Redon' in short
    assert "et d’autres" in short
    whole = component('<c-thread :stages="stages" full />', stages=[one, many])
    line, steps = whole.split("<details")
    assert (line.count('href="/r/1/"'), steps.count('href="/r/1/"')) == (1 + 2, 1 + 3)
    assert whole.count('aria-current="step"') == 1


def test_an_empty_list_has_no_pages_and_a_full_one_says_where_it_is():
    assert "nav" not in component(PAGES, page=Paginator([], 30).page(1))
    text = component(PAGES, page=Paginator(range(214), 30).page(2))
    assert "31 à 60 sur 214" in text
    assert 'href="?page=1"' in text
    assert 'href="?page=3"' in text


def test_the_house_is_open_to_any_number_of_rooms():
    floors = [shapes.Floor((shapes.Room("Salon", "libre", "free", "/s/"), shapes.Room("Réserve")))]
    text = component('<c-house :floors="floors" open />', floors=floors)
    assert text.count('class="room free"') == 2
    assert text.count("<a ") == 1
    assert "smoke" in text
    assert "smoke" not in component('<c-house :floors="floors" />', floors=floors)


@pytest.mark.django_db
def test_a_missing_page_is_kind(client: Client):
    page = client.get("/nulle-part/")
    assert page.status_code == 404
    assert "Cette page n’est pas ici" in page.content.decode()


@pytest.mark.parametrize(("name", "words"), [("400.html", "comprise"), ("500.html", "Quelque chose a lâché")])
def test_pages_of_last_resort_need_nothing(name, words):
    assert words in get_template(name).render()


def test_a_closed_page_says_why(rf):
    assert "Il faut être du COPIL." in get_template("403.html").render(
        {"exception": "Il faut être du COPIL."}, rf.get("/")
    )
    assert "Votre rôle" in get_template("403.html").render({"exception": ""}, rf.get("/"))


@pytest.mark.django_db
def test_the_style_page_is_complete_in_english(client: Client):
    client.cookies["django_language"] = "en"
    text = client.get("/style/").content.decode()
    assert "Style book" in text
    for french in ("Le fil", "Carnet", "Chercher partout", "obligatoire"):
        assert french not in text


@pytest.mark.parametrize("tag", ["list", "table"])
def test_a_list_or_a_table_of_nothing_leaves_only_the_kind_words(tag):
    text = component(f'<c-{tag}><c-empty title="Rien encore">Commencez ici.</c-empty></c-{tag}>')
    assert "Rien encore" in text
    assert "<ul" not in text
    assert "<table" not in text


def test_a_list_names_itself():
    assert 'aria-label="Salles"' in component('<c-list label="Salles"><c-row title="Salon" /></c-list>')


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/compte/entrer/", "/compte/creer/", "/compte/entrer/mot-de-passe/"])
def test_signing_in_is_dressed_as_the_house(client: Client, path):
    text = client.get(path).content.decode()
    assert text.count("<h1>") == 1
    assert '<form class="form"' in text
    assert "Ti Lab" in text


def test_filters_of_many_fields_are_folded_with_how_many_are_on():
    class Filters(forms.Form):
        q = forms.CharField(required=False)
        day = forms.DateField(required=False)

    source = '<c-filters fold :form="form" reset="/tout/" />'
    at_rest, narrowed, wrong = (component(source, form=Filters(data)) for data in (None, {"q": "a"}, {"day": "x"}))
    assert '<details class="fold"><summary>Filtrer la liste</summary>' in at_rest
    assert "Filtrer la liste · 1 filtre en place</summary>" in narrowed
    assert '<details class="fold" open>' in wrong
    assert "<details" not in component('<c-filters :form="form" />', form=Filters())


def test_specimens_name_no_body_or_function_of_a_laboratory():
    ui = Path(specimens.__file__).parent
    said = "".join(path.read_text() for path in [ui / "specimens.py", *(ui / "templates/ui/style").glob("*.html")])
    for name in ("COPIL", "CODIR", "Éprouvette", "Accélérateur", "Archipel des pratiques"):
        assert name not in said, name


def test_filters_ask_the_page_itself_without_what_was_asked_before():
    """An empty address would be, for HTMX, the whole of the current one: each filter would be added to the last."""
    assert 'hx-get="/"' in component('<c-filters target="results" />')
