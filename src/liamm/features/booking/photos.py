"""Photos taken with a phone and sent with a form: kept at once, whatever becomes of the form."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from liamm.features.booking.upkeep import FOLDER
from liamm.kernel.actions import DomainError
from liamm.kernel.storage import IMAGES, Kept
from liamm.kernel.waiting import keep_waiting, read_waiting, sign_waiting

MOST_PHOTOS = 10


def take_photos(files: Sequence[UploadedFile[bytes]], token: str) -> tuple[list[Kept], DomainError | None]:
    """The photos of a form, those given with an earlier sending first, and why some of them are not taken."""
    kept, refused = keep_waiting(files, read_waiting(token, FOLDER), FOLDER)
    photos = [one for one in kept if one.media_type in IMAGES]
    if len(photos) < len(kept):
        refused.append(
            DomainError(_("Ce n’est pas une photo."), nearest=_("Nous prenons ici les images JPEG, PNG, WebP et HEIC."))
        )
    if len(photos) > MOST_PHOTOS:
        refused.append(
            DomainError(_("Dix photos au plus : les premières sont gardées."), nearest=_("Envoyez de nouveau."))
        )
    return photos[:MOST_PHOTOS], refused[0] if refused else None


def sign_photos(photos: Sequence[Kept]) -> str:
    """The token by which a form that comes back holds them."""
    return sign_waiting(photos, FOLDER)
