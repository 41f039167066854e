"""One page, one address, one template; HTMX asks the same address for a fragment of it."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.forms import BaseForm, BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.html import format_html
from django.utils.translation import gettext as _

from liamm.kernel.actions import DomainError
from liamm.ui.giving_back import give_back


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    fragment: str | None = None,
    status: int | None = None,
) -> HttpResponse:
    """Render a template, or its fragment `_<fragment>.html` when HTMX targets `#<fragment>`.

    A page that shows a refusal, or a form with errors, to whoever sent a form says so (422).
    """
    give_back(request, context or {})
    wanted = fragment is not None and wants_fragment(request, fragment)
    chosen = fragment_template(template, fragment) if fragment and wanted else template
    response = render(request, chosen, dict(context or {}), status=status or _usual(request, context or {}))
    if fragment:
        patch_vary_headers(response, ("HX-Request", "HX-Target"))
    return response


def _usual(request: HttpRequest, context: Mapping[str, Any]) -> int:
    refused = request.method == "POST" and any(_is_refused(value) for value in context.values())
    return HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK


def _is_refused(value: object) -> bool:
    if isinstance(value, BaseForm):
        return bool(value.errors)
    if isinstance(value, BaseFormSet):
        return any(value.errors)
    return isinstance(value, DomainError)


def stopped(request: HttpRequest, refusal: DomainError, *, heading: str, back: str) -> HttpResponse:
    """In place of a form that could only be refused: the reason, and the nearest possible thing."""
    return page(request, "ui/stopped.html", {"refusal": refusal, "heading": heading, "back": back})


def wants_fragment(request: HttpRequest, fragment: str) -> bool:
    """True when HTMX will swap only the element whose id is the fragment's name."""
    headers = request.headers
    whole = "true" in (headers.get("HX-Boosted"), headers.get("HX-History-Restore-Request"))
    return headers.get("HX-Request") == "true" and not whole and headers.get("HX-Target") == fragment


def fragment_template(template: str, fragment: str) -> str:
    """`terrain/desk.html` and `results` give `terrain/_results.html`."""
    folder, _slash, _name = template.rpartition("/")
    name = fragment.replace("-", "_")
    return f"{folder}/_{name}.html" if folder else f"_{name}.html"


def tell(request: HttpRequest, sentence: str) -> None:
    """Say on the next page what was done."""
    messages.success(request, sentence)


def inform(request: HttpRequest, sentence: str) -> None:
    """Say on the next page how things stand, when nothing was done."""
    messages.info(request, sentence)


def warn(request: HttpRequest, sentence: str) -> None:
    """Say on the next page what to look at, without blame."""
    messages.warning(request, sentence)


def refuse(request: HttpRequest, why: str | DomainError) -> None:
    """Say on the next page what could not be done, and why; the rule that speaks is cited with its link."""
    messages.error(request, why if isinstance(why, str) else _said(why))


def _said(refusal: DomainError) -> str:
    said = str(refusal)
    if refusal.link:
        said = format_html('{} <a href="{}">{}</a>', said, refusal.link[1], refusal.link[0])
    cited = refusal.citation
    if cited is None:
        return said
    ruled = '{} <small>{} <a href="{}">{}</a></small>' if cited.url else "{} <small>{} {}{}</small>"
    return format_html(ruled, said, _("La règle :"), cited.url, cited.words)
