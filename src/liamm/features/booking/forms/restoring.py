"""The forms of rooms given back and found, and of what there is to do in the house."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.features.booking.actions import FindingDraft, RestoringDraft, TaskDraft
from liamm.features.booking.enums import TaskKind
from liamm.features.booking.forms.booking import new_ticket
from liamm.features.booking.house import Known
from liamm.features.booking.models import MOST_HANDS
from liamm.features.booking.photos import sign_photos, take_photos
from liamm.features.booking.queries import RestoringPage
from liamm.kernel.storage import Kept
from liamm.ui.forms import CheckLines, ChoiceLines, DayField, FilesField, FilesInput

_WORDS = 2000
_ROOM = "room-"


class PhotosForm(forms.Form):
    """A form with photos: those it was given stay with it when it comes back."""

    uploads = FilesField(
        label=gettext_lazy("Photos"),
        required=False,
        widget=FilesInput(attrs={"accept": "image/*"}),
        help_text=gettext_lazy("De la salle ou de la chose, sans personne dessus si possible. Dix au plus."),
    )
    kept = forms.CharField(widget=forms.HiddenInput, required=False)
    held: Sequence[Kept] = ()
    """The photos that the form was given so far."""

    def clean_uploads(self) -> Sequence[Kept]:
        """The photos, kept at once.

        Raises ValidationError when one cannot be taken; the form holds the others as it comes back.
        """
        token = self.data.get(self.add_prefix("kept"), "")
        self.held, refusal = take_photos(self.cleaned_data["uploads"], token)
        if self.held:
            sent = cast("QueryDict", self.data).copy()
            sent[self.add_prefix("kept")] = sign_photos(self.held)
            self.data = sent
            names = ", ".join(one.name for one in self.held)
            self["uploads"].help_text = _("Déjà jointes : %(names)s") % {"names": names}
        if refusal:
            raise forms.ValidationError(str(refusal))
        return self.held


class RestoringForm(PhotosForm):
    """What is done in each room, what is broken, a word."""

    damage = forms.CharField(
        label=gettext_lazy("Quelque chose est abîmé, ou manque ?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=_WORDS,
        required=False,
        help_text=gettext_lazy("Dites quoi et où : l’équipe le sait tout de suite, et quelqu’un s’en occupera."),
    )
    words = forms.CharField(
        label=gettext_lazy("Un mot, si vous voulez"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=_WORDS,
        required=False,
    )
    field_order = ("damage", "uploads", "words")

    def __init__(self, *args: Any, shown: RestoringPage, **options: Any) -> None:
        super().__init__(*args, **options)
        self.lists: dict[str, int] = {}
        if shown.again:
            del self.fields["damage"]
            return
        for room in shown.rooms:
            name = f"{_ROOM}{room.number}"
            self.lists[name] = room.number
            self.fields[name] = forms.TypedMultipleChoiceField(
                label=_("%(room)s, avant de partir") % {"room": room.name},
                choices=list(enumerate(room.checklist)),
                coerce=int,
                required=False,
                widget=CheckLines,
                help_text=_("On la trouve ainsi : %(state)s") % {"state": room.initial_state},
            )
            self.fields[name].need = _("ce qui est fait")  # type: ignore[attr-defined]  # read by the template
        self.order_fields([*self.lists, "damage", "uploads", "words"])

    def draft(self) -> RestoringDraft:
        """What is said."""
        said = self.cleaned_data
        return RestoringDraft(
            done={number: said[name] for name, number in self.lists.items()} if "damage" in self.fields else None,
            words=said["words"],
            damage=said.get("damage", ""),
            photos=self.held,
        )


class FindingForm(PhotosForm):
    """What is not as it should be in a room."""

    words = forms.CharField(
        label=gettext_lazy("Ce qui ne va pas"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=_WORDS,
        required=False,
        help_text=gettext_lazy("Ce que vous voyez suffit : personne ne cherche qui."),
    )
    field_order = ("words", "uploads")

    def draft(self, *, fine: bool) -> FindingDraft:
        """What is said."""
        return FindingDraft(fine=fine, words=self.cleaned_data["words"], photos=() if fine else self.held)


class TaskForm(PhotosForm):
    """Something to do in the house."""

    what = forms.CharField(label=gettext_lazy("Ce qu’il y a à faire"), max_length=150)
    kind = forms.ChoiceField(
        label=gettext_lazy("C’est"), choices=TaskKind.choices, initial=TaskKind.REPAIR, widget=ChoiceLines
    )
    room = forms.TypedChoiceField(
        label=gettext_lazy("Où"),
        coerce=lambda number: int(number) if number else None,
        empty_value=None,
        required=False,
    )
    until = DayField(label=gettext_lazy("D’ici le"), required=False, help_text=gettext_lazy("Si cela presse."))
    hands = forms.IntegerField(label=gettext_lazy("Combien de mains"), min_value=1, max_value=MOST_HANDS, initial=1)
    words = forms.CharField(
        label=gettext_lazy("Ce qu’il faut savoir"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=_WORDS,
        required=False,
    )
    ticket = forms.CharField(widget=forms.HiddenInput, max_length=32, initial=new_ticket)
    field_order = ("what", "kind", "room", "until", "hands", "words", "uploads")

    def __init__(self, *args: Any, known: Known, changing: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        rooms = [("", _("dans toute la maison")), *((room.number, room.name) for room in known.rooms)]
        self.fields["room"].choices = rooms  # type: ignore[attr-defined]  # a ChoiceField
        if changing:
            del self.fields["uploads"], self.fields["ticket"]

    @property
    def submission(self) -> str:
        """The name of this sending of these words: changed and sent again, it is another."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in {"uploads", "kept"}}
        words = repr(sorted((name, str(value)) for name, value in said.items()))
        return hashlib.sha256(words.encode()).hexdigest()

    def draft(self) -> TaskDraft:
        """What is said."""
        said = self.cleaned_data
        return TaskDraft(
            what=said["what"],
            kind=TaskKind(said["kind"]),
            words=said["words"],
            room=said["room"],
            until=said["until"],
            hands=said["hands"],
            photos=self.held,
            submission=self.submission,
        )


class TaskEndForm(forms.Form):
    """A word at the end: how it was done, or why it need not be any more."""

    said = forms.CharField(
        label=gettext_lazy("Un mot"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=_WORDS,
        required=False,
        help_text=gettext_lazy("Qui l’a signalé le lira. Pour retirer ce qui n’est plus à faire, dites pourquoi."),
    )
