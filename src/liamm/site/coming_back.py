"""A session that ends while somebody writes or acts: they come back to their page, and what they had typed with them.

A POST refused for want of a session leads, after sign-in, to the page it was sent from, never to an address that may
take nothing but a POST. Its fields wait in the session of this browser for half an hour, and are given back to the
person who was here, on that page, and to nobody else: a signed cookie remembers who was, by a digest.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.kernel import clock
from liamm.ui.giving_back import ATTRIBUTE
from liamm.ui.page import inform

COOKIE = "liamm_was"
KEPT = timedelta(minutes=30)
MOST = 200_000
"""Characters: what a form of the house holds at most, and more."""

_KEY = "liamm.interrupted"
_SECRET = re.compile(r"csrf|password|code|credential|token|autosave", re.IGNORECASE)
_signer = Signer(salt="liamm.was-here")


class SignInFirst(LoginRequiredMiddleware):
    """Pages are for who is signed in unless they say otherwise, and nothing typed is lost on the way."""

    def __call__(self, request: HttpRequest) -> Any:
        """Answer, and leave in the browser the mark of whoever is here."""
        response: Any = self.get_response(request)
        mark = _mark(request.user)
        if mark and request.COOKIES.get(COOKIE) != mark:
            response.set_cookie(
                COOKIE,
                mark,
                max_age=settings.SESSION_COOKIE_AGE,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: tuple[Any, ...], view_kwargs: Any
    ) -> HttpResponseBase | None:
        """Give back what was interrupted on this page, or ask to sign in."""
        if request.user.is_authenticated and request.method == "GET":
            _give_back(request)
        answer: HttpResponseBase | None = super().process_view(request, view_func, view_args, view_kwargs)
        return answer

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> Any:
        """Keep what a POST says and come back to its page; a reading comes back to its own address."""
        if request.method in {"GET", "HEAD"}:
            return super().handle_no_permission(request, view_func)
        back = _page_of(request)
        _keep(request, back, secret=view_func.__module__.startswith("allauth."))
        entrance = QueryDict(mutable=True)
        entrance["next"] = back
        there = f"{reverse(settings.LOGIN_URL)}?{entrance.urlencode(safe='/')}"
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"HX-Redirect": there})
        return HttpResponse(status=HTTPStatus.FOUND, headers={"Location": there})


def _page_of(request: HttpRequest) -> str:
    """The page of the house where the gesture was made, the home page when the browser does not say."""
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure()):
        return reverse("home")
    parts = urlsplit(page)
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"


def _keep(request: HttpRequest, back: str, *, secret: bool) -> None:
    """Put the fields aside, for a browser where somebody was signed in; a stranger's are not kept."""
    who = _was(request)
    if not who:
        return
    fields = {name: request.POST.getlist(name) for name in request.POST if not (secret or _SECRET.search(name))}
    if sum(len(name) + sum(map(len, values)) for name, values in fields.items()) > MOST:
        fields = {}
    until = (clock.now() + KEPT).timestamp()
    request.session[_KEY] = {"page": urlsplit(back).path, "who": who, "until": until, "fields": fields}


def _give_back(request: HttpRequest) -> None:
    kept = request.session.get(_KEY)
    if not kept or (kept["page"] != request.path and clock.now().timestamp() < kept["until"]):
        return
    del request.session[_KEY]
    if clock.now().timestamp() >= kept["until"] or kept["who"] != _digest(str(request.user.pk)):
        return
    data = QueryDict(mutable=True)
    for name, values in kept["fields"].items():
        data.setlist(name, values)
    setattr(request, ATTRIBUTE, data)  # read by ui.page, which knows no session
    typed = any(value.strip() for values in kept["fields"].values() for value in values if not value.isdecimal())
    inform(
        request,
        _("Vous voilà revenu : ce que vous aviez écrit est là. Relisez, puis envoyez de nouveau.")
        if typed
        else _("Vous voilà revenu : refaites votre geste."),
    )


def mark_of(person: object) -> str:
    """What names a person to their own browser, and to nobody who has not the key of the house."""
    return _digest(str(person.pk)) if isinstance(person, Person) else ""


def _mark(person: object) -> str:
    return _signed(str(person.pk)) if isinstance(person, Person) else ""


def _was(request: HttpRequest) -> str:
    try:
        return _signer.unsign(request.COOKIES.get(COOKIE, ""))
    except BadSignature:
        return ""


@lru_cache(maxsize=4096)
def _signed(key: str) -> str:
    return _signer.sign(_digest(key))


@lru_cache(maxsize=4096)
def _digest(key: str) -> str:
    return salted_hmac("liamm.was-here", key, algorithm="sha256").hexdigest()[:32]
