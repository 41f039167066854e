"""What any form answers to what cannot be taken, in words of the house: said here once, for every form.

Django's own French speaks of UUIDs, values and characters to people who filled in a line of a form.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import validators
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

_CHOOSE = _("Choisissez l’une des réponses proposées.")
_HTTPS = _("Cette adresse ne va pas : elle commence par https://.")
_UNREADABLE = _("Nous ne lisons pas ce nombre : écrivez-le en chiffres, par exemple 3 ou 2,5.")
_FIELDS: dict[type[forms.Field], dict[str, Any]] = {
    forms.Field: {"required": _("Il manque une réponse ici.")},
    forms.UUIDField: {"invalid": _("Cette réponse n’est pas de celles que nous connaissons. Choisissez-en une autre.")},
    forms.IntegerField: {"invalid": _("Écrivez un nombre entier, en chiffres.")},
    forms.FloatField: {"invalid": _UNREADABLE},
    forms.DecimalField: {"invalid": _UNREADABLE},
    forms.DateField: {"invalid": _("Nous ne lisons pas cette date. Écrivez-la ainsi : 26/11/2026.")},
    forms.TimeField: {"invalid": _("Nous ne lisons pas cette heure. Écrivez-la ainsi : 14:30.")},
    forms.DateTimeField: {"invalid": _("Nous ne lisons pas ce jour et cette heure.")},
    forms.URLField: {"invalid": _HTTPS},
    forms.ChoiceField: {"invalid_choice": _CHOOSE},
    forms.MultipleChoiceField: {"invalid_choice": _CHOOSE, "invalid_list": _CHOOSE},
    forms.ModelChoiceField: {"invalid_choice": _CHOOSE},
    forms.ModelMultipleChoiceField: {"invalid_choice": _CHOOSE, "invalid_list": _CHOOSE, "invalid_pk_value": _CHOOSE},
    forms.FileField: {
        "invalid": _("Aucun fichier n’est arrivé. Choisissez-le de nouveau."),
        "missing": _("Aucun fichier n’est arrivé. Choisissez-le de nouveau."),
        "empty": _("Ce fichier est vide."),
    },
}
_VALIDATORS: dict[type[Any], Any] = {
    validators.MaxLengthValidator: ngettext_lazy(
        "C’est trop long : %(show_value)d signe, pour %(limit_value)d au plus.",
        "C’est trop long : %(show_value)d signes, pour %(limit_value)d au plus.",
        "show_value",
    ),
    validators.MinLengthValidator: ngettext_lazy(
        "C’est trop court : il faut au moins %(limit_value)d signe.",
        "C’est trop court : il faut au moins %(limit_value)d signes.",
        "limit_value",
    ),
    validators.MaxValueValidator: _("C’est trop : au plus %(limit_value)s."),
    validators.MinValueValidator: _("C’est trop peu : au moins %(limit_value)s."),
    validators.StepValueValidator: _("Ce nombre ne va pas : comptez de %(limit_value)s en %(limit_value)s."),
    validators.EmailValidator: _("Cette adresse ne va pas : elle s’écrit comme nom@exemple.fr."),
    validators.URLValidator: _HTTPS,
}
_DIGITS: dict[str, Any] = {
    "invalid": _UNREADABLE,
    "max_digits": _("Ce nombre est trop grand."),
    "max_whole_digits": _("Ce nombre est trop grand."),
    "max_decimal_places": ngettext_lazy(
        "Gardez au plus %(max)s chiffre après la virgule.", "Gardez au plus %(max)s chiffres après la virgule.", "max"
    ),
}


def word_forms() -> None:
    """Give every form of the process these words; a field that has words of its own keeps them."""
    for field, words in _FIELDS.items():
        field.default_error_messages = {**field.__dict__.get("default_error_messages", {}), **words}
    for validator, sentence in _VALIDATORS.items():
        validator.message = sentence
    validators.validate_email.message = _VALIDATORS[validators.EmailValidator]
    validators.DecimalValidator.messages = {**validators.DecimalValidator.messages, **_DIGITS}
