"""The public register: the list, one decision, and the same as feed and data."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _

from liamm.features.charter import bindings
from liamm.features.governance.decision_pdf import decision_as_pdf
from liamm.features.governance.exports import as_atom, as_csv, as_json, one_as_json
from liamm.features.governance.forms.decisions import RegisterForm
from liamm.features.governance.queries.decisions import (
    RegisterFilters,
    decision_page,
    published,
    register,
    register_bodies,
    register_years,
)
from liamm.features.governance.schema import SCHEMA
from liamm.kernel import clock
from liamm.kernel.access import public
from liamm.kernel.lasting import Lasting, lasting
from liamm.ui import feeds
from liamm.ui.page import page

_FEED = 40


def _asked(request: HttpRequest) -> tuple[RegisterForm, RegisterFilters]:
    functions = bindings.functions(clock.today()).value.functions
    form = RegisterForm(request.GET or None, bodies=register_bodies(), functions=functions, years=register_years())
    unknown = form.is_bound and not form.is_valid()
    data = form.cleaned_data if form.is_bound else {}
    return form, RegisterFilters(
        body=data.get("instance", ""),
        effect=data.get("issue", ""),
        function=data.get("fonction", ""),
        year=data.get("annee"),
        territory=data.get("territoire"),
        words=data.get("q", ""),
        unknown=unknown,
    )


@public
def decisions(request: HttpRequest) -> HttpResponse:
    """The register."""
    form, filters = _asked(request)
    shown = register(replace(filters, unknown=False), request.GET.get("page", 1))
    context = {"form": form, "register": shown}
    return page(request, "governance/decisions.html", context, fragment="results")


@public
def decision(request: HttpRequest, reference: str) -> HttpResponse:
    """One decision."""
    return page(request, "governance/decision.html", {"page": decision_page(request.user, reference)})


@public
@lasting(Lasting.PAPER)
def decision_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """One published decision, on accessible paper."""
    shown = decision_page(request.user, reference)
    if not shown.decision.is_published:
        raise Http404
    response = HttpResponse(decision_as_pdf(shown), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{reference}.pdf"'
    return response


@public
def decision_json(request: HttpRequest, reference: str) -> JsonResponse:
    """One published decision, as data."""
    shown = decision_page(request.user, reference)
    if not shown.decision.is_published:
        raise Http404
    return JsonResponse(one_as_json(shown.decision), json_dumps_params={"ensure_ascii": False, "indent": 1})


@public
def feed(request: HttpRequest) -> HttpResponseBase:
    """The last decisions, for a feed reader."""
    _form, filters = _asked(request)
    return feeds.answer(request, as_atom(published(filters).with_their_body()[:_FEED], _("Décisions du laboratoire")))


@public
def csv(request: HttpRequest) -> HttpResponse:
    """The register as a table."""
    _form, filters = _asked(request)
    response = HttpResponse(as_csv(published(filters).with_their_body()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="decisions.csv"'
    return response


@public
def json(request: HttpRequest) -> JsonResponse:
    """The register as data."""
    _form, filters = _asked(request)
    return JsonResponse(
        as_json(published(filters).with_their_body()), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )


@public
def schema(request: HttpRequest) -> JsonResponse:
    """The schema of that data."""
    del request
    return JsonResponse(SCHEMA, json_dumps_params={"ensure_ascii": False, "indent": 1})


@public
def data(request: HttpRequest) -> HttpResponse:
    """What the fields of the exports mean."""
    return page(request, "governance/data.html", {"fields": SCHEMA["$defs"]["acte"]["properties"].items()})
