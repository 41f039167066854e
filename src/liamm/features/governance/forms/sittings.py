"""Forms about sittings: calling, moving, opening, who comes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person
from liamm.features.charter import bindings
from liamm.features.charter.enums import ItemKind
from liamm.features.governance.actions.agenda import MATTERS
from liamm.features.governance.enums import Answer
from liamm.features.governance.seats import Sitter
from liamm.kernel import clock
from liamm.ui.forms import CheckLines, ChoiceLines, DayField, MomentInput
from liamm.ui.tongues import in_french


class PresenceForm(forms.Form):
    """Whether one comes."""

    answer = forms.ChoiceField(
        label=_("Venez-vous ?"),
        choices=[
            (Answer.COMING, _("Je viens")),
            (Answer.REPLACED, _("Ma suppléance vient à ma place")),
            (Answer.ABSENT, _("Je ne viens pas")),
        ],
        widget=ChoiceLines,
    )


class CallForm(forms.Form):
    """A sitting outside the cadence."""

    starts = forms.DateTimeField(label=_("Quand"), widget=MomentInput)
    minutes = forms.IntegerField(label=_("Durée, en minutes"), min_value=15, max_value=600, initial=90)
    place = forms.CharField(
        label=_("Lieu"),
        max_length=150,
        required=False,
        help_text=_("Une salle de la maison, à ses heures d’ouverture, ou un autre lieu."),
    )
    reason = forms.CharField(label=_("Pourquoi maintenant"), widget=forms.Textarea(attrs={"rows": 3}))


class MoveForm(forms.Form):
    """Another day, and why."""

    starts = forms.DateTimeField(label=_("Nouvelle date"), widget=MomentInput)
    reason = forms.CharField(
        label=_("Pourquoi"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("La raison est lue par celles et ceux qui devaient venir, et montrée sur la page de la séance."),
    )


class CancelForm(forms.Form):
    """Why there is no sitting."""

    reason = forms.CharField(
        label=_("Pourquoi"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("La raison est publique. Les points passent à la séance suivante."),
    )


class OpenForm(forms.Form):
    """Who leads, who writes and who is there."""

    chair = forms.ModelChoiceField(Person.objects.none(), label=_("Présidence de séance"))
    secretary = forms.ModelChoiceField(
        Person.objects.none(), label=_("Secrétariat"), required=False, empty_label=_("personne d’autre")
    )
    present = forms.MultipleChoiceField(label=_("Sont là"), widget=CheckLines, required=False)
    reason = forms.CharField(
        label=_("Pourquoi un autre jour que prévu"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Une phrase ; elle est montrée sur la page de la séance."),
    )

    def __init__(
        self,
        *args: Any,
        seated: Iterable[Sitter],
        presiding: str,
        secretaries: Iterable[Person],
        coming: Iterable[Any],
        displaced: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if not displaced:
            del self.fields["reason"]
        sitters = list(seated)
        members = [one.person.pk for one in sitters]
        self._among("chair", members)
        self._among("secretary", [*members, *(person.pk for person in secretaries)])
        self.fields["present"].choices = [  # type: ignore[attr-defined]  # a MultipleChoiceField
            (str(one.person.pk), _seated(one)) for one in sitters
        ]
        chairing = (one.person.pk for one in sitters if one.seat.key == presiding and not one.stands_in)
        self.fields["chair"].initial = next(chairing, None)
        self.fields["present"].initial = [str(key) for key in coming]

    def _among(self, name: str, keys: Iterable[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # declared above
        field.queryset = Person.objects.filter(pk__in=list(keys))


def _seated(one: Sitter) -> str:
    said = f"{one.person}, {in_french(one.seat.name)}"
    return _("%(who)s (suppléance)") % {"who": said} if one.stands_in else said


class ItemForm(forms.Form):
    """An item written by the team."""

    kind = forms.ChoiceField(label=_("Nature du point"), widget=ChoiceLines)
    title = forms.CharField(label=_("De quoi il s’agit"), max_length=200)
    summary = forms.CharField(
        label=_("Ce qu’il faut savoir avant"), widget=forms.Textarea(attrs={"rows": 6}), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = bindings.agenda_items(clock.today()).value.kinds
        named = [(kind.kind.value, in_french(kind.name)) for kind in kinds if kind.kind in MATTERS]
        self.fields["kind"].choices = named  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["kind"].initial = ItemKind.INFORMATION.value


class RemoveForm(forms.Form):
    """Why an item leaves an agenda, and until when."""

    reason = forms.CharField(label=_("Pourquoi"), widget=forms.Textarea(attrs={"rows": 3}))
    back_on = DayField(
        label=_("Revient à partir du"),
        required=False,
        help_text=_("Sans date, le point est retiré pour de bon."),
    )


class DeclineForm(forms.Form):
    """Why a proposed subject does not come before the body."""

    reason = forms.CharField(
        label=_("Pourquoi"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("La raison est envoyée à la personne qui l’a proposé."),
    )


class SubjectForm(forms.Form):
    """A strategic subject, from anybody."""

    title = forms.CharField(label=_("Votre sujet, en une ligne"), max_length=200)
    text = forms.CharField(
        label=_("Ce que vous proposez, et pourquoi"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=8_000,
    )
    name = forms.CharField(label=_("Votre nom"), max_length=150, required=False)
    email = forms.EmailField(
        label=_("Votre adresse électronique"),
        required=False,
        help_text=_("Pour vous répondre. Elle n’est ni montrée, ni donnée."),
    )
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, signed_in: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if signed_in:
            del self.fields["name"], self.fields["email"]

    def clean_website(self) -> str:
        """A field that people do not see: whoever fills it is no person."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Ce champ doit rester vide."))
        return ""


class ConfirmForm(forms.Form):
    """Nothing to fill in: the button is the act."""

    sure = forms.CharField(widget=forms.HiddenInput, initial="1", required=False)
