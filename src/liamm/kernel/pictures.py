"""Pictures made anew: upright, of a size that a page shows, without what a phone writes in them."""

from __future__ import annotations

import io

from pi_heif.as_plugin import register_heif_opener
from PIL import Image, ImageOps, UnidentifiedImageError

register_heif_opener()

_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
_LONGEST_SIDE = 2_400


class NotAPictureError(ValueError):
    """What was given does not open as a picture."""


def without_metadata(content: bytes, media_type: str) -> bytes:
    """The picture as one of the media types that browsers show, without its metadata (place, device, author).

    Raises NotAPictureError.
    """
    try:
        with Image.open(io.BytesIO(content)) as image:
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
            if media_type == "image/jpeg" and upright.mode != "L":
                upright = upright.convert("RGB")
            clean = Image.new(upright.mode, upright.size)
            clean.paste(upright)
            out = io.BytesIO()
            clean.save(out, _FORMATS[media_type], quality=85)
    except (UnidentifiedImageError, OSError, ValueError, RuntimeError, Image.DecompressionBombError) as error:
        raise NotAPictureError from error
    return out.getvalue()
