"""Asking to join, without account, and following one's request by its secret link."""

from __future__ import annotations

from allauth.decorators import rate_limit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.spaces.actions import ask_to_join, withdraw_request
from liamm.features.spaces.enums import LIVE_REQUESTS
from liamm.features.spaces.forms import JoinForm
from liamm.features.spaces.links import read_link
from liamm.features.spaces.models import JoinRequest
from liamm.features.spaces.policies import policy
from liamm.features.spaces.queries import community_page, in_community, pending_of, rank_of
from liamm.kernel.access import LinkHolder, load_visible, public
from liamm.kernel.actions import DomainError
from liamm.ui.page import inform, page, tell
from liamm.ui.submitting import attempt


@public
@rate_limit(action="join")  # type: ignore[no-untyped-call,untyped-decorator]  # allauth gives no types
def join(request: HttpRequest) -> HttpResponse:
    """What joining means, and the request; the answer is the same for every address.

    Who reads it signed in sees in its place what they have already: their own request, or their being a member.
    """
    known = request.user if isinstance(request.user, Person) else None
    initial = {"name": known.name, "email": known.email} if known else {}
    form = JoinForm(request.POST or None, initial=initial)
    tried = attempt(form, lambda: (ask_to_join(request.user, draft=form.draft()),))
    if tried.done:
        return redirect("join_asked")
    reader = known if request.method != "POST" else None
    inside = reader is not None and in_community(reader)
    pending = pending_of(reader) if reader and not inside else None
    context = {"form": form, "community": community_page(), "refusal": tried.refusal}
    context |= {"inside": inside, "pending": pending}
    return page(request, "spaces/join.html", context)


@public
def asked(request: HttpRequest) -> HttpResponse:
    """The request is in: look at your mail."""
    return page(request, "spaces/asked.html", {})


@public
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Where a request stands, for the holder of its link, who may take it back."""
    subject = read_link(token)
    if subject is None:
        raise Http404
    holder = LinkHolder(subject)
    found = load_visible(policy, holder, JoinRequest.objects.all(), pk=subject)
    if request.method == "POST":
        try:
            withdraw_request(holder, found)
        except DomainError as refusal:  # the page was stale, the gesture made twice: the page says how things stand
            inform(request, str(refusal))
        else:
            tell(request, _("Votre demande est retirée."))
        return redirect("join_follow", token)
    context = {"request_": found, "live": found.state in LIVE_REQUESTS, "place": rank_of(found)}
    return page(request, "spaces/follow.html", context)
