"""Files people send: looked into before they are kept, renamed, and served so that nothing in them can run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

import puremagic
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from django.utils.translation import gettext as _

from liamm.kernel.actions import DomainError
from liamm.kernel.late import Late
from liamm.kernel.model import uuid7

if TYPE_CHECKING:
    from liamm.kernel import pictures
else:
    pictures = Late("liamm.kernel.pictures")

MOST_BYTES = 15 * 1024 * 1024
IMAGES = {"image/jpeg", "image/png", "image/webp"}
_HEIC = "image/heic"
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
DOCUMENTS = {
    "application/pdf",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/msword",
    "text/plain",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """A file kept in the storage: its path there, the name people gave it, its sniffed type and its size in bytes."""

    path: str
    name: str
    media_type: str
    size: int


def keep(upload: UploadedFile[bytes], folder: str) -> Kept:
    """Keep an uploaded file; images are re-encoded without their metadata (place, device, author).

    Those that browsers do not show (HEIC, as iPhones make them) become JPEG.
    Raises DomainError when it is too large, empty, or of a type that is not taken.
    """
    name = PurePath(upload.name or _("sans nom")).name[:150]
    content = _read(upload, name)
    media_type = sniff(content)
    if media_type == _HEIC:
        media_type, name = "image/jpeg", f"{PurePath(name).stem[:146]}.jpg"
        content = _without_metadata(content, media_type, name)
    elif media_type in IMAGES:
        content = _without_metadata(content, media_type, name)
    elif media_type not in DOCUMENTS:
        raise DomainError(
            _("« %(name)s » n’est pas d’un type que nous pouvons recevoir.") % {"name": name},
            nearest=_("Nous prenons les images (JPEG, PNG, WebP, HEIC), les PDF et les textes (ODT, DOCX, DOC, TXT)."),
        )
    path = default_storage.save(f"{folder}/{uuid7()}", ContentFile(content))
    return Kept(path, name, media_type, len(content))


def _read(upload: UploadedFile[bytes], name: str) -> bytes:
    size = upload.size or 0
    if size > MOST_BYTES:
        raise DomainError(
            _("« %(name)s » pèse %(size)d Mo.") % {"name": name, "size": round(size / 1024 / 1024)},
            nearest=_("Un fichier peut peser jusqu’à 15 Mo : réduisez-le ou partagez-en une partie."),
        )
    content = upload.read()
    if not content:
        raise DomainError(_("« %(name)s » est vide.") % {"name": name})
    return bytes(content)


def sniff(content: bytes) -> str:
    """The media type that the content itself shows, whatever its name says; `application/octet-stream` if unknown."""
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return _HEIC
    try:
        return str(puremagic.from_string(content, mime=True)) or "application/octet-stream"
    except (puremagic.PureError, ValueError):
        return "text/plain" if _is_text(content) else "application/octet-stream"


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return "\x00" not in text and "<script" not in text.lower() and "<html" not in text.lower()


def _without_metadata(content: bytes, media_type: str, name: str) -> bytes:
    try:
        return pictures.without_metadata(content, media_type)
    except pictures.NotAPictureError as error:
        raise DomainError(_("« %(name)s » ne s’ouvre pas comme une image.") % {"name": name}) from error


def serve(kept: Kept) -> FileResponse:
    """Hand a kept file over: images shown, the rest downloaded, nothing interpreted."""
    shown = kept.media_type in IMAGES
    response = FileResponse(
        default_storage.open(kept.path),
        as_attachment=not shown,
        filename=kept.name,
        content_type=kept.media_type if shown else "application/octet-stream",
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, max-age=3600"
    return response
