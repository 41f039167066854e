"""The form of who has lost the link of a registration."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy


class FindForm(forms.Form):
    """The address with which one registered; `event` narrows it to one, when one comes from its page."""

    mail = forms.EmailField(
        label=gettext_lazy("L’adresse avec laquelle vous vous êtes inscrit"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    event = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    website = forms.CharField(label=gettext_lazy("Laissez ce champ vide"), required=False)
