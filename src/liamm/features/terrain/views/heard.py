"""What everybody may read: what was heard lately and what became of it, as page, picture, feed and data."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.features.terrain.models import FieldSignal, PublicWording
from liamm.features.terrain.policies import policy
from liamm.features.terrain.queries.authors import signal_node
from liamm.features.terrain.queries.heard import (
    all_heard,
    calls_seen,
    count_by,
    lines_heard,
    open_problems,
    outcomes,
    problem_lines,
    problems_seen,
    with_outcome,
    wordings_seen,
)
from liamm.features.terrain.views.desk import said_signals
from liamm.features.territories.enums import TerritoryKind
from liamm.features.territories.pictures import territory_map
from liamm.kernel.access import Actor, load_visible, public
from liamm.kernel.post.letters import absolute
from liamm.kernel.thread.chain import stages
from liamm.ui import feeds
from liamm.ui.page import page

_A_PAGE, _SHORT, _FEED = 12, 6, 50


@public
def heard(request: HttpRequest) -> HttpResponse:
    """What was heard lately, the questions it became, the calls for people."""
    shown = Paginator(all_heard(request.user), _A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": shown,
        "heard": lines_heard(request.user, shown),
        "problems": problem_lines(open_problems(request.user, most=_SHORT)),
        "calls": calls_seen(request.user, most=_SHORT),
    }
    return page(request, "terrain/heard.html", context)


@public
def problems(request: HttpRequest) -> HttpResponse:
    """All problems, the closed ones included."""
    shown = Paginator(problems_seen(request.user, only_open=False), _A_PAGE * 2).get_page(request.GET.get("page"))
    return page(request, "terrain/problems.html", {"page": shown, "problems": problem_lines(shown)})


@public
def places(request: HttpRequest) -> HttpResponse:
    """Where it was heard, by intercommunalité, as a picture and its table."""
    counts = count_by(wordings_seen(request.user), TerritoryKind.EPCI)
    title = _("Ce qui a été entendu, par intercommunalité")
    picture = territory_map(counts, level=TerritoryKind.EPCI, title=title, said=said_signals)
    return page(request, "terrain/places.html", {"picture": picture})


@public
def signal(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The public wording of a signal and its thread; without one, the team is led to its desk."""
    rows = wordings_seen(request.user)
    wording = rows.filter(signal__reference=reference).first()
    if wording is None:
        return redirect(load_visible(policy, request.user, FieldSignal.objects.all(), reference=reference).desk_url)
    (found,) = with_outcome(request.user, [wording])
    thread = stages(request.user, signal_node(wording.signal))
    return page(request, "terrain/signal.html", {"found": found, "thread": thread})


@public
def feed(request: HttpRequest) -> HttpResponseBase:
    """The latest wordings, to be followed from anywhere (Atom, RFC 4287)."""
    made = feeds.Feed(
        title=_("%(lab)s : ce qui a été entendu") % {"lab": settings.LIAMM_LAB_NAME},
        link=absolute(reverse("terrain:heard")),
        description="",
        feed_url=absolute(reverse("terrain:feed")),
        language="fr",
    )
    for one in outcomes(_everybody(), list(wordings_seen(_everybody())[:_FEED])):
        words = one.wording
        link = absolute(words.get_absolute_url())
        text = f"{words.text}\n\n{one.became}"
        made.add_item(words.title, link, text, unique_id=link, pubdate=words.created_at, updateddate=words.created_at)
    return feeds.answer(request, made)


@public
def data(request: HttpRequest) -> JsonResponse:
    """The same as data, all of it, page by page."""
    shown = Paginator(wordings_seen(_everybody()), 200).get_page(request.GET.get("page"))
    rows = [_row(one.wording, one.became) for one in outcomes(_everybody(), list(shown))]
    following = f"{absolute(request.path)}?page={shown.next_page_number()}" if shown.has_next() else None
    return JsonResponse({"count": shown.paginator.count, "next": following, "signals": rows})


def _row(wording: PublicWording, became: str) -> dict[str, object]:
    place = wording.territory
    return {
        "reference": wording.signal.reference,
        "title": wording.title,
        "text": wording.text,
        "territory": {"kind": place.kind, "code": place.code, "name": place.name} if place else None,
        "published": wording.created_at.isoformat(timespec="seconds"),
        "became": became,
        "url": absolute(wording.get_absolute_url()),
    }


def _everybody() -> Actor:
    """A feed is the same for everybody, signed in or not."""
    return AnonymousUser()
