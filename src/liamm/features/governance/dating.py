"""When something was decided, in words: a sitting, a delegation, or a correction, which no sitting made."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from liamm.features.governance.enums import Door
from liamm.kernel import clock
from liamm.ui.dates import say_day


def said_when(body: str, door: str, at: datetime, sitting: datetime | None) -> str:
    """« COPIL du 22 janvier », or « corrigée le 3 février (séance du COPIL du 22 janvier) »."""
    words = {"body": body, "day": short(at)}
    if door == Door.CORRECTION:
        if sitting is None:
            return _("corrigée le %(day)s") % words
        return _("corrigée le %(day)s (séance du %(body)s du %(sitting)s)") % {**words, "sitting": short(sitting)}
    if door == Door.DELEGATION:
        return _("Par délégation du %(body)s, le %(day)s") % words
    return _("%(body)s du %(day)s") % words


def short(at: datetime) -> str:
    """The day where the lab lives, « 22 janvier »."""
    return say_day(timezone.localtime(at).date(), clock.today(), weekday=False)
