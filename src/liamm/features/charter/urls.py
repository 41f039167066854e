"""Addresses of the charter, which never break: a version and an article keep theirs for ever."""

from __future__ import annotations

from datetime import date

from django.urls import path, register_converter

from liamm.features.charter import views


class DayConverter:
    """A day in an address: 2024-03-01."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """Read the day; one that does not exist is no address."""
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        """Write the day."""
        return str(value)


register_converter(DayConverter, "day")

app_name = "charter"
urlpatterns = [
    path("", views.in_force, name="in_force"),
    path("au/<day:day>/", views.on_day, name="on_day"),
    path("amendements/", views.amendments, name="amendments"),
    path("diff/<str:old>/<str:new>/", views.diff, name="diff"),
    path("<str:number>/", views.version, name="version"),
    path("<str:number>/usages/", views.usages, name="usages"),
    path("<str:number>/<str:article>/", views.article, name="article"),
]
