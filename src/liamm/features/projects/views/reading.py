"""What is read of projects, and the two gestures of whoever reads: follow, accept one's part."""

from __future__ import annotations

from datetime import UTC, datetime, time
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liamm.features.projects.actions import accept_promise, follow_project, unfollow_project
from liamm.features.projects.enums import ProjectState
from liamm.features.projects.models import Follower, Promise
from liamm.features.projects.queries import ProjectFilters, load_project, project_page
from liamm.features.projects.queries import project_list as listed
from liamm.kernel.access import members, public
from liamm.kernel.actions import DomainError
from liamm.kernel.live import live_url
from liamm.kernel.post.letters import absolute
from liamm.ui import feeds
from liamm.ui.page import page, refuse, tell

_LONGEST_NUMBER = 6


@public
def project_list(request: HttpRequest) -> HttpResponse:
    """All projects and actions, the most recent first."""
    asked = request.GET
    number = asked.get("page", "1")
    filters = ProjectFilters(
        function=asked.get("fonction", ""),
        state=asked.get("etat", ""),
        words=asked.get("q", "").strip()[:100],
        page=max(1, int(number)) if number.isdecimal() and len(number) <= _LONGEST_NUMBER else 1,
    )
    context = {"page": listed(request.user, filters), "states": ProjectState.choices}
    return page(request, "projects/project_list.html", context, fragment="results")


@public
def project(request: HttpRequest, reference: str) -> HttpResponse:
    """One project: where it comes from, who carries it, where it is tried and what is learnt."""
    shown = project_page(request.user, reference)
    context = {"page": shown, "live": live_url(f"project:{shown.project.id}")}
    return page(request, "projects/project.html", context, fragment="vie")


@members
@require_POST
def follow(request: HttpRequest, reference: str) -> HttpResponse:
    """Follow a project by mail, or stop following it."""
    found = load_project(request.user, reference)
    if Follower.objects.filter(project=found, person=request.user.pk).exists():
        unfollow_project(request.user, found)
        tell(request, _("Vous ne recevrez plus les nouvelles de ce projet."))
    else:
        follow_project(request.user, found)
        tell(request, _("Les nouvelles publiques de ce projet vous arriveront par courriel."))
    return redirect("project", reference)


@members
@require_POST
def accept(request: HttpRequest, reference: str, promise_id: UUID) -> HttpResponse:
    """Accept what one's side promises."""
    found = load_project(request.user, reference)
    promise = get_object_or_404(Promise.objects.select_related("project"), pk=promise_id, project=found)
    try:
        accept_promise(request.user, promise)
        tell(request, _("C’est noté : cet engagement est pris."))
    except DomainError as refusal:
        refuse(request, refusal)
    return redirect("project", reference)


@public
def feed(request: HttpRequest) -> HttpResponseBase:
    """The projects as an Atom feed, for who follows without account."""
    atom = feeds.Feed(
        title=_("Projets du laboratoire"),
        link=absolute("/projets/"),
        description="",
        language=request.LANGUAGE_CODE,
        feed_url=absolute("/projets/flux.atom"),
    )
    for row in listed(request.user, ProjectFilters()).rows:
        link = absolute(row.url)
        when = datetime.combine(row.opened_on, time.min, tzinfo=UTC)
        atom.add_item(row.title, link, row.summary, unique_id=link, updateddate=when, pubdate=when)
    return feeds.answer(request, atom)
