"""The addresses that lead from one part of the agenda to another, what is shown of it staying the same."""

from __future__ import annotations

from datetime import date

from django.http import QueryDict
from django.urls import reverse

from liamm.features.agenda.enums import View
from liamm.features.agenda.queries import AgendaPage
from liamm.kernel import clock
from liamm.ui.shapes import Link


def to(asked: QueryDict, view: View, day: date) -> str:
    """A view of a day, narrowed as now."""
    kept = asked.copy()
    kept["vue"], kept["jour"] = view.value, day.isoformat()
    return f"{reverse('agenda:agenda')}?{kept.urlencode()}"


def views_of(asked: QueryDict, page: AgendaPage) -> list[Link]:
    """The other views of the same day."""
    return [Link(str(view.label), to(asked, view, page.day), current=view == page.view) for view in View]


def around(asked: QueryDict, page: AgendaPage) -> dict[str, str]:
    """What comes before and after, and today."""
    return {
        "before": to(asked, page.view, page.before),
        "after": to(asked, page.view, page.after),
        "today": to(asked, page.view, clock.today()),
    }
