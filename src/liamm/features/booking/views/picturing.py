"""Photos of rooms, for everybody; whoever keeps the house adds and removes them. Rooms by a name they have or had."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liamm.features.booking.actions import add_photo, remove_photo
from liamm.features.booking.forms import PhotoForm
from liamm.features.booking.house import known_on
from liamm.features.booking.models import RoomPhoto
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.queries import photos_of
from liamm.features.booking.searching import room_called
from liamm.kernel import storage
from liamm.kernel.access import opens, public
from liamm.ui.page import page, tell
from liamm.ui.submitting import attempt


@public
def photo(request: HttpRequest, photo_id: UUID) -> FileResponse:
    """One photo."""
    del request
    return storage.serve(get_object_or_404(RoomPhoto, pk=photo_id).kept)


@public
def called(request: HttpRequest, name: str) -> HttpResponse:
    """A room by a name that it has or had: its address by number lasts."""
    del request
    room = room_called(name)
    if room is None:
        raise Http404
    return redirect("booking:room", room.number, permanent=False)


@opens(policy, Permission.ARRANGE)
def photos(request: HttpRequest, number: int) -> HttpResponse:
    """The photos of a room: one more, one less."""
    room = known_on().by_number.get(number)
    if room is None:
        raise Http404
    form = PhotoForm(request.POST or None, request.FILES or None)
    tried = attempt(
        form, lambda: add_photo(request.user, number, upload=form.cleaned_data["photo"], alt=form.cleaned_data["alt"])
    )
    if tried.done:
        tell(request, _("La photo est montrée."))
        return redirect("booking:photos", number)
    context = {"room": room, "photos": photos_of().get(number, []), "form": form, "refusal": tried.refusal}
    return page(request, "booking/photos.html", context)


@opens(policy, Permission.ARRANGE)
@require_POST
def remove(request: HttpRequest, photo_id: UUID) -> HttpResponse:
    """Show a photo no more."""
    found = get_object_or_404(RoomPhoto, pk=photo_id)
    remove_photo(request.user, found)
    tell(request, _("La photo n’est plus montrée."))
    return redirect("booking:photos", found.room_id)
