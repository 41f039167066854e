"""The living style page, the choice of light, and the pages shown when something is refused or missing."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from liamm.kernel.access import public
from liamm.ui.context import LIGHT_COOKIE, LIGHTS
from liamm.ui.page import page
from liamm.ui.specimens import specimens

_YEAR = 365 * 24 * 3600


@public
def style(request: HttpRequest) -> HttpResponse:
    """Every component in every state; the form shows its errors when it is sent empty."""
    return page(request, "ui/style.html", specimens(request.POST or None))


@public
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keep the light asked for and come back to the same page."""
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if safe else "/")
    wanted = request.POST.get("theme", "")
    if wanted in LIGHTS:
        response.set_cookie(LIGHT_COOKIE, wanted, max_age=_YEAR, samesite="Lax")
    else:
        response.delete_cookie(LIGHT_COOKIE, samesite="Lax")
    return response
