"""The living style page, the choice of light, and the pages shown when something is refused or missing."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from liamm.kernel.access import public
from liamm.ui.context import LIGHT_COOKIE, LIGHTS
from liamm.ui.page import page
from liamm.ui.specimens import specimens
from liamm.ui.theme import theme_css

_YEAR = 365 * 24 * 3600


@public
def style(request: HttpRequest) -> HttpResponse:
    """Every component in every state; the form shows its errors when it is sent empty."""
    return page(request, "ui/style.html", specimens(request.POST or None))


@public
@cache_control(public=True, max_age=_YEAR)
def theme(request: HttpRequest) -> HttpResponse:
    """The colours of this lab; the address holds their mark, so it may be kept for long."""
    del request
    return HttpResponse(theme_css(settings.LIAMM_IDENTITY), content_type="text/css; charset=utf-8")


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
