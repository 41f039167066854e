"""What every page may lead to: search, the language, stopping letters, and whether all is well."""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from liamm.kernel.access import public
from liamm.kernel.post.letters import read_stop, resume, stop
from liamm.kernel.search.index import find
from liamm.ui.page import page

_YEAR = 365 * 24 * 3600

_NOT_INDEXED = (
    *("/suivi/", "/courrier/", "/communaute/rejoindre/suivi/", "/presence/", "/role/lien/", "/demandes/invitation/"),
    *("/recherche/", "/administration/", "/compte/"),
)


@public
def search(request: HttpRequest) -> HttpResponse:
    """Everything the person may see that holds the words asked for."""
    words = request.GET.get("q", "").strip()[:200]
    found = find(request.user, words, limit=30) if words else []
    return page(request, "site/search.html", {"words": words, "found": found})


@public
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the language asked for and come back to the same page."""
    wanted = request.POST.get("language", "")
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if safe else "/")
    if wanted in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, wanted, max_age=_YEAR, samesite="Lax")
    return response


@public
@csrf_exempt
def stop_letters(request: HttpRequest, token: str) -> HttpResponse:
    """Stop (or take again) the letters of a topic, without signing in; GET only asks (RFC 8058)."""
    read = read_stop(token)
    if read is None:
        raise Http404
    done = ""
    if request.method == "POST":
        done = "resumed" if request.POST.get("resume") else "stopped"
        (resume if done == "resumed" else stop)(*read)
    return page(request, "site/stop_letters.html", {"done": done})


@public
def health(request: HttpRequest) -> JsonResponse:
    """Whether the product answers and reaches its database."""
    del request
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


@public
def robots(request: HttpRequest) -> HttpResponse:
    """What machines that index may read: all that everybody may, but what a key opens and what is made when asked."""
    del request
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _NOT_INDEXED), "Allow: /"]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@public
def favicon(request: HttpRequest) -> HttpResponseRedirect:
    """The icon, for whoever asks for it where it used to be."""
    del request
    return HttpResponseRedirect(static("ui/dot.svg"))
