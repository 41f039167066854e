"""The agenda, the calendars that follow it, and what they are given."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from liamm.features.accounts.queries import signed_in
from liamm.features.agenda.actions import make_feed, renew_feed, revoke_feed
from liamm.features.agenda.addresses import find
from liamm.features.agenda.conditional import headed, unchanged
from liamm.features.agenda.forms import FeedForm, NarrowForm, view_of
from liamm.features.agenda.links import around, views_of
from liamm.features.agenda.models import Feed
from liamm.features.agenda.policies import policy
from liamm.features.agenda.queries import agenda_page, day_of, feeds_of
from liamm.features.agenda.serving import Copy, fresh_copy, known_copy, note_use, public_copy, state_of_the_house
from liamm.kernel.access import load_visible, members, public
from liamm.kernel.actions import DomainError
from liamm.kernel.once import one_reading
from liamm.ui.page import page, refuse, tell
from liamm.ui.submitting import attempt

GONE, NEVER = 410, 404


@public
@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """All that is dated, as whoever opens it may see it."""
    view, day = view_of(request.GET.get("vue", "")), day_of(request.GET.get("jour", ""))
    with one_reading():
        form = NarrowForm(request.GET, actor=request.user)
        shown = agenda_page(request.user, view, day, form.narrowed)
    context = {"page": shown, "form": form, "views": views_of(request.GET, shown), **around(request.GET, shown)}
    return page(request, "agenda/agenda.html", context)


@members
def feeds(request: HttpRequest) -> HttpResponse:
    """What follows the agenda for the reader, and one more."""
    person = signed_in(request)
    form = FeedForm(request.POST or None, person=person)
    tried = attempt(form, lambda: make_feed(person, draft=form.draft()))
    if tried.done:
        tell(request, _("C’est prêt : copiez son adresse dans votre agenda."))
        return redirect("agenda:feeds")
    public_address = f"{settings.LIAMM_PUBLIC_URL}{reverse('agenda:public')}"
    context = {"feeds": feeds_of(person), "form": form, "refusal": tried.refusal, "public_address": public_address}
    return page(request, "agenda/feeds.html", context)


@members
@require_POST
def renew(request: HttpRequest, feed_id: UUID) -> HttpResponse:
    """Another address."""
    try:
        renew_feed(request.user, _own(request, feed_id))
        tell(request, _("L’adresse est changée : donnez la nouvelle à votre agenda, l’ancienne n’ouvre plus rien."))
    except DomainError as error:
        refuse(request, error)
    return redirect("agenda:feeds")


@members
@require_POST
def stop(request: HttpRequest, feed_id: UUID) -> HttpResponse:
    """No calendar follows any more by this address."""
    try:
        revoke_feed(request.user, _own(request, feed_id))
        tell(request, _("C’est arrêté : cette adresse n’ouvre plus rien."))
    except DomainError as error:
        refuse(request, error)
    return redirect("agenda:feeds")


def _own(request: HttpRequest, feed_id: UUID) -> Feed:
    return load_visible(policy, request.user, Feed.objects.all(), pk=feed_id)


@public
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """What a calendar follows, by its secret address; nothing but the address is looked at."""
    found, once = find(token)
    if found is None:
        return _nothing(once=once)
    note_use(found)
    state = state_of_the_house()
    known = known_copy(found, state)
    same = unchanged(request, known) if known else None
    return same or _given(request, fresh_copy(found, state))


@public
@require_safe
def public_feed(request: HttpRequest) -> HttpResponse:
    """What everybody may see, at an address that everybody may know."""
    return _given(request, public_copy())


def _given(request: HttpRequest, copy: Copy) -> HttpResponse:
    response = HttpResponse(copy.content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="agenda.ics"'
    return unchanged(request, copy) or headed(response, copy)


def _nothing(*, once: bool) -> HttpResponse:
    """In words, for whoever opens it in a browser; and logged by nobody, since its address is a secret."""
    said = _("Cet abonnement est arrêté : demandez une nouvelle adresse à la page de votre agenda.")
    never = _("Il n’y a pas d’agenda à cette adresse.")
    response = HttpResponse(said if once else never, content_type="text/plain; charset=utf-8")
    response.status_code = GONE if once else NEVER
    response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001  # Django’s own sign
    return response
