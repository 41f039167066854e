"""What everybody, and whoever applied, reads of a selection."""

from __future__ import annotations

import functools
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from liamm.features.training import actions
from liamm.features.training.forms import AppealForm
from liamm.features.training.links import application_behind
from liamm.features.training.models import Application
from liamm.features.training.queries import application_page, selection_page
from liamm.features.training.rules import verify_selection
from liamm.features.training.running import written
from liamm.kernel.access import LinkHolder, public
from liamm.ui.page import page, tell
from liamm.ui.secrecy import kept_secret
from liamm.ui.submitting import attempt


@public
def selection(request: HttpRequest, reference: str) -> HttpResponse:
    """How the places are given, and what came of it, without a name."""
    return page(request, "training/selection.html", {"page": selection_page(request.user, reference)})


@public
def verifier(request: HttpRequest) -> HttpResponse:
    """The script that recomputes a list."""
    del request
    source = Path(verify_selection.__file__).read_bytes()
    response = HttpResponse(source, content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="verify_selection.py"'
    return response


OwnView = Callable[..., HttpResponseBase]


def own(view: OwnView) -> OwnView:
    """Open the view to the holder of a link; nothing of it is cached, indexed or told to another site."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponseBase:
        found = application_behind(token)
        if found is None:
            return page(request, "events/broken_link.html", {"need": False}, status=HTTPStatus.NOT_FOUND)
        return kept_secret(view(request, found, token))

    return public(guarded)


@own
def application(request: HttpRequest, found: Application, token: str) -> HttpResponse:
    """One's application: where it stands, why, and what may still be asked."""
    shown = application_page(LinkHolder(found.pk), found)
    form = AppealForm(request.POST or None)
    tried = attempt(form, lambda: actions.make_appeal(LinkHolder(found.pk), found, words=form.cleaned_data["words"]))
    if tried.done:
        tell(request, _("C’est transmis à quelqu’un qui n’a pas lu votre candidature."))
        return redirect("training:application", token)
    context = {"page": shown, "form": form, "refusal": tried.refusal, "token": token}
    return page(request, "training/application.html", context)


@own
def data(request: HttpRequest, found: Application, token: str) -> HttpResponse:
    """What the list is recomputed from, for those who applied."""
    del request, token
    if not found.selection.is_published or found.selection.published is None:
        raise Http404
    response = HttpResponse(written(found.selection.published), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="selection-{found.selection.event.reference}.json"'
    return response
