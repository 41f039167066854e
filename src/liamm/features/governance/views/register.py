"""The proof of the register: the last verification, how to do it oneself, and the chain to do it with."""

from __future__ import annotations

from pathlib import Path

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect

from liamm.features.governance.verifying import check_register, last_check, public_chain, say_check
from liamm.kernel.access import public
from liamm.ui.page import page, tell

SCRIPT = Path(__file__).parents[1] / "static" / "governance" / "verifier.py.txt"


@public
def verification(request: HttpRequest) -> HttpResponse:
    """What the last walk along the chain found; the button walks it again."""
    if request.method == "POST":
        before = last_check()
        tell(request, say_check(check_register(), before))
        return redirect("governance:verification")
    context = {"check": last_check(), "script": SCRIPT.read_text(encoding="utf-8")}
    return page(request, "governance/verification.html", context)


@public
def chain(request: HttpRequest) -> StreamingHttpResponse:
    """The public part of every sealed entry, one a line."""
    del request
    response = StreamingHttpResponse(public_chain(), content_type="application/jsonl; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="chaine.jsonl"'
    return response
