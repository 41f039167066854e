"""Relais: where they are, where one is missing, what each passed on and what it changed."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from liamm.features.terrain.actions import end_relay, name_relay
from liamm.features.terrain.forms.problems import RelayForm
from liamm.features.terrain.models import Relay
from liamm.features.terrain.policies import Permission, policy
from liamm.features.terrain.queries.relays import passed_on, relay_list
from liamm.kernel.access import load_visible, members, opens, public
from liamm.kernel.actions import DomainError
from liamm.ui.page import page, refuse, tell
from liamm.ui.submitting import attempt


@public
def relays(request: HttpRequest) -> HttpResponse:
    """The relais by organisation and territory, and the territories without one."""
    return page(request, "terrain/relays.html", {"found": relay_list(request.user)})


@members
def relay(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What you passed on, and what it changed."""
    rows = Relay.objects.select_related("person", "organisation", "territory")
    found = load_visible(policy, request.user, rows, pk=pk)
    return page(request, "terrain/relay.html", {"relay": found, "passed": passed_on(found)})


@opens(policy, Permission.NAME_RELAY)
def name(request: HttpRequest) -> HttpResponse:
    """Let someone be a relais."""
    form = RelayForm(request.POST or None)
    tried = attempt(form, lambda: name_relay(request.user, form.cleaned_data["mail"], draft=form.draft()))
    if tried.done:
        tell(request, _("C’est noté : merci à cette personne."))
        return redirect("terrain:relays")
    return page(request, "terrain/name_relay.html", {"form": form, "refusal": tried.refusal})


@opens(policy, Permission.NAME_RELAY)
def end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let someone stop being a relais there."""
    found = load_visible(policy, request.user, Relay.objects.select_related("person"), pk=pk)
    if request.method == "POST":
        try:
            end_relay(request.user, found)
            tell(request, _("Cette personne n’est plus relais ici. Ce qu’elle a transmis reste."))
        except DomainError as refusal:
            refuse(request, refusal)
        return redirect("terrain:relays")
    return page(request, "terrain/end_relay.html", {"relay": found})
