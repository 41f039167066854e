"""What templates say of lists, of their filters and of stages."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import template
from django.forms import BaseForm, ChoiceField
from django.template.base import FilterExpression, Node, Parser, Token
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString, mark_safe

from liamm.ui import plots

register = template.Library()

_SHOWN = 40
"""How much of what was asked is said again."""


class ListNode(Node):
    """Gathers values into a list under a name."""

    def __init__(self, values: Iterable[FilterExpression], name: str) -> None:
        self.values = list(values)
        self.name = name

    def render(self, context: template.Context) -> SafeString:
        """Render nothing here."""
        context[self.name] = [value.resolve(context) for value in self.values]
        return mark_safe("")


@register.tag("list")
def make_list(parser: Parser, token: Token) -> ListNode:
    """`{% list "Critère" "Avis" as head %}`: the heads of a table, each through `_()` when it is words."""
    _tag, *values = token.split_contents()
    if values[-2:-1] != ["as"]:
        raise template.TemplateSyntaxError("{% list … as name %} needs its name")
    *values, _as, name = values
    return ListNode([parser.compile_filter(value) for value in values], name)


@register.filter
def attribute(item: Any, name: str) -> Any:
    """The value under a key or a name, for templates that are given the name."""
    return item.get(name, "") if isinstance(item, dict) else getattr(item, name, "")


@register.filter
def stage_state(stage: Any) -> str:
    """done, now, stopped or next: of a stage of the kernel's thread or of a `Step`."""
    if getattr(stage, "now", False):
        return "now"
    if hasattr(stage, "steps"):
        return "done" if stage.done else "next"
    return str(stage.state)


@register.simple_tag(takes_context=True)
def page_address(context: template.Context, param: str, value: int) -> str:
    """The address of this list at another page, its filters kept."""
    asked = context["request"].GET.copy()
    asked[param] = str(value)
    return f"?{asked.urlencode()}"


@register.filter
def stages_of(items: Iterable[Any]) -> list[tuple[Any, str]]:
    """Each stage of a form with its state: done before the current one, to come after."""
    stages = list(items)
    here = next((place for place, item in enumerate(stages) if item.current), len(stages))
    return [(item, "done" if place < here else "now" if place == here else "next") for place, item in enumerate(stages)]


@register.filter
def filters_on(form: BaseForm | None) -> int:
    """How many fields of a form narrow its list; one that was left aside narrows nothing."""
    if form is None or not form.is_bound:
        return 0
    understood = [field for field in form.visible_fields() if not field.errors]
    return sum(1 for field in understood if field.value() not in (field.initial, None, "", False, []))


@register.filter
def asked_of(form: BaseForm) -> str:
    """What a list is narrowed to, as the query of an address: nothing empty, nothing that was left aside."""
    if not form.is_bound:
        return ""
    data = (
        form.data if isinstance(form.data, MultiValueDict) else MultiValueDict({k: [form.data[k]] for k in form.data})
    )
    names = [form.add_prefix(name) for name in form.fields if name not in form.errors]
    return urlencode([(name, value) for name in names for value in data.getlist(name) if value])


@register.filter
def not_understood(form: BaseForm) -> str:
    """The filters of a list that were left aside, with what was asked of each: « Année « abc », Issue « zzz » »."""
    if not form.is_bound:
        return ""
    asked = [(field.label, str(field.value() or "").strip()) for field in form if field.errors]
    return ", ".join(f"{label} « {words[:_SHOWN]} »" for label, words in asked if words)


@register.filter
def left_to_choose(form: BaseForm) -> bool:
    """Whether every filter that was left aside has a list to choose from."""
    return all(isinstance(form.fields[name], ChoiceField) for name in form.errors)


@register.filter
def beside(cells: Iterable[Any], words: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Each word with its cell."""
    return list(zip(words, cells, strict=False))


@register.simple_tag
def load_bar(held: Decimal | float, limit: Decimal | float, added: Decimal | float = 0) -> SafeString:
    """The drawing of *la charge*; the sentence beside it says the same."""
    return plots.load_bar(float(held), float(limit), float(added))
