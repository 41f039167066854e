"""What a newcomer says when making an account, beside the address."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person


class NameForm(forms.Form):
    """The base on which allauth builds the form of a new account."""

    name = forms.CharField(
        label=_("Comment vous appelle-t-on ?"), max_length=150, widget=forms.TextInput({"autocomplete": "name"})
    )

    def signup(self, request: HttpRequest, user: Person) -> None:
        """Nothing more: the name was kept with the account."""
