"""Words that open something are shown by nothing but `reveal`."""

import pickle
import traceback
from dataclasses import dataclass

import pytest

from liamm.kernel.sealed import DOTS, Secret, seal, unseal

WORDS = "83620957"


@dataclass
class Draft:
    code: Secret


def test_it_says_dots_wherever_it_is_printed():
    secret = Secret(WORDS)
    for said in (str(secret), repr(secret), f"{secret}", repr(Draft(secret)), repr([secret])):
        assert WORDS not in said
        assert DOTS in said
    assert secret.reveal() == WORDS
    assert (secret == Secret(WORDS), secret == WORDS, len({secret, Secret(WORDS)})) == (True, False, 1)
    assert secret
    assert not Secret("")


def test_it_is_not_written_down():
    with pytest.raises(TypeError):
        pickle.dumps(Secret(WORDS))


def test_a_dump_of_the_locals_does_not_show_it():
    secret = Secret(WORDS)
    try:
        int(str(secret))
    except ValueError as error:
        said = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    assert f"secret = {DOTS}" in said
    assert WORDS not in said


def test_its_seal_opens_for_its_purpose_and_under_a_key_of_the_house(settings):
    sealed = seal(Secret(WORDS), purpose="a")
    assert WORDS not in sealed
    assert unseal(sealed, purpose="a") == Secret(WORDS)
    assert unseal(sealed, purpose="b") is None
    assert unseal("x", purpose="a") is None
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
    assert unseal(sealed, purpose="a") == Secret(WORDS)
    settings.SECRET_KEY_FALLBACKS = []
    assert unseal(sealed, purpose="a") is None
