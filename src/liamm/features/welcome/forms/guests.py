"""What whoever invites writes, and what a guest answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.features.charter import bindings
from liamm.features.welcome.actions import Answer, NoticeDraft
from liamm.features.welcome.models import Guest
from liamm.features.welcome.rules.addresses import Pasted, read_addresses
from liamm.kernel import clock

_MOST_PASTED = 60_000
_SHOWN = 5
_LONGEST_SHOWN = 60


class InviteForm(forms.Form):
    """A list of addresses, as one pastes it."""

    addresses = forms.CharField(
        label=gettext_lazy("Adresses électroniques"),
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "autocapitalize": "none"}),
        max_length=_MOST_PASTED,
        help_text=gettext_lazy(
            "Une ou plusieurs, collées comme elles viennent : d’un courriel, d’un tableau, avec ou sans les noms."
        ),
    )

    def clean_addresses(self) -> Pasted:
        """What was read.

        Raises ValidationError, naming what holds no address: nothing is sent until all of it is understood.
        """
        pasted = read_addresses(self.cleaned_data["addresses"])
        if pasted.unread:
            shown = ", ".join(f"« {one[:_LONGEST_SHOWN]} »" for one in pasted.unread[:_SHOWN])
            raise ValidationError(
                _("Rien n’est parti : nous ne lisons pas d’adresse dans %(lines)s.") % {"lines": shown}
            )
        return pasted


class NoticeForm(forms.Form):
    """A word to the guests."""

    words = forms.CharField(
        label=gettext_lazy("Un mot pour vos invités"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
        help_text=gettext_lazy("Ce que vous ferez ensemble, à qui s’adresser en arrivant…"),
    )
    bring = forms.CharField(
        label=gettext_lazy("Ce qu’il faut apporter"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
    )

    def draft(self) -> NoticeDraft:
        """What is said."""
        return NoticeDraft(**self.cleaned_data)


class AnswerForm(forms.Form):
    """What a guest says with their answer; what is only for those who come may stay empty."""

    accepts_rules = forms.BooleanField(
        label=gettext_lazy("J’accepte les règles du lieu"),
        error_messages={"required": gettext_lazy("Pour venir, acceptez les règles du lieu.")},
    )
    first_visit = forms.BooleanField(label=gettext_lazy("C’est ma première venue dans la maison"), required=False)
    access_need = forms.CharField(
        label=gettext_lazy("Ce qu’il me faut pour entrer et prendre part"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
    )

    def __init__(self, data: Any = None, *, guest: Guest, comes: bool = True) -> None:
        super().__init__(data, initial={"first_visit": guest.first_visit, "access_need": guest.access_need})
        self.comes = comes
        kept = bindings.retention(clock.today()).value.of("access_need").said
        self.fields["access_need"].help_text = _(
            "Une marche à éviter, une boucle magnétique, une chaise à dossier… Qui vous invite et l’équipe le lisent ; "
            "c’est effacé %(delay)s après."
        ) % {"delay": kept}
        if guest.rules_version or not comes:
            del self.fields["accepts_rules"]

    def answer(self) -> Answer:
        """What is answered."""
        return Answer(comes=self.comes, **self.cleaned_data)
