from decimal import Decimal

import pytest
from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError

from liamm.ui.forms import AmountField, DayField

pytestmark = pytest.mark.django_db
TECHNICAL = ("UUID", "Assurez-vous", "caractères", "valeur", "au total", "Sélectionnez un choix", "champ", "---------")


class Everything(forms.Form):
    """One field of each shape."""

    who = forms.UUIDField(required=False)
    line = forms.CharField(max_length=3, min_length=2, required=False)
    amount = forms.DecimalField(max_digits=5, decimal_places=1, min_value=1, max_value=9, required=False)
    count = forms.IntegerField(required=False)
    one = forms.ChoiceField(choices=[("a", "A")], required=False)
    many = forms.MultipleChoiceField(choices=[("a", "A")], required=False)
    office = forms.ModelChoiceField(Group.objects.all(), required=False)
    offices = forms.ModelMultipleChoiceField(Group.objects.all(), required=False)
    mail = forms.EmailField(required=False)
    link = forms.URLField(required=False, assume_scheme="https")
    day = forms.DateField(required=False)
    near = DayField(required=False)
    needed = forms.CharField()


@pytest.mark.parametrize(
    ("name", "wrong", "said"),
    [
        ("who", "abc", "pas de celles que nous connaissons"),
        ("line", "abcd", "C’est trop long"),
        ("line", "a", "C’est trop court"),
        ("amount", "123456.7", "trop"),
        ("amount", "1.25", "au plus 1 chiffre après la virgule"),
        ("amount", "12", "au plus 9"),
        ("amount", "0", "au moins 1"),
        ("amount", "trois", "en chiffres"),
        ("count", "1.5", "nombre entier"),
        ("one", "z", "l’une des réponses proposées"),
        ("many", ["z"], "l’une des réponses proposées"),
        ("office", "abc", "l’une des réponses proposées"),
        ("offices", ["abc"], "l’une des réponses proposées"),
        ("mail", "abc", "nom@exemple.fr"),
        ("link", "ht!tp", "https://"),
        ("day", "31/02", "26/11/2026"),
        ("near", "31/02", "n’existe pas dans le calendrier"),
        ("needed", "", "Il manque une réponse"),
    ],
)
def test_what_cannot_be_taken_is_said_in_words_of_the_house(name, wrong, said):
    form = Everything({name: wrong})
    words = " ".join(form.errors[name])
    assert said in words
    assert not [one for one in TECHNICAL if one in words]


def test_the_first_choice_of_a_list_is_a_word():
    page = str(Everything()["office"])
    assert "---------" not in page
    assert "Choisissez" in page


def test_a_bound_is_said_as_people_write_numbers():
    field = AmountField(min_value=Decimal("0.5"))
    with pytest.raises(ValidationError, match="au moins 0,5"):
        field.clean("0.2")
