"""The form that looks for a place."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from liamm.features.territories.fields import LONGEST, TerritoryInput


class SearchForm(forms.Form):
    """One field: a name, a postcode or a code."""

    q = forms.CharField(
        label=_("Nom, code postal ou code Insee"),
        help_text=_("Sans accents ni traits d’union, c’est aussi bien. Les anciennes communes sont trouvées."),
        max_length=LONGEST,
        required=False,
        widget=TerritoryInput,
    )
