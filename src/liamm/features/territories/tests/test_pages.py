import pytest
from django import forms
from django.test import Client

from liamm.features.territories.enums import TerritoryKind
from liamm.features.territories.fields import TerritoryField
from liamm.features.territories.models import Territory
from liamm.features.territories.queries import by_code, said_count
from liamm.features.territories.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db


def test_looking_for_a_place_shows_it_with_its_way_there(client: Client, django_assert_num_queries):
    with django_assert_num_queries(2):
        text = client.get("/territoires/", {"q": "kerfeunteun"}).content.decode()
    assert 'href="/territoires/commune/29232/"' in text
    assert "Kerfeunteun" in text


def test_more_answers_cost_no_more_queries(client: Client, django_assert_num_queries):
    with django_assert_num_queries(1):
        text = client.get("/territoires/", {"q": "saint"}).content.decode()
    assert text.count('href="/territoires/commune/') >= 20


def test_without_a_question_the_region_of_the_laboratory_stands_there(client: Client, settings):
    text = client.get("/territoires/").content.decode()
    assert 'href="/territoires/departement/29/"' in text
    settings.LIAMM_IDENTITY = settings.LIAMM_IDENTITY.model_copy(update={"region_code": "00"})
    assert client.get("/territoires/").status_code == 200


def test_nothing_found_is_said_kindly(client: Client):
    text = client.get("/territoires/", {"q": "xyzzyx"}).content.decode()
    assert "Aucun lieu de ce nom." in text
    assert client.get("/territoires/", {"q": "x" * 500}).status_code == 200


def test_htmx_gets_the_results_alone(client: Client):
    headers = {"HX-Request": "true", "HX-Target": "results"}
    text = client.get("/territoires/", {"q": "ploermel"}, headers=headers).content.decode()
    assert "Ploërmel (56)" in text
    assert "<html" not in text


@pytest.mark.parametrize(
    ("path", "queries", "said"),
    [
        ("commune/56165", 3, "Monterrein"),
        ("epci/200068120", 4, "14 communes"),
        ("departement/29", 5, "intercommunalités"),
        ("region/53", 5, "4 départements"),
        ("pays/FR", 3, "18 régions"),
    ],
)
def test_every_level_has_its_page(client: Client, django_assert_num_queries, path: str, queries: int, said: str):
    with django_assert_num_queries(queries):
        answer = client.get(f"/territoires/{path}/")
    assert answer.status_code == 200
    assert said in answer.content.decode()


@pytest.mark.parametrize("path", ["commune/00000", "planete/FR", "country/FR"])
def test_what_does_not_exist_is_not_found(client: Client, path: str):
    assert client.get(f"/territoires/{path}/").status_code == 404


def test_a_territory_that_ended_says_so(client: Client):
    gone = TerritoryFactory.create(code="56999", in_force=False)
    assert "n’existe plus" in client.get(gone.get_absolute_url()).content.decode()


def test_the_address_of_a_territory_is_its_own():
    france = by_code("FR", TerritoryKind.COUNTRY)
    assert france is not None
    assert france.get_absolute_url() == "/territoires/pays/FR/"


def test_suggestions_are_few_and_say_what_tells_them_apart(client: Client, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        answer = client.get("/territoires/chercher/", {"q": "ploerm"}).json()
    assert answer[0]["label"] == "Ploërmel (56)"
    assert "56800" in answer[0]["hint"]
    assert len(client.get("/territoires/chercher/", {"q": "saint"}).json()) == 8
    only = client.get("/territoires/chercher/", {"q": "ploermel", "niveau": ["epci", "nonsense"]}).json()
    assert [one["label"] for one in only] == ["Ploërmel Communauté (communauté de communes)"]
    assert client.get("/territoires/chercher/").json() == []


def test_sources_and_licences_are_named(client: Client, django_assert_num_queries):
    with django_assert_num_queries(0):
        text = client.get("/territoires/sources/").content.decode()
    assert "Licence Ouverte 2.0" in text
    assert "2026" in text


class Where(forms.Form):
    place = TerritoryField(label="Où")
    around = TerritoryField(required=False, kinds=[TerritoryKind.EPCI])


def test_the_field_takes_words_and_gives_a_territory():
    form = Where({"place": "kerfeunteun", "around": ""})
    assert form.is_valid()
    assert form.cleaned_data == {"place": by_code("29232"), "around": None}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Plohermel", "vouliez-vous dire Ploërmel (56)"),
        ("Ploermell", "vouliez-vous dire Ploërmel (56)"),
        ("qzxwvk", "Écrivez le nom d’une commune"),
        ("56380", "peut désigner plusieurs lieux"),
        ("", "Il manque une réponse"),
    ],
)
def test_the_field_refuses_with_the_nearest_names(typed: str, said: str):
    assert said in str(Where({"place": typed}).errors["place"])


def test_the_field_keeps_to_its_levels():
    form = Where({"place": "quimper", "around": "quimper bretagne occidentale"})
    assert form.is_valid()
    assert form.cleaned_data["around"].kind == TerritoryKind.EPCI


def test_the_field_shows_labels_and_suggests(client: Client):
    quimper = by_code("29232")
    assert quimper is not None
    for initial in (quimper, quimper.pk, "Quimper (29)"):
        assert 'value="Quimper (29)"' in str(Where(initial={"place": initial})["place"])
    shown = str(Where()["around"])
    assert 'data-src="/territoires/chercher/?niveau=epci&amp;q="' in shown
    field = Where().fields["place"]
    assert not field.has_changed(quimper, "Quimper (29)")
    assert field.has_changed(quimper, "Brest")
    assert field.clean(quimper) == quimper
    assert field.prepare_value(Territory().pk) is None


def test_counts_are_said_in_words():
    assert said_count(TerritoryKind.COMMUNE, 1) == "1 commune"
    assert said_count(TerritoryKind.COUNTRY, 2) == "2 pays"


def test_the_pages_speak_english_too(client: Client):
    client.cookies["django_language"] = "en"
    assert "No place of that name." in client.get("/territoires/", {"q": "xyzzyx"}).content.decode()
