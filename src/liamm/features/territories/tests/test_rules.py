import random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liamm.features.territories import rules
from liamm.features.territories.rules import Asked, NameKey, Place, choose, name_key, read_asked, step_of, steps

LETTERS = st.text("abcdeéèêëçœæÉŒ'’- StSaint()0123456789,", max_size=30)


@pytest.mark.parametrize(
    ("written", "official"),
    [
        ("ploermel", "Ploërmel"),
        ("PLOËRMEL", "Ploërmel"),
        ("ploeuc lhermitage", "Plœuc-L’Hermitage"),
        ("Ploeuc l'hermitage", "Plœuc-L’Hermitage"),
        ("plœuc hermitage", "Plœuc-L’Hermitage"),
        ("st malo", "Saint-Malo"),
        ("SAINT MALO", "Saint-Malo"),
        ("Ste Anne d Auray", "Sainte-Anne-d’Auray"),
        ("rheu", "Le Rheu"),
        ("le rheu", "Le Rheu"),
        ("val dille aubigne", "Val d’Ille-Aubigné"),
    ],
)
def test_a_name_is_the_same_however_it_is_written(written: str, official: str):
    asked, name = name_key(written), name_key(official)
    assert asked.whole == name.whole or asked.bare == name.bare


def test_a_name_of_articles_alone_keeps_them():
    assert name_key("Les").bare == "les"
    assert name_key("…") == NameKey("", "", "")


@given(LETTERS)
def test_folding_twice_changes_nothing(text: str):
    once = name_key(text)
    assert name_key(once.words) == once
    assert once.whole == once.words.replace(" ", "")
    assert set(once.whole) <= set("abcdefghijklmnopqrstuvwxyz0123456789")


@pytest.mark.parametrize(
    ("name", "key"), [("Le Rheu", "rheu"), ("L’Hermitage", "hermitage"), ("La", "la"), ("Les Iffs", "iffs"), ("", "")]
)
def test_a_leading_article_does_not_count_in_the_order_of_names(name: str, key: str):
    assert rules.sort_key(name) == key


@pytest.mark.parametrize(
    ("typed", "code"), [("56800", "56800"), ("56 800", "56800"), ("2a004", "2A004"), ("29", "29"), ("200067072",) * 2]
)
def test_codes_are_read_as_codes(typed: str, code: str):
    assert read_asked(typed).code == code


@pytest.mark.parametrize(
    ("typed", "name", "told"),
    [
        ("Ploërmel", "ploermel", ""),
        ("Ploërmel (56)", "ploermel", "56"),
        ("Ploërmel, Morbihan", "ploermel", "Morbihan"),
        ("56800 Ploërmel", "ploermel", "56800"),
        ("Ploërmel 56800", "ploermel", "56800"),
        ("  Ploërmel   56800 ", "ploermel", "56800"),
        ("Kreiz-Breizh (CCKB) (communauté de communes)", "kreiz breizh cckb", "communauté de communes"),
        ("Ploërmel ()", "ploermel", ""),
        ("", "", ""),
    ],
)
def test_what_tells_a_name_apart_is_read(typed: str, name: str, told: str):
    asked = read_asked(typed)
    assert (asked.key.words, asked.qualifier, asked.code) == (name, told, "")


@given(LETTERS)
def test_anything_can_be_read(text: str):
    asked = read_asked(text)
    assert isinstance(asked, Asked)
    assert not (asked.code and asked.plain.whole)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("région Bretagne", "bretagne"),
        ("Commune de Quimper", "quimper"),
        ("communauté de communes du Pays des Abers", "pays des abers"),
        ("Ville d'Auray", "auray"),
    ],
)
def test_the_form_before_a_name_is_dropped(typed: str, name: str):
    rest = rules.without_form(name_key(typed))
    assert rest is not None
    assert rest.words == name


@pytest.mark.parametrize("typed", ["Quimper", "Villefranche", "commune", ""])
def test_a_name_without_a_form_gives_none(typed: str):
    assert rules.without_form(name_key(typed)) is None


HOME, AWAY = UUID(int=53), UUID(int=11)


def place(number: int, level: int = 0, region: UUID | None = HOME, *, current: bool = True) -> Place:
    return Place(UUID(int=number), level, region, current)


def test_one_place_is_certain():
    assert choose([place(1)], HOME) == UUID(int=1)
    assert choose([place(1), place(1, current=False)], HOME) == UUID(int=1)


def test_no_place_and_two_equal_places_are_not():
    assert choose([], HOME) is None
    assert choose([place(1), place(2)], HOME) is None


def test_in_force_then_at_home_then_narrow_wins():
    assert choose([place(1, current=False), place(2, region=AWAY)], HOME) == UUID(int=2)
    assert choose([place(1, region=AWAY), place(2)], HOME) == UUID(int=2)
    assert choose([place(1, level=2, region=AWAY), place(2, level=0, region=AWAY)], HOME) == UUID(int=2)
    assert choose([place(1, current=False)], HOME) == UUID(int=1)


@given(
    st.lists(st.builds(place, st.integers(1, 9), st.integers(0, 4), st.sampled_from([HOME, AWAY, None])), max_size=8)
)
def test_the_order_of_the_places_changes_nothing(places: list[Place]):
    shuffled = random.Random(3).sample(places, len(places))  # not a secret
    assert choose(places, HOME) == choose(shuffled, HOME)


@given(st.lists(st.integers(0, 500), max_size=60))
def test_every_value_has_its_step_and_zero_has_none(values: list[int]):
    bounds = steps(values)
    assert len(bounds) <= 4
    assert bounds == sorted(set(bounds))
    for value in values:
        step = step_of(value, bounds)
        assert step == 0 if value == 0 else value <= bounds[step - 1]
        assert step < 2 or value > bounds[step - 2]


def test_a_value_above_the_last_bound_stays_in_the_last_step():
    assert step_of(9, [1, 3]) == 2
    assert steps([]) == []
