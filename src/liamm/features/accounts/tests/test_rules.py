from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liamm.features.accounts.rules import Term, first_day_unguarded, is_siret, tidy_siret

DAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    "siret",
    [
        "73282932000074",
        "35600000000048",  # the seat of La Poste, right by Luhn
        "35600000049837",  # an office of La Poste: the sum of its digits is a multiple of five
    ],
)
def test_a_true_siret_is_taken(siret):
    assert is_siret(siret)


@pytest.mark.parametrize("siret", ["", "7328293200007", "73282932000075", "7328293200007A", "٧٣٢٨٢٩٣٢٠٠٠٠٧٤"])
def test_a_false_siret_is_not(siret):
    assert not is_siret(siret)


def test_an_office_of_la_poste_with_a_wrong_sum_is_not():
    assert not is_siret("35600000049838")


def test_only_la_poste_has_the_exception():
    assert not is_siret("73282932000005")


def test_a_siret_is_read_as_people_type_it():
    assert tidy_siret("732 829 320 000 74") == "73282932000074"
    assert tidy_siret("732.829.320-00074") == "73282932000074"


@given(st.text(alphabet="0123456789", min_size=13, max_size=13), st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_is_always_seen(start, place, shift):
    """Luhn sees every mistake of one digit (La Poste apart, whose rule is weaker)."""
    good = next(start + last for last in "0123456789" if is_siret(start + last))
    wrong = good[:place] + str((int(good[place]) + shift) % 10) + good[place + 1 :]
    assert not is_siret(wrong) or wrong.startswith("356000000")


terms = st.lists(
    st.tuples(st.integers(-30, 30), st.one_of(st.none(), st.integers(0, 20))).map(
        lambda pair: Term(
            DAY + timedelta(days=pair[0]),
            None if pair[1] is None else DAY + timedelta(days=pair[0] + pair[1]),
        )
    ),
    max_size=5,
)


@given(terms)
def test_the_first_unguarded_day_is_truly_the_first(held):
    def guarded(day):
        return any(one.starts <= day and (one.ends is None or one.ends >= day) for one in held)

    alone = first_day_unguarded(held, DAY)
    days = [DAY + timedelta(days=n) for n in range(200)]
    assert alone == next((day for day in days if not guarded(day)), None)
