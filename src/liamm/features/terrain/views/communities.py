"""Interest communities: the page of one, joining and leaving it, its call."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liamm.features.accounts.queries import signed_in
from liamm.features.charter import bindings
from liamm.features.terrain.actions import change_call, confirm_voice, join_community, leave_community
from liamm.features.terrain.forms.problems import ChangeCallForm, FarewellForm, JoinForm
from liamm.features.terrain.models import InterestCommunity
from liamm.features.terrain.policies import Permission, policy
from liamm.features.terrain.queries.communities import community_page, joining_of
from liamm.kernel import clock
from liamm.kernel.access import load_visible, members, public, require
from liamm.kernel.actions import DomainError
from liamm.ui.page import page, refuse, tell
from liamm.ui.submitting import attempt


def load_community(request: HttpRequest, slug: str) -> InterestCommunity:
    """The community of an address, for whoever may see it."""
    rows = InterestCommunity.objects.select_related("space", "problem")
    return load_visible(policy, request.user, rows, space__slug=slug)


@public
def community(request: HttpRequest, slug: str) -> HttpResponse:
    """The call to everybody, the people to the circle."""
    found = community_page(request.user, load_community(request, slug))
    return page(request, "terrain/community.html", {"found": found})


@members
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """Engage a bounded time and accept the rules."""
    found, rules = load_community(request, slug), bindings.community_rules(clock.today())
    form = JoinForm(request.POST or None, community=found, person=signed_in(request), rules=rules)
    tried = attempt(form, lambda: join_community(request.user, found, engagement=form.engagement()))
    if tried.done:
        tell(request, _("Merci ! Votre engagement est noté ; vous pouvez le rendre quand vous voulez."))
        return redirect(found)
    mine = joining_of(request.user, found)
    context = {"form": form, "community": found, "rules": rules, "refusal": tried.refusal, "mine": mine}
    return page(request, "terrain/join.html", context)


@members
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Give one's engagement back, without having to say why."""
    found = load_community(request, slug)
    form = FarewellForm(request.POST or None)
    tried = attempt(form, lambda: leave_community(request.user, found, farewell=form.cleaned_data["farewell"]))
    if tried.done:
        tell(request, _("Votre engagement est rendu. Merci pour ce que vous avez donné."))
        return redirect("terrain:heard")
    return page(request, "terrain/leave.html", {"form": form, "community": found, "refusal": tried.refusal})


@members
@require_POST
def confirm(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Confirm for which organisation somebody acts."""
    found = load_community(request, slug)
    try:
        confirm_voice(request.user, found, joining=pk)
    except DomainError as refusal:
        refuse(request, refusal)
    else:
        tell(request, _("C’est confirmé : cette organisation compte parmi celles qui sont réunies."))
    return redirect(found)


@members
def call(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the call again."""
    found = load_community(request, slug)
    require(policy, request.user, Permission.TEND_COMMUNITY, found)
    form = ChangeCallForm(request.POST or None, community=found)
    tried = attempt(form, lambda: change_call(request.user, found, call=form.draft()))
    if tried.done:
        tell(request, _("L’appel est à jour."))
        return redirect(found)
    return page(request, "terrain/call.html", {"form": form, "community": found, "refusal": tried.refusal})
