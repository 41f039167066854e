"""The forms by which an invitation by mail is answered."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Affiliation, Organisation, Person
from liamm.features.proposals.models import Invitation


class JoinForm(forms.Form):
    """Saying yes: for an organisation or in one's own name; without account yet, saying how one is called."""

    name = forms.CharField(
        label=_("Comment vous appelle-t-on ?"), max_length=150, widget=forms.TextInput({"autocomplete": "name"})
    )
    organisation = forms.ModelChoiceField(
        label=_("Vous le faites"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("en votre nom propre"),
    )

    def __init__(self, data: QueryDict | None = None, *, person: Person | None, invitation: Invitation) -> None:
        super().__init__(data, initial={"name": invitation.name})
        if person:
            del self.fields["name"]
        if invitation.to_appraise or not person:
            del self.fields["organisation"]
        else:
            held = Affiliation.objects.now().filter(person=person)
            mine = Organisation.objects.filter(pk__in=held.values("organisation"))
            self.fields["organisation"].queryset = mine  # type: ignore[attr-defined]  # a ModelChoiceField has one
