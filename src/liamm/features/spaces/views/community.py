"""The community and those who chose to show themselves in it."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import signed_in
from liamm.features.charter import bindings
from liamm.features.spaces.actions import end_community_role, give_community_role, leave_space
from liamm.features.spaces.forms import DirectoryForm, RoleForm
from liamm.features.spaces.models import CommunityRole, Membership, Space
from liamm.features.spaces.policies import Permission, policy
from liamm.features.spaces.queries import (
    cards,
    community_page,
    directory_of,
    in_community,
    member_page,
    pending_of,
    roles_of,
)
from liamm.kernel import clock
from liamm.kernel.access import load_visible, members, opens, public
from liamm.ui.page import page, tell
from liamm.ui.submitting import attempt

_A_PAGE = 40


@public
def community(request: HttpRequest) -> HttpResponse:
    """What the community is; its members also find their roles and its directory."""
    inside = in_community(request.user)
    mine = roles_of([request.user]).get(request.user.pk, []) if isinstance(request.user, Person) and inside else []
    pending = pending_of(request.user) if isinstance(request.user, Person) and not inside else None
    context = {"community": community_page(), "inside": inside, "mine": mine, "pending": pending}
    return page(request, "spaces/community.html", context)


@members
def my_roles(request: HttpRequest) -> HttpResponse:
    """Say a role one plays."""
    known = bindings.community_roles(clock.today())
    form = RoleForm(request.POST or None, known=known.value)
    tried = attempt(form, lambda: give_community_role(request.user, signed_in(request), **form.cleaned_data))
    if tried.done:
        tell(request, _("Votre rôle est noté."))
        return redirect("community")
    return page(request, "spaces/my_roles.html", {"form": form, "known": known, "refusal": tried.refusal})


@members
@require_POST
def end_role(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Play a role no more."""
    end_community_role(request.user, get_object_or_404(CommunityRole, pk=pk, person=request.user))
    tell(request, _("Ce rôle est fini."))
    return redirect("community")


@members
def leave(request: HttpRequest) -> HttpResponse:
    """Leave the community, after a confirmation."""
    held = get_object_or_404(Membership, space=Space.objects.the_lab(), person=request.user, ends=None)
    if request.method != "POST":
        return page(request, "spaces/leave.html", {})
    leave_space(request.user, held)
    tell(request, _("Vous n’êtes plus membre de la communauté. La porte reste ouverte."))
    return redirect("community")


@opens(policy, Permission.VIEW_DIRECTORY)
def directory(request: HttpRequest) -> HttpResponse:
    """Those who chose to show themselves."""
    form = DirectoryForm(request.GET)
    sought = form.cleaned_data["q"] if form.is_valid() else ""
    people = policy.visible_to(request.user, Person.objects.filter(in_directory=True))
    shown = Paginator(directory_of(people, sought=sought), _A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": shown, "cards": cards(list(shown)), "sought": sought}
    return page(request, "spaces/directory.html", context, fragment="found")


@members
def member(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One person as they chose to show themselves; anyone else's page does not exist."""
    shown = load_visible(policy, request.user, Person.objects.filter(in_directory=True), pk=pk)
    return page(request, "spaces/member.html", {"card": member_page(shown)})
