"""The signed link by which a member answers from a mail, without signing in."""

from __future__ import annotations

from uuid import UUID

from django.core import signing

from liamm.features.governance.models import Attendance

_SALT = "liamm.governance.presence"


def presence_token(attendance: Attendance) -> str:
    """The token of one member for one sitting."""
    return signing.dumps(str(attendance.pk), salt=_SALT)


def read_presence(token: str) -> UUID | None:
    """The attendance a token speaks of, None when it is forged."""
    try:
        return UUID(str(signing.loads(token, salt=_SALT)))
    except (signing.BadSignature, ValueError):
        return None
