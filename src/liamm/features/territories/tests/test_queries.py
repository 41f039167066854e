import pytest

from liamm.features.territories import queries
from liamm.features.territories.enums import TerritoryKind, Usage
from liamm.features.territories.models import Territory
from liamm.features.territories.queries import by_code, resolve, search_territories
from liamm.features.territories.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db


def labels(text: str, **options) -> list[str]:
    return [found.label for found in search_territories(text, **options)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ploermel", "Ploërmel (56)"),
        ("Ploërmel", "Ploërmel (56)"),
        ("ploeuc lhermitage", "Plœuc-L’Hermitage (22)"),
        ("ploeuc l hermitage", "Plœuc-L’Hermitage (22)"),
        ("st malo", "Saint-Malo (35)"),
        ("ste anne dauray", "Sainte-Anne-d’Auray (56)"),
        ("rheu", "Le Rheu (35)"),
        ("kerfeunteun", "Quimper (29)"),
        ("56800", "Ploërmel (56)"),
        ("56165", "Ploërmel (56)"),
        ("22203", "Plœuc-L’Hermitage (22)"),
        ("200086791", "Ploërmel (56)"),
        ("56", "Morbihan (département)"),
        ("2a", "Corse-du-Sud (département)"),
        ("bretagne", "Bretagne (région)"),
        ("région bretagne", "Bretagne (région)"),
        ("commune de quimper", "Quimper (29)"),
        ("vannes agglo", "Golfe du Morbihan - Vannes Agglomération (communauté d’agglomération)"),
        ("communauté de communes du pays des abers", "Pays des Abers (communauté de communes)"),
        ("pays des abers (communauté de communes)", "Pays des Abers (communauté de communes)"),
        ("200067072", "Haut-Léon Communauté (communauté de communes)"),
        ("france", "France"),
        ("redon, ille-et-vilaine", "Redon (35)"),
        ("35600 Redon", "Redon (35)"),
        ("Saint-Denis (974)", "Saint-Denis (974)"),
    ],
)
def test_what_people_type_is_found_first(typed: str, first: str):
    assert labels(typed)[0] == first


def test_at_equal_match_the_region_of_the_laboratory_comes_first(settings):
    assert labels("st-ju")[0].endswith(("(22)", "(29)", "(35)", "(56)"))
    settings.LIAMM_IDENTITY = settings.LIAMM_IDENTITY.model_copy(update={"region_code": "93"})
    assert not labels("st-ju")[0].endswith(("(22)", "(29)", "(35)", "(56)"))


def test_a_former_name_says_what_it_was():
    found = search_territories("kerfeunteun")[0]
    assert (found.through, found.usage) == ("Kerfeunteun", Usage.FORMER)
    assert "Kerfeunteun" in found.detail
    assert "Quimper Bretagne Occidentale" in found.detail


def test_the_beginning_of_a_postcode_is_enough():
    assert "Ploërmel (56)" in labels("5680", limit=50)


@pytest.mark.parametrize("text", ["", " ", "p", "%", "__", "xyzzyx", "999999", "'; --", "(56)"])
def test_little_or_odd_text_finds_nothing(text: str):
    assert labels(text) == []


def test_levels_and_limit_are_kept():
    assert labels("ploermel", kinds=[TerritoryKind.EPCI]) == ["Ploërmel Communauté (communauté de communes)"]
    assert labels("56800", kinds=[TerritoryKind.EPCI]) == []
    assert len(labels("saint", limit=4)) == 4


def test_a_territory_that_left_the_edition_keeps_its_code_and_is_not_offered():
    TerritoryFactory(code="56999", name="Partie", postcodes=["56999"], in_force=False)
    assert labels("56999") == []
    assert by_code("56999") is not None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ploermel", "56165"),
        ("Ploërmel (56)", "56165"),
        ("56800 ploermel", "56165"),
        ("Kerfeunteun", "29232"),
        ("Quimper", "29232"),
        ("29232", "29232"),
        ("Bretagne", "53"),
        ("Morbihan", "56"),
        ("Paris", "75056"),
        ("L'Hermitage", "35131"),
        ("Beaune, Côte et Sud - Communauté Beaune-Chagny-Nolay", "200006682"),
    ],
)
def test_a_clear_text_means_one_territory(typed: str, code: str):
    found = resolve(typed).territory
    assert found is not None
    assert found.code == code


def test_every_label_means_its_territory():
    sample = list(Territory.objects.in_force().filter(kind="commune").order_by("pk")[:60])
    sample += list(Territory.objects.filter(kind__in=["region", "departement"]).exclude(kind="commune"))
    sample += list(Territory.objects.filter(kind="epci", region__code="53"))
    for territory in sample:
        assert resolve(territory.label).territory == territory, territory.label


def test_an_unclear_text_gives_the_ones_to_choose_from(settings):
    assert resolve("Sainte-Colombe").territory == by_code("35262")
    settings.LIAMM_IDENTITY = settings.LIAMM_IDENTITY.model_copy(update={"region_code": "94"})
    answer = resolve("Sainte-Colombe")
    assert answer.territory is None
    assert not answer.near
    assert len(answer.candidates) == queries.NEAREST
    assert all(found.territory.name == "Sainte-Colombe" for found in answer.candidates)
    assert resolve("35").territory == by_code("35", TerritoryKind.DEPARTEMENT)
    assert resolve("56380").territory is None


def test_a_misspelt_name_gives_the_nearest():
    answer = resolve("Plohermel")
    assert answer.near
    assert answer.territory is None
    assert "Ploërmel (56)" in [found.label for found in answer.candidates]
    assert resolve("Douarnenetz").candidates[0].label == "Douarnenez (29)"
    assert resolve("Plohermel", kinds=[TerritoryKind.REGION]).candidates == []
    assert resolve("qzxwvk").candidates == []
    assert resolve("99999").candidates == []
    assert resolve("").candidates == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Vanes", ["Vannes (56)", "Vanves (92)"]),
        ("Pontivi", ["Pontivy (56)"]),
        ("Saint-Aubin", ["Saint-Aubin-d’Aubigné (35)", "Saint-Aubin-du-Cormier (35)"]),
        ("Sainte-Anne", ["Sainte-Anne-sur-Vilaine (35)", "Sainte-Anne-d’Auray (56)", "Sainte-Anne (971)"]),
        ("Chateaubriand", ["Châteaubriant (44)", "Châteaulin (29)"]),
        ("Marseile", ["Marseille (13)"]),
    ],
)
def test_places_at_home_come_before_those_far_away(typed: str, first: list[str]):
    answer = resolve(typed)
    assert answer.territory is None
    assert [found.label for found in answer.candidates][: len(first)] == first


def test_codes_give_territories_with_their_parents(django_assert_num_queries):
    with django_assert_num_queries(1):
        quimper = by_code("29232")
        assert quimper is not None
        assert quimper.epci is not None
        assert quimper.epci.name == "Quimper Bretagne Occidentale"
    with django_assert_num_queries(1):
        both = queries.by_codes(["53", "11", "00"], TerritoryKind.REGION)
    assert {code: one.name for code, one in both.items()} == {"53": "Bretagne", "11": "Île-de-France"}
    assert by_code("00000") is None


def test_one_walks_down_and_up():
    bretagne = by_code("53", TerritoryKind.REGION)
    france = by_code("FR", TerritoryKind.COUNTRY)
    redon = by_code("243500741", TerritoryKind.EPCI)
    assert bretagne
    assert france
    assert redon
    assert [one.code for one in queries.children(bretagne, TerritoryKind.DEPARTEMENT)] == ["22", "29", "35", "56"]
    assert queries.children(redon).count() == 31
    assert queries.children(france, TerritoryKind.REGION).count() == 18
    assert [one.name for one in queries.ancestors(redon)] == ["Ille-et-Vilaine", "Bretagne", "France"]
    assert queries.ancestors(france) == []
    ploermel = by_code("56165")
    assert ploermel
    assert queries.children(ploermel).count() == 0
    names = [one.label for one in queries.ancestors(ploermel)]
    assert names[0] == "Ploërmel Communauté (communauté de communes)"
    assert "Monterrein" in [one.name for one in queries.former_names(ploermel)]


def test_searching_costs_at_most_two_queries(django_assert_max_num_queries):
    for text in ("ploermel", "saint", "56800", "vannes agglomération", "redon (35)"):
        with django_assert_max_num_queries(2):
            search_territories(text)


def test_labels_and_forms():
    assert str(TerritoryFactory(name="Essai", code="97499")) == "Essai (974)"
    assert Territory(kind="commune", name="Essai").form == "commune"
    assert Territory(kind="epci", nature="CA", name="Essai").label == "Essai (communauté d’agglomération)"
    assert Territory(kind="country", name="France").label == "France"
    assert Territory(kind="region", code="53").departement_code == ""
