"""The forms of who comes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Organisation, Person
from liamm.features.accounts.queries import hosts
from liamm.features.events.actions import RegistrationChange, RegistrationDraft, Told
from liamm.features.events.enums import Admission, QuestionKind
from liamm.features.events.forms.once import OnceForm
from liamm.features.events.models import Event, Question, Registration
from liamm.features.events.saying import DateSaid
from liamm.ui.forms import ChoiceLines

_YES_NO = [("", gettext_lazy("sans réponse")), ("yes", gettext_lazy("oui")), ("no", gettext_lazy("non"))]


def _field_of(question: Question) -> forms.Field:
    options: dict[str, Any] = {"label": question.text, "required": question.required}
    if question.kind == QuestionKind.YES_NO:
        return forms.ChoiceField(choices=_YES_NO[1:] if question.required else _YES_NO, widget=ChoiceLines, **options)
    if question.kind == QuestionKind.CHOICE:
        none = [] if question.required else [("", _("sans réponse"))]
        return forms.ChoiceField(choices=[*none, *((one, one) for one in question.choices)], **options)
    if question.kind == QuestionKind.TEXT:
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, **options)
    return forms.CharField(max_length=300, **options)


def _why_host(event: Event) -> str:
    if event.admission == Admission.SELECTION and event.parity:
        return _(
            "Sert à donner les places à parité. Si vous venez pour une autre organisation ou ne dites rien, vous n’y "
            "perdez pas : votre part des places est celle des candidatures semblables."
        )
    return _("Sert à dire, sans nom, pour qui la maison travaille ; cela ne change rien à votre place.")


class _WhoComes(forms.Form):
    """Who comes, with how many others."""

    name = forms.CharField(
        label=gettext_lazy("Votre nom"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    seats = forms.IntegerField(label=gettext_lazy("Combien de personnes, vous compris"), min_value=1, initial=1)
    names = forms.CharField(
        label=gettext_lazy("Les noms des personnes qui viennent"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=gettext_lazy("Un par ligne, pour les badges. Vous pourrez les dire plus tard."),
    )
    organisation = forms.CharField(
        label=gettext_lazy("Votre organisation"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        help_text=gettext_lazy("Ou rien, si vous venez pour vous."),
    )
    access_need = forms.CharField(
        label=gettext_lazy("Ce qu’il vous faut pour pouvoir venir et suivre"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
    )

    def _ask(self, event: Event, *, after: str) -> None:
        """Ask for whom one comes, and what the event asks of who comes, after another field."""
        self._questions = list(event.questions.all())
        self.fields["host"] = forms.ChoiceField(
            label=_("Vous venez pour"),
            required=False,
            choices=self._host_choices,
            widget=ChoiceLines,
            help_text=_why_host(event),
        )
        for question in self._questions:
            self.fields[f"q-{question.pk}"] = _field_of(question)
        asked = [f"q-{question.pk}" for question in self._questions]
        order = [name for name in self.fields if name not in {*asked, "host"}]
        order.insert(order.index("organisation"), "host")
        place = order.index(after) + 1
        self.order_fields([*order[:place], *asked, *order[place:]])

    @cached_property
    def _hosts(self) -> dict[str, Organisation]:
        """Who carries the laboratory, read when the choice is shown or one of them is chosen."""
        return {str(one.pk): one for one in hosts()}

    def _host_choices(self) -> list[tuple[str, str]]:
        named = [(key, one.name) for key, one in self._hosts.items()]
        return [*named, ("", _("une autre organisation, ou vous-même"))]

    @property
    def _told(self) -> Told:
        said = self.cleaned_data
        answers = {str(one.pk): said[f"q-{one.pk}"] for one in self._questions if said[f"q-{one.pk}"]}
        return Told(host=self._hosts[said["host"]] if said["host"] else None, answers=answers)

    def _alone(self, event: Event) -> None:
        """Where one registers one person at a time, nothing is asked about others."""
        if event.most_together == 1:
            for name in ("seats", "names"):
                del self.fields[name]

    @property
    def _seats(self) -> int:
        return int(self.cleaned_data.get("seats") or 1)

    @property
    def _names(self) -> list[str]:
        return str(self.cleaned_data.get("names") or "").splitlines()


class RegisterForm(_WhoComes, OnceForm):
    """Registering without account."""

    mail = forms.EmailField(
        label=gettext_lazy("Votre courriel"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy("La confirmation y arrive, avec le lien pour changer ou annuler."),
    )
    rules_accepted = forms.BooleanField(
        label=gettext_lazy("J’ai lu les règles de la maison et je les suivrai."), required=True
    )
    website = forms.CharField(label=gettext_lazy("Laissez ce champ vide"), required=False)
    field_order = [
        "name",
        "mail",
        "organisation",
        "seats",
        "names",
        "access_need",
        "rules_accepted",
        "website",
        "ticket",
    ]

    def __init__(
        self, data: QueryDict | None = None, *, event: Event, needs_kept: str, person: Person | None, **options: Any
    ) -> None:
        initial = {"name": person.name, "mail": person.email} if person else {}
        super().__init__(data, initial=initial, **options)
        self.event = event
        self._alone(event)
        self.fields["access_need"].help_text = _(
            "Accès, langue des signes, sous-titres… Lu par qui organise seulement, et effacé %(kept)s après."
        ) % {"kept": needs_kept}
        self._ask(event, after="access_need")

    def draft(self, dates: Sequence[DateSaid], *around: object) -> RegistrationDraft:
        """What is said."""
        said, told = self.cleaned_data, self._told
        return RegistrationDraft(
            name=said["name"],
            mail=said["mail"],
            seats=self._seats,
            names=self._names,
            host=told.host,
            organisation=said["organisation"],
            access_need=said["access_need"],
            answers=told.answers,
            rules_accepted=said["rules_accepted"],
            language=get_language() or "fr",
            submission=self.submission(*around),
            dates=dates,
        )


class ChangeForm(_WhoComes):
    """A registration said otherwise.

    Once it is `frozen`, what was told is asked no more; who had it before them is still heard, and told so.
    """

    field_order = ["name", "seats", "names", "organisation", "access_need"]

    def __init__(
        self, data: QueryDict | None = None, *, registration: Registration, frozen: bool, **options: Any
    ) -> None:
        initial = {
            **{f"q-{key}": answer for key, answer in registration.answers.items()},
            "host": str(registration.host_id or ""),
            "name": registration.name,
            "seats": registration.seats,
            "names": "\n".join(one.name for one in registration.attendees.all() if one.name),
            "organisation": registration.organisation,
            "access_need": registration.access_need,
        }
        super().__init__(data, initial=initial, **options)
        self._alone(registration.event)
        self.tells = not frozen or (data is not None and "host" in data)
        if self.tells:
            self._ask(registration.event, after="access_need")
        elif registration.host_id:
            del self.fields["organisation"]

    def change(self) -> RegistrationChange:
        """What is said otherwise."""
        said = self.cleaned_data
        return RegistrationChange(
            name=said["name"],
            seats=self._seats,
            names=self._names,
            organisation=said.get("organisation", ""),
            access_need=said["access_need"],
            told=self._told if self.tells else None,
        )
