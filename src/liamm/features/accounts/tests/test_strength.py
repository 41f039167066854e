import pytest
from django.core.exceptions import ValidationError

from liamm.features.accounts.models import Person
from liamm.features.accounts.strength import LEAST_BITS, StrengthValidator, bits_of, is_guessable

SOMEONE = Person(email="nolwenn.legoff@exemple.example", name="Nolwenn Le Goff")


@pytest.mark.parametrize(
    "password",
    [
        "cheval agrafe pile correct",
        "vélo lune caillou tambour",
        "phare granite ajonc lundi",
        "k7#Qz!9v",
        "k7#Qz!9vLw2p",
        "ti-hent-mor-9-bleuenn-skol",
    ],
)
def test_taken(password):
    StrengthValidator().validate(password, SOMEONE)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "court"),
        ("azerty123", "court"),
        ("Xk29fjqp", "court"),
        ("12345678901234", "court"),
        ("1234567890123456", "devine"),
        ("aaaaaaaaaaaaaaaaaaaa", "devine"),
        ("motdepasse123!", "devine"),
        ("Bretagne2024!", "devine"),
        ("P@ssw0rd2024!", "devine"),
        ("SoleilSoleil2026", "devine"),
        ("qsdfghjklm123456", "devine"),
        ("nolwenn.legoff@exemple.example", "que de votre nom"),
        ("NolwennLeGoff", "que de votre nom"),
    ],
)
def test_refused_with_what_would_help(password, why):
    with pytest.raises(ValidationError, match=why) as told:
        StrengthValidator().validate(password, SOMEONE)
    assert "phrase de passe" in told.value.messages[0]


@pytest.mark.parametrize(
    "password",
    [
        "Nolwenn-nolwenn-exemple",
        "nolwenn.legoff@exemple.example",
        "LeGoff_Nolwenn!2026",
        "Goff le Nolwenn exemple",
        "TI-Lab nolwenn 35000",
    ],
)
def test_made_of_oneself_only(password, settings):
    settings.LIAMM_LAB_NAME = "Ti Lab"
    with pytest.raises(ValidationError, match="que de votre nom") as told:
        StrengthValidator().validate(password, SOMEONE)
    assert told.value.code == "oneself"


def test_with_something_else_beside():
    StrengthValidator().validate("Nolwenn agrafe pile tambour", SOMEONE)


def test_the_rule_of_the_cnil_is_the_floor():
    """Eight letters of every kind make 52 bits; seven make 46."""
    assert bits_of("aA1!aA1!") > LEAST_BITS > bits_of("aA1!aA1")
    assert bits_of("é" * 8) > bits_of("e" * 8)


def test_a_password_of_nobody_is_looked_at_too():
    with pytest.raises(ValidationError):
        StrengthValidator().validate("breizhbreizh2026")
    assert not is_guessable("cheval agrafe pile correct")


def test_a_very_long_password_costs_no_more():
    assert not is_guessable("phare granite ajonc lundi " * 400)
