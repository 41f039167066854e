"""What every answer carries: strict security headers, and the language of whoever asks."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils import translation
from django.views.defaults import bad_request

from liamm.features.accounts.models import Person
from liamm.kernel.french import without_turns
from liamm.ui.tongues import OPENS, told

Next = Callable[[HttpRequest], HttpResponse]
POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; font-src 'self'; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'"
)
PERMISSIONS = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()"


class SecurityHeaders:
    """No inline script or style, no framing, no leaking of addresses; a view may set a stricter policy itself."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the headers."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        if settings.SECURE_HSTS_SECONDS:
            response.headers.setdefault(
                "Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains"
            )
        return response


_OPENS = OPENS.encode()


class InWords:
    """In words: an address that holds a NUL."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or say that the address cannot be read."""
        if "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.path:
            return bad_request(request, BadRequest("NUL"))
        return self.get_response(request)


class GestureInWords:
    """In words: a gesture that an address does not take. Inside what counts the bytes of an answer, which were none."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with a page that says what is possible."""
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.content:
            return response
        said = render(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
        said.headers["Allow"] = response.headers["Allow"]
        return said


class FormsRefused:
    """A form of a library that is shown again because it was refused says so, as the pages of the house do (422)."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Leave the answer as it is."""
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        """Tell a refused form from a page."""
        form = (response.context_data or {}).get("form")
        if request.method == "POST" and response.status_code == HTTPStatus.OK and getattr(form, "errors", None):
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response


class WithoutTurns:
    """What any form sends comes without the marks that nobody sees and that turn words around."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, once the words typed are as they are seen."""
        if request.method == "POST" and any(_turned(values) for _name, values in request.POST.lists()):
            typed = request.POST.copy()
            for name, values in request.POST.lists():
                typed.setlist(name, [without_turns(value) for value in values])
            request.POST = typed  # type: ignore[assignment]  # a form reads it like the first
        return self.get_response(request)


def _turned(values: list[str]) -> bool:
    return any(without_turns(value) != value for value in values)


class Tongues:
    """On a page in another language, the words of the lab and of people say that they are French."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, the signs that stand around such words made into what is heard."""
        response = self.get_response(request)
        if not response.streaming and _OPENS in response.content:
            response.content = told(response.content.decode()).encode()
        return response


class Language:
    """The language chosen by cookie, else that of the person's account, else what the browser asks, else French."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self.known = {code for code, _ in settings.LANGUAGES}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in that language and say so."""
        language = self.choose(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    def choose(self, request: HttpRequest) -> str:
        """The language code for this request."""
        asked = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if asked in self.known:
            return asked
        if isinstance(request.user, Person) and request.user.language in self.known:
            return request.user.language
        return translation.get_language_from_request(request)
