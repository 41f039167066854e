"""A text that somebody tells: never cut, neither by the browser nor by the house; too long, it is refused and kept."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import ngettext_lazy

from liamm.features.terrain.rules.telling import readable


class ToldField(forms.CharField):
    """A text of at most `max_length` signs, counted as they are read; what nobody sees in it is left out."""

    default_error_messages: ClassVar = {
        "max_length": ngettext_lazy(
            "Votre texte compte %(show_value)d signe, et nous en gardons %(limit_value)d au plus : rien n’est coupé, "
            "gardez l’essentiel.",
            "Votre texte compte %(show_value)d signes, et nous en gardons %(limit_value)d au plus : rien n’est coupé, "
            "gardez l’essentiel.",
            "show_value",
        )
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        for check in self.validators:
            if getattr(check, "code", "") == "max_length":
                check.message = self.error_messages["max_length"]  # type: ignore[attr-defined]  # a validator of length

    def to_python(self, value: Any) -> str | None:
        """The text as it is read."""
        return super().to_python(readable(value) if isinstance(value, str) else value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No `maxlength`: a browser would cut what is pasted without a word."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}
