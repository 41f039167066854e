"""The list of registered people as a file: commas, quotes and a first line of heads, as every table program reads."""

from __future__ import annotations

import csv
import io

from django.utils import timezone
from django.utils.translation import gettext as _

from liamm.features.events.queries import RegisteredPage
from liamm.features.events.saying import said_answer

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(page: RegisteredPage) -> str:
    """All registrations, one person a line; nothing in a cell is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    heads = [
        _("Référence"),
        _("Nom"),
        _("Inscrit par"),
        _("Courriel"),
        _("Pour"),
        _("État"),
        _("Le"),
        _("Pour pouvoir venir"),
    ]
    writer.writerow([*heads, *(question.text for question in page.questions)])
    for one in page.rows:
        answers = [said_answer(question, one.answers.get(str(question.pk), "")) for question in page.questions]
        day = timezone.localtime(one.created_at).date().isoformat()
        host = one.host.name if one.host else one.organisation
        for each in one.attendees.all():
            row = [one.reference, each.name, one.name, one.mail, host, one.get_state_display(), day, one.access_need]
            writer.writerow([_safe(cell) for cell in (*row, *answers)])
    return "\ufeff" + out.getvalue()


def _safe(cell: object) -> str:
    text = str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text
