"""What a form that could not be taken held, to be written into the answer so that nothing typed is lost."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http import HttpRequest
from django.http.request import QueryDict, UnreadablePostError

TOKEN = "csrfmiddlewaretoken"  # noqa: S105  # the name of a field
_SECRET = re.compile(r"password|credential|secret|token|(^|[-_])code$", re.IGNORECASE)
_NOT_WORDS = re.compile(r"\d*|on|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields to send again, None when they cannot be written in a page, and the names of the files."""

    fields: list[tuple[str, str]] | None
    files: list[str]

    @property
    def again(self) -> list[tuple[str, str]]:
        """The fields without the proof that came with them, for a page that has its own."""
        return [(name, value) for name, value in self.fields or [] if name != TOKEN]

    @property
    def words(self) -> str:
        """What somebody wrote or chose, to be copied, as it was sent."""
        said = [value.strip() for name, value in self.again if name != "ticket"]
        return "\n\n".join(value for value in said if not _NOT_WORDS.fullmatch(value))


def typed_in(request: HttpRequest) -> Typed:
    """What a form held; nothing of one that holds a secret, which is not written into a page."""
    try:
        sent: QueryDict = request.POST
        files = [one.name or "" for _name, several in request.FILES.lists() for one in several]
    except (UnreadablePostError, ValueError):
        return Typed(None, [])
    if any(name != TOKEN and _SECRET.search(name) for name in sent):
        return Typed(None, files)
    return Typed([(name, value) for name, values in sent.lists() for value in values], files)
