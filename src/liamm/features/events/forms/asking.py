"""The forms of what people would like to learn, and of what they propose to hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy

from liamm.features.accounts.models import Person
from liamm.features.charter import bindings
from liamm.features.events.actions import CallDraft, ProposalDraft, Voice
from liamm.features.events.enums import NeedState
from liamm.features.events.forms.once import OnceForm
from liamm.features.events.forms.planning import SlotForm, choose
from liamm.features.events.models import NeedVoice, TrainingNeed
from liamm.kernel import clock
from liamm.ui.forms import CheckLines, DayField
from liamm.ui.tongues import in_french

_LINES = {"rows": 3}


class _WhoForm(OnceForm):
    """Who says so, without account; `website` is for machines."""

    name = forms.CharField(
        label=gettext_lazy("Votre nom"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    mail = forms.EmailField(
        label=gettext_lazy("Votre courriel"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy("Pour vous dire ce que cela devient. Il n’est montré à personne d’autre que l’équipe."),
    )
    website = forms.CharField(label=gettext_lazy("Laissez ce champ vide"), required=False)

    def __init__(self, data: QueryDict | None = None, *, person: Person | None = None, **options: Any) -> None:
        initial = {"name": person.name, "mail": person.email} if person else {}
        super().__init__(data, initial={**initial, **options.pop("initial", {})}, **options)

    def voice(self) -> Voice:
        """Who says so."""
        return Voice(name=self.cleaned_data["name"], mail=self.cleaned_data["mail"], language=get_language() or "fr")


class NeedForm(_WhoForm):
    """What somebody would like to learn."""

    title = forms.CharField(label=gettext_lazy("J’aimerais apprendre…"), max_length=150)
    words = forms.CharField(
        label=gettext_lazy("Pour quoi faire"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs=_LINES),
        help_text=gettext_lazy("Ce que vous en feriez. L’équipe le lit avant que d’autres le voient."),
    )
    field_order = ("title", "words", "name", "mail", "website", "ticket")


class JoinForm(_WhoForm):
    """Somebody else who would like it too."""


class VoiceForm(forms.Form):
    """What one said, otherwise: its words too until the team shows it to everybody."""

    title = forms.CharField(label=gettext_lazy("J’aimerais apprendre…"), max_length=150)
    words = forms.CharField(
        label=gettext_lazy("Pour quoi faire"), required=False, max_length=2000, widget=forms.Textarea(attrs=_LINES)
    )
    name = forms.CharField(label=gettext_lazy("Votre nom"), max_length=150)

    def __init__(self, data: QueryDict | None = None, *, voice: NeedVoice, **options: Any) -> None:
        need = voice.need
        initial = {"title": need.title, "words": need.words, "name": voice.name}
        super().__init__(data, initial=initial, **options)
        if need.state != NeedState.RECEIVED and (data is None or "title" not in data):
            del self.fields["title"], self.fields["words"]


class ShowForm(forms.Form):
    """A need in words that suit all who may join it."""

    title = forms.CharField(label=gettext_lazy("Ce que l’on aimerait apprendre"), max_length=150)
    words = forms.CharField(
        label=gettext_lazy("Pour quoi faire"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs=_LINES),
        help_text=gettext_lazy("Tout le monde le lira : retirez ce qui désigne quelqu’un."),
    )


class BecauseForm(forms.Form):
    """Why it is no."""

    because = forms.CharField(
        label=gettext_lazy("Pourquoi"),
        max_length=1000,
        widget=forms.Textarea(attrs=_LINES),
        help_text=gettext_lazy("Qui l’a demandé le lira."),
    )


class NeedsForm(forms.Form):
    """The needs that an event answers."""

    needs = forms.ModelMultipleChoiceField(
        TrainingNeed.objects.none(), label=gettext_lazy("Elle répond à"), widget=CheckLines
    )

    def __init__(self, data: QueryDict | None = None, *, needs: Sequence[TrainingNeed], **options: Any) -> None:
        super().__init__(data, **options)
        rows = TrainingNeed.objects.filter(pk__in=[need.pk for need in needs]).order_by("created_at")
        self.fields["needs"].queryset = rows  # type: ignore[attr-defined]  # a ModelMultipleChoiceField


class CallForm(forms.Form):
    """A call to hold events together."""

    title = forms.CharField(label=gettext_lazy("Titre"), max_length=150)
    words = forms.CharField(
        label=gettext_lazy("À quoi vous appelez"), widget=forms.Textarea(attrs={"rows": 5}), max_length=5000
    )
    kind = forms.ChoiceField(label=gettext_lazy("Ce sont des"))
    first = DayField(label=gettext_lazy("Du"))
    last = DayField(label=gettext_lazy("Au"))
    closes_on = DayField(label=gettext_lazy("On propose jusqu’au"))

    def __init__(self, data: QueryDict | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        kinds = bindings.event_kinds(clock.today()).value.kinds
        choose(self, "kind", [(kind.key, in_french(kind.name)) for kind in kinds])

    def draft(self) -> CallDraft:
        """What is called for."""
        return CallDraft(**self.cleaned_data)


class ProposalForm(_WhoForm):
    """An event that somebody proposes."""

    title = forms.CharField(label=gettext_lazy("Ce que vous proposez"), max_length=150)
    words = forms.CharField(
        label=gettext_lazy("Ce qui s’y passera, et pour qui"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=5000,
    )
    when = forms.CharField(
        label=gettext_lazy("Quand"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Un jour, plusieurs possibles, une durée : comme vous le diriez."),
    )
    where = forms.CharField(
        label=gettext_lazy("Où"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Chez vous, ou dans la maison du laboratoire."),
    )
    people = forms.IntegerField(
        label=gettext_lazy("Pour combien de personnes"), required=False, min_value=1, max_value=5000
    )
    organisation = forms.CharField(label=gettext_lazy("Votre organisation"), max_length=200, required=False)
    origin = forms.CharField(
        label=gettext_lazy("La remontée d’où cela vient"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("Sa référence, si c’est né de ce que quelqu’un a dit (par exemple R-2026-012)."),
    )
    field_order = (
        *("title", "words", "when", "where", "people", "organisation", "name", "mail"),
        *("origin", "website", "ticket"),
    )

    def draft(self, *around: object) -> ProposalDraft:
        """What is proposed."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in {"website", "ticket"}}
        return ProposalDraft(**said, language=get_language() or "fr", submission=self.submission(*around))


class QuestionBackForm(forms.Form):
    """What the team asks of who proposes."""

    question = forms.CharField(
        label=gettext_lazy("Votre question"), max_length=1000, widget=forms.Textarea(attrs=_LINES)
    )


class AnswerForm(forms.Form):
    """What who proposes answers."""

    answer = forms.CharField(label=gettext_lazy("Votre réponse"), max_length=2000, widget=forms.Textarea(attrs=_LINES))


class AcceptForm(SlotForm):
    """When and where a proposed event is held, and for how many."""

    capacity = forms.IntegerField(
        label=gettext_lazy("Nombre de places"),
        required=False,
        min_value=1,
        max_value=5000,
        help_text=gettext_lazy("Rien : autant que l’on vient."),
    )
