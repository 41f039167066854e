"""The mails of a demonstration, read at a local page; there is no such page where mails leave for real."""

from __future__ import annotations

import ipaddress
from pathlib import Path

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse

from liamm.kernel.access import public
from liamm.site import options
from liamm.site.mailbox.reading import Mail, lines, names, open_mail
from liamm.ui.page import page

_PAGE = 50
# a mail may carry its own style, nothing else; what it holds runs nowhere and loads nothing
_HARMLESS = "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@public
def box(request: HttpRequest) -> HttpResponse:
    """Every mail, newest first."""
    folder = _folder(request)
    pages = Paginator(names(folder), _PAGE).get_page(request.GET.get("page"))
    return page(request, "mailbox/box.html", {"pages": pages, "lines": lines(folder, list(pages.object_list))})


@public
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """One mail: its text, its headers, its files."""
    return page(request, "mailbox/mail.html", {"mail": _opened(request, name)})


@public
def shown(request: HttpRequest, name: str) -> HttpResponse:
    """The mail as a mail program would show it, unable to run or load anything."""
    response = HttpResponse(_opened(request, name).html)
    response["Content-Security-Policy"] = _HARMLESS
    return response


@public
def attachment(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """A file that came with a mail, to keep and not to run."""
    for one in _opened(request, name).attachments:
        if one.number == number:
            response = HttpResponse(one.content, content_type="application/octet-stream")
            response["Content-Disposition"] = f'attachment; filename="{number + 1}{Path(one.name).suffix[:8]}"'
            return response
    raise Http404


def _opened(request: HttpRequest, name: str) -> Mail:
    found = open_mail(_folder(request), name)
    if found is None:
        raise Http404
    return found


def _folder(request: HttpRequest) -> Path:
    """Where the mails are; only a demonstration shows them to others than the machine itself (they hold codes)."""
    if not settings.LIAMM_LOCAL_MAIL or not (settings.DEMONSTRATION or _from_here(request)):
        raise Http404
    return options.VAR / "mail"


def _from_here(request: HttpRequest) -> bool:
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
