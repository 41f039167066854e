"""What the frame of every page needs from the design system."""

from functools import lru_cache
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from liamm.kernel.lab import Identity
from liamm.ui.theme import theme_css

LIGHT_COOKIE = "liamm_light"
LIGHTS = ("light", "dark")


def frame(request: HttpRequest) -> dict[str, str]:
    """The light chosen (nothing for what the device says), and what the identity of the lab puts on every page."""
    chosen = request.COOKIES.get(LIGHT_COOKIE, "")
    identity: Identity = settings.LIAMM_IDENTITY
    return {
        "theme": chosen if chosen in LIGHTS else "",
        "theme_path": _theme_path(theme_css(identity)),
        "product": identity.product,
        "tagline": identity.tagline,
    }


@lru_cache(maxsize=4)
def _theme_path(css: str) -> str:
    return f"{reverse('theme')}?v={sha256(css.encode()).hexdigest()[:12]}" if css else ""
