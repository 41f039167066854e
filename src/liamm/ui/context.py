"""What the frame of every page needs from the design system."""

from django.http import HttpRequest

LIGHT_COOKIE = "liamm_light"
LIGHTS = ("light", "dark")


def light(request: HttpRequest) -> dict[str, str]:
    """Day, night, or nothing for what the device says."""
    chosen = request.COOKIES.get(LIGHT_COOKIE, "")
    return {"theme": chosen if chosen in LIGHTS else ""}
