"""Addresses of the table of territories."""

from __future__ import annotations

from django.urls import path

from liamm.features.territories import views

app_name = "territories"
urlpatterns = [
    path("", views.search, name="search"),
    path("chercher/", views.suggest, name="suggest"),
    path("sources/", views.sources, name="sources"),
    path("<slug:level>/<slug:code>/", views.territory, name="territory"),
]
