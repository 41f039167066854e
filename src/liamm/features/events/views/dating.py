"""The dates of an event, and its places."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liamm.features.events.actions import add_dates, call_off_date, copy_event, move_date, set_places
from liamm.features.events.forms import AgainForm, PlacesForm, SlotForm, fills, with_offer
from liamm.features.events.models import EventSession
from liamm.features.events.queries import seating_of, session_of
from liamm.features.events.views.acting import Words, at_once, carry_out, to_prepare
from liamm.kernel.access import members


@members
def add(request: HttpRequest, reference: str) -> HttpResponse:
    """One more date, or several at the same hours."""
    event = to_prepare(request, reference)
    form = AgainForm(_sent(request))
    words = Words(_("Ajouter une date"), _("Ajouter"), _("C’est ajouté."))
    return carry_out(request, event, form, lambda: add_dates(request.user, event, dates=form.slots()), words)


@members
def move(request: HttpRequest, reference: str, session: UUID) -> HttpResponse:
    """Another time or another place, its rooms with it."""
    event = to_prepare(request, reference)
    found = session_of(event, session)
    form = SlotForm(_sent(request), initial=_as_it_is(found))
    words = Words(
        _("Déplacer une date"), _("Déplacer"), _("C’est déplacé, salles comprises. Les personnes inscrites le savent.")
    )
    return carry_out(
        request, event, form, lambda: move_date(request.user, found, date=form.slot()), words, session=found
    )


@members
@require_POST
def call_off(request: HttpRequest, reference: str, session: UUID) -> HttpResponse:
    """One date will not be."""
    event = to_prepare(request, reference)
    found = session_of(event, session)
    said = _("Cette date n’aura pas lieu. Les personnes inscrites le savent.")
    return at_once(request, event, lambda: call_off_date(request.user, found), said)


@members
def copy(request: HttpRequest, reference: str) -> HttpResponse:
    """The same event on another date."""
    event = to_prepare(request, reference)
    form = SlotForm(_sent(request))
    words = Words(_("Refaire cet événement"), _("Préparer la copie"), _("C’est prêt : relisez, puis annoncez."))
    return carry_out(request, event, form, lambda: copy_event(request.user, event, date=form.slot()), words)


@members
def places(request: HttpRequest, reference: str, seating: UUID) -> HttpResponse:
    """How many places there are."""
    event = to_prepare(request, reference)
    found = seating_of(event, seating)
    form = PlacesForm(request.POST or None, capacity=found.capacity)
    words = Words(_("Le nombre de places"), _("Enregistrer"), _("C’est enregistré."))
    return carry_out(
        request,
        event,
        form,
        lambda: set_places(request.user, found, capacity=form.cleaned_data["capacity"]),
        words,
    )


def _sent(request: HttpRequest) -> QueryDict | None:
    if fills(request.POST):
        return with_offer(request.POST)
    return request.POST or None


def _as_it_is(session: EventSession) -> dict[str, object]:
    starts, ends = timezone.localtime(session.starts), timezone.localtime(session.ends)
    booking = session.booking
    return {
        "day": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "rooms": session.rooms,
        "layout": booking.layout if booking else "",
        "people": booking.people if booking else None,
        "place": session.place,
    }
