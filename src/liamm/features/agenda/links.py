"""The addresses that lead from one part of the agenda to another, what is shown of it staying the same."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from liamm.features.agenda.enums import View
from liamm.features.agenda.queries import AgendaPage
from liamm.kernel import clock
from liamm.ui.shapes import Link


def views_of(asked: QueryDict, page: AgendaPage) -> list[Link]:
    """The other views of the same day."""
    kept = _kept(asked)
    return [Link(str(view.label), _to(view, page.day, kept), current=view == page.view) for view in View]


def around(asked: QueryDict, page: AgendaPage) -> dict[str, str]:
    """What comes before and after, and today."""
    kept, days = _kept(asked), {"before": page.before, "after": page.after, "today": clock.today()}
    return {name: _to(page.view, day, kept) for name, day in days.items()}


def _kept(asked: QueryDict) -> str:
    """How it is narrowed, whatever the view and the day."""
    return urlencode([(name, values) for name, values in asked.lists() if name not in {"vue", "jour"}], doseq=True)


def _to(view: View, day: date, kept: str) -> str:
    """A view of a day, narrowed as now."""
    return f"{reverse('agenda:agenda')}?vue={view.value}&jour={day.isoformat()}{'&' if kept else ''}{kept}"
