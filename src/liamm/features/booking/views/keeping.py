"""What the team does with a room: close it for a time, open it again, say it otherwise than the charter."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liamm.features.booking.actions import arrange_room, block_room, close_rooms, lift_blocking
from liamm.features.booking.forms import BlockingForm, ClosingForm, RoomForm
from liamm.features.booking.house import RoomShown, known_on
from liamm.features.booking.models import Occupation
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.queries import closures_now, refuse_kept, room_page
from liamm.kernel.access import opens
from liamm.kernel.actions import DomainError
from liamm.ui.page import page, refuse, tell
from liamm.ui.submitting import attempt


@opens(policy, Permission.BLOCK)
def block(request: HttpRequest, number: int) -> HttpResponse:
    """Keep a room closed for a time."""
    name = room_page(request.user, number, "").room.name
    form = BlockingForm(request.POST or None)
    tried = attempt(form, lambda: block_room(request.user, number, draft=form.draft()))
    back = reverse("booking:room", args=[number])
    if tried.done:
        tell(request, _("La salle est fermée pendant ce temps, et la raison s’affiche."))
        return redirect(back)
    words = {"heading": _("Fermer « %(room)s »") % {"room": name}, "button": _("Fermer la salle")}
    context = {"form": form, "refusal": tried.refusal, "back": back, "name": name, **words}
    return page(request, "booking/act.html", context)


@opens(policy, Permission.BLOCK)
def closures(request: HttpRequest) -> HttpResponse:
    """Close several rooms, or the whole house; what is closed now and later, and opening it again."""
    known = known_on()
    form = ClosingForm(request.POST or None, known=known)
    tried = attempt(form, lambda: close_rooms(request.user, form.cleaned_data["rooms"], draft=form.draft()))
    if tried.done:
        tell(request, _("C’est fermé pendant ce temps, et la raison s’affiche."))
        return redirect("booking:closures")
    context = {"form": form, "refusal": tried.refusal, "closures": closures_now(request.user, known)}
    return page(request, "booking/closures.html", context)


@opens(policy, Permission.BLOCK)
@require_POST
def lift(request: HttpRequest, blocking_id: UUID) -> HttpResponse:
    """Open a room again."""
    blocking = get_object_or_404(Occupation, pk=blocking_id)
    try:
        refuse_kept(request.user, blocking)
        lift_blocking(request.user, blocking, everywhere="everywhere" in request.POST)
        tell(request, _("C’est ouvert à nouveau."))
    except DomainError as refusal:
        refuse(request, refusal)
    if "everywhere" in request.POST:
        return redirect("booking:closures")
    return redirect("booking:room", blocking.room_id)


@opens(policy, Permission.ARRANGE)
def arrange(request: HttpRequest, number: int) -> HttpResponse:
    """Say a room otherwise than the charter."""
    shown = room_page(request.user, number, "").room
    name, form = shown.name, RoomForm(request.POST or None, initial=_in_force(shown))
    tried = attempt(form, lambda: arrange_room(request.user, number, draft=form.draft()))
    back = reverse("booking:room", args=[number])
    if tried.done:
        tell(request, _("La salle est présentée ainsi."))
        return redirect(back)
    words = {"heading": _("Présenter « %(room)s »") % {"room": name}, "button": _("Enregistrer")}
    context = {"form": form, "refusal": tried.refusal, "back": back, "name": name, **words}
    return page(request, "booking/act.html", context)


def _in_force(room: RoomShown) -> dict[str, object]:
    """All that holds of a room, so that one thing of it may be said otherwise."""
    return {
        "name": room.name,
        "equipment": "\n".join(room.equipment),
        "access": room.access,
        "setup_minutes": room.setup,
        "restore_minutes": room.restore,
        "initial_state": room.initial_state,
        "checklist": "\n".join(room.checklist),
        "closed": room.closed,
    }
