"""In demonstration mode only: enter as each kind of person in one click."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from liamm.features.accounts.models import Person
from liamm.kernel.access import public
from liamm.site.demo.guide import GUIDES, guide_of
from liamm.ui.page import page


def _only_in_demonstration() -> None:
    if not settings.DEMONSTRATION:
        raise Http404


@public
def doors(request: HttpRequest) -> HttpResponse:
    """The kinds of people one may be."""
    _only_in_demonstration()
    return page(request, "site/demonstration.html", {"guides": GUIDES})


@public
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Become one of them and go where they would go first."""
    _only_in_demonstration()
    guide = guide_of(request.POST.get("as", ""))
    if guide is None:
        raise Http404
    logout(request)
    if guide.email:
        person = Person.objects.filter(email=guide.email).first()
        if person is None:
            raise Http404
        login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect(guide.path)
