"""When something was decided, in words: a sitting, a delegation, or a correction, which no sitting made."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from liamm.features.governance.enums import Door
from liamm.ui.times import say_short_day


def said_when(body: str, door: str, at: datetime, sitting: datetime | None) -> str:
    """« COPIL du 22 janvier », or « corrigée le 3 février (séance du COPIL du 22 janvier) »."""
    words = {"body": body, "day": say_short_day(at)}
    if door == Door.CORRECTION:
        if sitting is None:
            return _("corrigée le %(day)s") % words
        return _("corrigée le %(day)s (séance du %(body)s du %(sitting)s)") % {
            **words,
            "sitting": say_short_day(sitting),
        }
    if door == Door.DELEGATION:
        return _("Par délégation du %(body)s, le %(day)s") % words
    return _("%(body)s du %(day)s") % words
