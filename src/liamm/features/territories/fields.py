"""The field of a form in which one names a place in one's own words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from liamm.features.territories.models import Territory
from liamm.features.territories.queries import Found, Resolved, resolve

LONGEST = 160


class TerritoryInput(forms.TextInput):
    """A plain text field; suggestions come while one types where scripts run."""

    template_name = "territories/field.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, kinds: Iterable[str] = ()) -> None:
        super().__init__({"autocomplete": "off", "maxlength": LONGEST, **(attrs or {})})
        self.kinds = list(kinds)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the address that suggests."""
        context = super().get_context(name, value, attrs)
        levels = urlencode([("niveau", kind) for kind in self.kinds])
        context["widget"]["source"] = f"{reverse('territories:suggest')}?{levels + '&' if levels else ''}q="
        return context


class TerritoryField(forms.Field):
    """Text in, `Territory` out (None when empty and not required).

    « ploermel », « 56800 », « 56165 » and « Ploërmel (56) » are all understood; `kinds` keeps to some levels. A text
    that could mean several places, or none, is refused with the names of the nearest.
    """

    def __init__(self, *, kinds: Iterable[str] = (), **options: Any) -> None:
        self.kinds = list(kinds)
        options.setdefault("widget", TerritoryInput(kinds=self.kinds))
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        """What the field shows: the label of the territory, or the text as it was typed."""
        if isinstance(value, UUID):
            value = Territory.objects.filter(pk=value).first()
        return value.label if isinstance(value, Territory) else value

    def to_python(self, value: Any) -> Territory | None:
        """The territory that is meant.

        Raises ValidationError naming the nearest when it is not certain.
        """
        if isinstance(value, Territory):
            return value
        text = str(value or "").strip()
        if not text:
            return None
        answer = resolve(text[:LONGEST], self.kinds)
        if answer.territory is None:
            raise ValidationError(why_not(text, answer), code="unknown")
        return answer.territory

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another text stands in the field."""
        return str(self.prepare_value(initial) or "") != str(self.prepare_value(data) or "")


def why_not(text: str, answer: Resolved) -> str:
    """The sentence that says why a text gives no territory, with the nearest."""
    names = _listed(answer.candidates)
    if not answer.candidates:
        return _("Nous ne trouvons pas « %(text)s ». Écrivez le nom d’une commune, ou son code postal.") % {
            "text": text
        }
    if answer.near:
        return _("Nous ne trouvons pas « %(text)s » ; vouliez-vous dire %(names)s ?") % {"text": text, "names": names}
    return _("« %(text)s » peut désigner plusieurs lieux : %(names)s. Lequel est-ce ?") % {"text": text, "names": names}


def _listed(found: Iterable[Found]) -> str:
    *before, last = [item.label for item in found] or [""]
    return _("%(names)s ou %(last)s") % {"names": ", ".join(before), "last": last} if before else last
