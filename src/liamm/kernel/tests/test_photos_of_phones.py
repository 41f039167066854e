import base64
import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from liamm.kernel import storage
from liamm.kernel.actions import DomainError

# 64 × 32, red, with a maker and a place in its metadata; made with pillow-heif, which the house does not have
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAb5tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA"
    "ADRpbG9jAAAAAERAAAIAAQAAAAAB4gABAAAAAAAAABoAAgAAAAAB/AABAAAAAAAAAHQAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAA"
    "AAABAABodmMxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAAA/WlwcnAAAADdaXBjbwAAAHZodmNDAQNwAAAA"
    "kAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq"
    "5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xh"
    "cAAAAEAAAAABAAAAIAAAAAEAAAAAAAAAAv///+AAAAACAAAAEHBpeGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAA"
    "ABppcmVmAAAAAAAAAA5jZHNjAAIAAQABAAAAlm1kYXQAAAAWKAGvGYDvSaW//9/jH/X2r/imtaY+bgAAAAZFeGlmAABNTQAqAAAA"
    "CAACAQ8AAgAAAA0AAAAmiCUABAAAAAEAAAA0AAAAAENhbmFyaU1hcnF1ZQAAAAIAAQACAAAAAk4AAAAAAgAFAAAAAwAAAFIAAAAA"
    "AAAAMAAAAAEAAAAGAAAAAQAAAAAAAAAB"
)


def test_a_photo_of_an_iphone_is_kept_as_jpeg_without_what_it_tells():
    assert b"CanariMarque" in HEIC
    kept = storage.keep(SimpleUploadedFile("IMG_0412.HEIC", HEIC), "essai")
    assert (kept.name, kept.media_type) == ("IMG_0412.jpg", "image/jpeg")
    with default_storage.open(kept.path) as file:
        content = file.read()
    assert b"CanariMarque" not in content
    with Image.open(io.BytesIO(content)) as image:
        assert (image.format, image.size, len(image.getexif())) == ("JPEG", (64, 32), 0)
        red, green, _blue = image.getpixel((30, 15))
    assert red > 150 > green
    assert "inline" in storage.serve(kept)["Content-Disposition"]


def test_one_that_is_broken_is_said_to_be():
    for broken in (HEIC[:80], HEIC[:-40]):
        with pytest.raises(DomainError) as caught:
            storage.keep(SimpleUploadedFile("IMG_0412.HEIC", broken), "essai")
        assert "ne s’ouvre pas" in str(caught.value)
