"""Public pages of the table: look for a place, read about one, know where the table comes from."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from liamm.features.territories import edition
from liamm.features.territories.enums import TerritoryKind
from liamm.features.territories.forms import SearchForm
from liamm.features.territories.models import KIND_OF_SLUG
from liamm.features.territories.queries import Found, by_code, home_page, search_territories, territory_page
from liamm.kernel.access import public
from liamm.ui.page import page


@public
def search(request: HttpRequest) -> HttpResponse:
    """Find a place; without a question, the région of the laboratory."""
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"].strip() if form.is_valid() else ""
    context: dict[str, object] = {"form": form, "words": words}
    if words:
        context["found"] = search_territories(words, limit=30)
    else:
        context["home"] = home_page()
    return page(request, "territories/search.html", context, fragment="results")


@public
def suggest(request: HttpRequest) -> JsonResponse:
    """What the field of a form suggests while one types."""
    kinds = [kind for kind in request.GET.getlist("niveau") if kind in TerritoryKind.values]
    found = search_territories(request.GET.get("q", "")[:160], limit=8, kinds=kinds)
    answer = JsonResponse([_suggestion(one) for one in found], safe=False)
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


def _suggestion(found: Found) -> dict[str, str]:
    return {"value": str(found.territory.pk), "label": found.label, "hint": found.detail}


@public
def territory(request: HttpRequest, level: str, code: str) -> HttpResponse:
    """One place: what it is, where it lies, what lies in it."""
    found = by_code(code, KIND_OF_SLUG[level]) if level in KIND_OF_SLUG else None
    if found is None:
        raise Http404
    return page(request, "territories/territory.html", {"place": territory_page(found)})


@public
def sources(request: HttpRequest) -> HttpResponse:
    """Where the table comes from, of which year, under which licence."""
    return page(request, "territories/sources.html", {"sources": edition.SOURCES, "year": edition.YEAR})
