"""How forms are rendered, and the few widgets that are ours."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from liamm.ui.dates import say_number
from liamm.ui.widgets import DRAWN

StrOrPromise = str | Promise
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


class HouseRenderer(TemplatesSetting):
    """Label, help and error tied to each field; needed or not said in words."""

    form_template_name = "ui/form/form.html"
    field_template_name = "ui/form/field.html"
    formset_template_name = "ui/form/formset.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> SafeString:
        """Draw the plain widgets; everything else has its template."""
        draw = DRAWN.get(template_name)
        return draw(context["widget"]) if draw else mark_safe(super().render(template_name, context, request))  # noqa: S308  # a template's own output


class ChoiceLines(forms.RadioSelect):
    """One choice among a few, one per line."""

    template_name = "ui/form/choices.html"
    look = "lines"

    def __init__(self, attrs: dict[str, Any] | None = None, *, hints: Mapping[str, StrOrPromise] | None = None) -> None:
        super().__init__(attrs)
        self.hints = hints or {}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add to each choice the sentence that explains it."""
        context = super().get_context(name, value, attrs)
        _explain(context, self.look, self.hints)
        return context


class ChoiceCards(ChoiceLines):
    """One choice among a few, each with a sentence that explains it."""

    look = "cards"


class CheckLines(forms.CheckboxSelectMultiple):
    """Several choices, one per line."""

    template_name = "ui/form/choices.html"
    look = "lines"

    def __init__(self, attrs: dict[str, Any] | None = None, *, hints: Mapping[str, StrOrPromise] | None = None) -> None:
        super().__init__(attrs)
        self.hints = hints or {}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add to each choice the sentence that explains it."""
        context = super().get_context(name, value, attrs)
        _explain(context, self.look, self.hints)
        return context


class CheckCards(CheckLines):
    """Several choices, each with a sentence that explains it."""

    look = "cards"


class ChoiceNames(ChoiceLines):
    """One choice among short names, side by side where there is room."""

    look = "names"


class CheckNames(CheckLines):
    """Several choices among short names, side by side where there is room."""

    look = "names"


class DayInput(forms.DateInput):
    """A day, with the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day that a calendar of people can hold: of the last century, this one or the next."""

    widget = DayInput
    default_error_messages: ClassVar = {"invalid": _("Ce jour n’existe pas dans le calendrier.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.validators += [
            MinValueValidator(FIRST_DAY, _("Ce jour est trop loin dans le passé.")),
            MaxValueValidator(LAST_DAY, _("Ce jour est trop loin dans l’avenir.")),
        ]


class _Said(Decimal):
    """A bound, said in the sentence of a refusal as people write it."""

    def __str__(self) -> str:
        return say_number(Decimal(self))


class AmountField(forms.DecimalField):
    """A number as people write it, « 2,5 » or « 2.5 », in a plain field: those of browsers drop the comma unasked."""

    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        for one in self.validators:
            if isinstance(one, MinValueValidator | MaxValueValidator):
                one.limit_value = _Said(one.limit_value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Ask phones for their keyboard of numbers."""
        del widget
        return {"inputmode": "decimal", "autocomplete": "off", "size": 6}

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # a decimal, as the parent does
        """The number; None when nothing was written.

        Raises ValidationError for what is no number.
        """
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        """As it is written in the language of the page; what was typed stays as it was typed."""
        return say_number(value) if isinstance(value, Decimal) else value


class HourInput(forms.TimeInput):
    """An hour of the day."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class MomentInput(forms.DateTimeInput):
    """A day and an hour."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class LaterField(forms.CharField):
    """A text that may still be missing while one writes; `need` says what does not happen without it."""

    def __init__(self, *args: Any, need: StrOrPromise, **kwargs: Any) -> None:
        super().__init__(*args, required=False, **kwargs)
        self.need = need


class LaterChoiceField(forms.ChoiceField):
    """A choice that may still be missing while one writes; `need` says what does not happen without it."""

    def __init__(self, *, need: StrOrPromise, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.need = need


class SeenField(forms.CharField):
    """The mark of what one had read before writing over it (`liamm.kernel.stale`), named `seen` in its form."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, max_length=64)


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True
    template_name = "ui/form/files.html"


class FilesField(forms.FileField):
    """Several files; cleans to a list, empty when none was given."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Clean each file by the rules of one."""
        given = [item for item in (data if isinstance(data, (list, tuple)) else [data]) if item]
        if not given:
            super().clean(None, initial)
            return []
        if empty := [f"« {item.name} »" for item in given if getattr(item, "size", None) == 0 and item.name]:
            said = ngettext("%(names)s est vide.", "%(names)s sont vides.", len(empty))
            raise ValidationError(said % {"names": ", ".join(empty)}, code="empty")
        return [super(FilesField, self).clean(item, initial) for item in given]


def _explain(context: dict[str, Any], look: str, hints: Mapping[str, StrOrPromise]) -> None:
    widget = context["widget"]
    widget["look"] = look
    for _group, options, _index in widget["optgroups"]:
        for option in options:
            option["hint"] = hints.get(str(option["value"]), "")
