"""The form of a photo of a room."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy


class PhotoForm(forms.Form):
    """A photo, and what is on it."""

    photo = forms.FileField(
        label=gettext_lazy("Photo"),
        help_text=gettext_lazy("JPEG, PNG, WebP ou HEIC ; sans visage que l’on reconnaisse."),
    )
    alt = forms.CharField(
        label=gettext_lazy("Ce que l’on voit"),
        max_length=200,
        help_text=gettext_lazy("En une phrase, pour qui ne voit pas la photo."),
    )
