"""Giving back, on a form that is shown again, what was typed on it before a session ended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms import BaseForm, BaseFormSet, FileField
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

ATTRIBUTE = "given_back"
"""Where a request carries the fields to give back, as they were sent."""


def give_back(request: HttpRequest, context: Mapping[str, Any]) -> None:
    """Write what the request carries in the forms of a page that nobody has sent yet."""
    data: QueryDict | None = getattr(request, ATTRIBUTE, None)
    if data is None:
        return
    for shown in context.values():
        for form in shown.forms if isinstance(shown, BaseFormSet) else [shown]:
            if isinstance(form, BaseForm) and not form.is_bound:
                _fill(form, data)


def _fill(form: BaseForm, data: QueryDict) -> None:
    form.initial = dict(form.initial)
    for name, field in form.fields.items():
        key = form.add_prefix(name)
        if not isinstance(field, FileField) and any(one == key or one.startswith(f"{key}_") for one in data):
            form.initial[name] = field.widget.value_from_datadict(data, MultiValueDict(), key)
