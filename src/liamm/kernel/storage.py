"""Files people send: looked into before they are kept, renamed, and served so that nothing in them can run."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import PurePath

import puremagic
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from django.utils.translation import gettext as _
from pi_heif.as_plugin import register_heif_opener
from PIL import Image, ImageOps, UnidentifiedImageError

from liamm.kernel.actions import DomainError
from liamm.kernel.model import uuid7

register_heif_opener()

MOST_BYTES = 15 * 1024 * 1024
_LONGEST_SIDE = 2_400
IMAGES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
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
        with Image.open(io.BytesIO(content)) as image:
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
            if media_type == "image/jpeg" and upright.mode != "L":
                upright = upright.convert("RGB")
            clean = Image.new(upright.mode, upright.size)
            clean.paste(upright)
            out = io.BytesIO()
            clean.save(out, IMAGES[media_type], quality=85)
    except (UnidentifiedImageError, OSError, ValueError, RuntimeError, Image.DecompressionBombError) as error:
        raise DomainError(_("« %(name)s » ne s’ouvre pas comme une image.") % {"name": name}) from error
    return out.getvalue()


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
