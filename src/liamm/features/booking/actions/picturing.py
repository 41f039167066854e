"""Showing a room: photos with the words that say what is on them."""

from __future__ import annotations

from uuid import UUID

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from liamm.features.booking.facts import RoomPictured
from liamm.features.booking.house import known_on
from liamm.features.booking.models import RoomPhoto
from liamm.features.booking.occupying import lock_rooms
from liamm.features.booking.policies import Permission, policy
from liamm.kernel import storage
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record

MOST_PHOTOS = 8
FOLDER = "salles"


@action
def add_photo(actor: Actor, number: int, *, upload: UploadedFile[bytes], alt: str) -> RoomPhoto:
    """Keep a photo of a room, without its metadata.

    Raises DomainError for a room that is not, for what is no image, without words for who does not see it, or beyond
    eight.
    """
    require(policy, actor, Permission.ARRANGE)

    if number not in known_on().by_number:
        raise DomainError(_("La maison n’a pas cette salle."))
    if not alt.strip():
        raise DomainError(_("Dites ce que l’on voit : qui ne voit pas la photo le lira."), field="alt")
    lock_rooms([number])
    if RoomPhoto.objects.filter(room=number).count() >= MOST_PHOTOS:
        raise DomainError(
            _("Une salle se montre en %(most)s photos au plus.") % {"most": MOST_PHOTOS},
            nearest=_("Retirez-en une d’abord."),
            field="photo",
        )
    kept = storage.keep(upload, FOLDER)
    if kept.media_type not in storage.IMAGES:
        default_storage.delete(kept.path)
        raise DomainError(_("Ce n’est pas une photo."), nearest=_("JPEG, PNG, WebP ou HEIC."), field="photo")

    photo = RoomPhoto.objects.create(
        room_id=number, path=kept.path, name=kept.name, media_type=kept.media_type, size=kept.size, alt=alt.strip()
    )

    record(actor, RoomPictured(subject_id=UUID(int=number), room=number, shown=True))
    return photo


@action
def remove_photo(actor: Actor, photo: RoomPhoto) -> RoomPhoto:
    """Show a photo no more; its file goes with it."""
    require(policy, actor, Permission.ARRANGE)

    photo.delete()
    transaction.on_commit(lambda: default_storage.delete(photo.path))

    record(actor, RoomPictured(subject_id=UUID(int=photo.room_id), room=photo.room_id, shown=False))
    return photo
