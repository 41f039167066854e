"""The signed link by which a member answers from a mail, without signing in."""

from __future__ import annotations

from uuid import UUID

from liamm.features.governance.models import Attendance
from liamm.kernel import tokens

_SALT = "liamm.governance.presence"


def presence_token(attendance: Attendance) -> str:
    """The token of one member for one sitting."""
    return tokens.token_for(attendance.pk, _SALT)


def read_presence(token: str) -> UUID | None:
    """The attendance a token speaks of, None when it is forged."""
    return tokens.read_token(token, _SALT)
