"""Acts that need one small form each: what is asked, who does it, what is said once it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise

from liamm.kernel.access import Actor
from liamm.ui.page import page, tell
from liamm.ui.submitting import attempt

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Verb:
    """One act on one thing. `form(data, thing)` makes its form; `do(actor, thing, cleaned)` does it.

    A form that has a `draft()` hands that over instead of its cleaned fields. `otherwise(actor, thing)` is what is said
    instead of `done` when it says something.
    """

    title: Words
    button: Words
    done: Words
    form: Callable[[Any, Any], forms.Form]
    do: Callable[[Any, Any, Any], object]
    lead: Words = ""
    otherwise: Callable[[Actor, Any], str] | None = None


def alone(form: Callable[[Any], forms.Form]) -> Callable[[Any, Any], forms.Form]:
    """A form that needs to know nothing of the thing."""
    return lambda data, _thing: form(data)


def carry_out(request: HttpRequest, verbs: Mapping[str, Verb], verb: str, thing: Any, *, name: str) -> HttpResponse:
    """Show the form of an act, or do it and come back to the thing.

    Raises Http404 for an act that does not exist.
    """
    chosen = verbs.get(verb)
    if chosen is None:
        raise Http404
    form = chosen.form(request.POST if request.method == "POST" else None, thing)
    form.initial.update({name: value for name, value in request.GET.items() if name in form.fields})
    tried = attempt(form, lambda: (chosen.do(request.user, thing, _handed(form)),))
    back = getattr(thing, "desk_url", None) or thing.get_absolute_url()
    if tried.done:
        instead = chosen.otherwise(request.user, thing) if chosen.otherwise else ""
        tell(request, instead or str(chosen.done))
        return redirect(back)
    context = {"verb": chosen, "form": form, "refusal": tried.refusal, "back": back, "name": name}
    return page(request, "terrain/act.html", context)


def _handed(form: forms.Form) -> object:
    draft = getattr(form, "draft", None)
    return draft() if draft else form.cleaned_data
