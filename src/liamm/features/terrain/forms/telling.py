"""The form by which anybody tells a difficulty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from liamm.features.terrain.actions import Told
from liamm.features.terrain.enums import Frequency, Origin
from liamm.features.terrain.forms.once import OnceForm
from liamm.features.terrain.forms.texts import ToldField
from liamm.features.terrain.models import Relay
from liamm.features.terrain.rules.telling import LIMITS
from liamm.features.territories.fields import TerritoryInput
from liamm.features.territories.queries import resolve
from liamm.kernel import clock
from liamm.kernel.storage import Kept
from liamm.ui.forms import ChoiceLines, DayField, FilesField

SELF, OTHER, SPOKEN = "self", "other", "spoken"
_ORIGINS = {SELF: Origin.WEB, OTHER: Origin.RELAY, SPOKEN: Origin.SPOKEN}


class TellForm(OnceForm):
    """One page, one question that matters (what happens); all else helps and may stay empty."""

    words = ToldField(
        label=_("Que se passe-t-il ?"),
        help_text=_("Avec vos mots, comme vous le diriez à quelqu’un. Un exemple vécu aide beaucoup."),
        max_length=LIMITS["words"],
        widget=forms.Textarea(attrs={"rows": 9}),
        error_messages={"required": _("Dites-nous ce qui se passe : quelques mots suffisent.")},
    )
    for_whom = ToldField(
        label=_("Pour qui est-ce difficile ?"),
        help_text=_("Par exemple : des personnes âgées, des agents d’accueil, des familles qui arrivent. Pas de nom."),
        max_length=LIMITS["for_whom"],
        required=False,
    )
    place = ToldField(
        label=_("Où cela se passe-t-il ?"),
        help_text=_("Une commune, une intercommunalité, un département… ou avec vos mots."),
        max_length=LIMITS["place"],
        required=False,
        widget=TerritoryInput,
    )
    frequency = forms.ChoiceField(
        label=_("À quelle fréquence ?"), choices=Frequency.choices, required=False, widget=ChoiceLines
    )
    tried = ToldField(
        label=_("Qu’a-t-on déjà essayé ?"),
        help_text=_("Ce qui a aidé un peu, ce qui n’a rien changé."),
        max_length=LIMITS["tried"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    uploads = FilesField(
        label=_("Photos ou fichiers"),
        help_text=_("Dix au plus, 15 Mo chacun : images, PDF, textes. L’équipe seule les voit."),
        required=False,
    )
    speaking_for = forms.ChoiceField(
        label=_("Vous parlez"),
        choices=[(SELF, _("pour vous-même")), (OTHER, _("pour quelqu’un d’autre"))],
        initial=SELF,
        widget=ChoiceLines,
    )
    heard_on = DayField(label=_("Entendu le"), help_text=_("Si ce n’est pas aujourd’hui."), required=False)
    name = forms.CharField(label=_("Votre nom"), max_length=LIMITS["name"], required=False)
    mail = forms.EmailField(
        label=_("Votre courriel"), help_text=_("Pour savoir par courriel ce que cela devient."), required=False
    )
    phone = forms.CharField(
        label=_("Votre téléphone"),
        help_text=_("Si vous préférez que nous vous appelions."),
        max_length=LIMITS["phone"],
        required=False,
    )
    may_publish = forms.BooleanField(
        label=_("Vous pouvez publier une version réécrite, sans rien qui désigne quelqu’un"),
        help_text=_("Une personne de l’équipe la rédige et la relit avant. Vous pouvez changer d’avis."),
        required=False,
    )
    consent = forms.BooleanField(
        label=_("J’ai lu ce que vous ferez de ce que je dis, et j’en suis d’accord"),
        error_messages={"required": _("Nous avons besoin de votre accord pour lire ce que vous dites.")},
    )
    kept = forms.CharField(widget=forms.HiddenInput, required=False)
    warned = forms.CharField(widget=forms.HiddenInput, required=False)
    website = forms.CharField(label=_("Laissez ce champ vide"), required=False)

    def __init__(
        self, *args: Any, relays: Sequence[Relay] = (), may_record: bool = False, account: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.relays = relays
        if account:
            said = _("Laissé vide, nous écrivons à l’adresse de votre compte : %(mail)s.") % {"mail": account}
            self.fields["mail"].help_text = said
        if may_record:
            self.fields["speaking_for"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
                (SELF, _("pour vous-même")),
                (OTHER, _("pour quelqu’un d’autre, dont vous transmettez les mots")),
                (SPOKEN, _("pour quelqu’un qui vous l’a dit de vive voix ou au téléphone")),
            ]
        else:
            del self.fields["heard_on"]

    def clean_heard_on(self) -> Any:
        """Nothing is heard tomorrow."""
        day = self.cleaned_data["heard_on"]
        if day and day > clock.today():
            raise forms.ValidationError(_("Cette date n’est pas encore venue."))
        return day

    @cached_property
    def text(self) -> str:
        """All that was typed in words, to be looked through before it is sent."""
        return "\n".join(self.cleaned_data.get(name, "") for name in ("words", "for_whom", "place", "tried"))

    def told(self, *, submission: str, kept: Sequence[Kept], language: str) -> Told:
        """What is told. A place that is not certain stays in the author's words; the team will look."""
        data = self.cleaned_data
        origin = _ORIGINS[data["speaking_for"]]
        passed_on = origin in {Origin.RELAY, Origin.SPOKEN}
        return Told(
            words=data["words"],
            submission=submission,
            for_whom=data["for_whom"],
            place=data["place"],
            territory=resolve(data["place"]).territory if data["place"].strip() else None,
            frequency=data["frequency"],
            tried=data["tried"],
            heard_on=data.get("heard_on"),
            origin=origin,
            relay=self.relays[0] if passed_on and self.relays else None,
            name=data["name"],
            mail=data["mail"],
            phone=data["phone"],
            language=language,
            may_publish=data["may_publish"],
            kept=kept,
        )
