"""Who may lead and write a sitting, and who said they would come."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from liamm.features.accounts.queries import team
from liamm.features.governance.enums import Answer
from liamm.features.governance.models import Sitting
from liamm.features.governance.seats import chair_of, sitters
from liamm.kernel import clock
from liamm.ui.dates import say_day


def opening_form_data(sitting: Sitting) -> dict[str, Any]:
    """What the form that opens a sitting offers."""
    coming = sitting.attendances.filter(Q(answer=Answer.COMING) | Q(present=True)).values_list("person_id", flat=True)
    today = clock.today()
    return {
        "seated": sitters(sitting.body, today),
        "presiding": chair_of(sitting.body.key, today),
        "secretaries": team(),
        "coming": list(coming),
        "displaced": sitting.day != today,
    }


def say_displaced(sitting: Sitting) -> str:
    """What opening a sitting today does to its day, in one sentence; empty on its day."""
    today = clock.today()
    if sitting.day == today:
        return ""
    words = {"day": say_day(sitting.day, today), "today": say_day(today, today)}
    if sitting.day < today:
        return _("Cette séance était prévue le %(day)s ; l’ouvrir aujourd’hui la fait tenir ce %(today)s.") % words
    return _("Cette séance est prévue le %(day)s ; l’ouvrir aujourd’hui la fait tenir ce %(today)s.") % words
