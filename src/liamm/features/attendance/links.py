"""The codes shown at the door, and the links of those who came."""

from __future__ import annotations

from django.urls import reverse
from django.utils.crypto import salted_hmac

from liamm.features.events.models import Attendee
from liamm.kernel.tokens import read_token, token_for

_CODE = "liamm.attendance.code"
_CAME = "liamm.attendance.came"
_SPENT = "liamm.attendance.spent"
_LENGTH = 12


def code_of(attendee: Attendee) -> str:
    """What the square of an attendee says at the door: recognised by the list of the day, and by nothing else."""
    return salted_hmac(_CODE, attendee.pk.hex, algorithm="sha256").hexdigest()[:_LENGTH]


def token_of(attendee: Attendee) -> str:
    """The token of the links of somebody who came."""
    return token_for(attendee.pk, _CAME)


def certificate_path(attendee: Attendee) -> str:
    """Where somebody who came finds their certificate."""
    return reverse("attendance:certificate", args=[token_of(attendee)])


def feedback_path(attendee: Attendee) -> str:
    """Where they say what they think of it."""
    return reverse("attendance:feedback", args=[token_of(attendee)])


def photos_path(attendee: Attendee) -> str:
    """Where they say yes or no to photos."""
    return reverse("attendance:photos", args=[token_of(attendee)])


def attendee_behind(token: str) -> Attendee | None:
    """Whom a token opens for; None when it opens nothing, or nothing any more."""
    if (key := read_token(token, _CAME)) is None:
        return None
    found = Attendee.objects.filter(pk=key, registration__forgotten_at=None)
    return found.select_related("registration__event", "registration__host").first()


def digest_of(attendee: Attendee) -> str:
    """What is kept of a link that has been answered."""
    return salted_hmac(_SPENT, attendee.pk.hex, algorithm="sha256").hexdigest()
