"""Addresses of the charter, which never break: a version and an article keep theirs for ever."""

from __future__ import annotations

from django.urls import path

from liamm.features.charter import views

app_name = "charter"
urlpatterns = [
    path("", views.in_force, name="in_force"),
    path("au/<str:said>/", views.on_day, name="on_day"),
    path("amendements/", views.amendments, name="amendments"),
    path("diff/<str:old>/<str:new>/", views.diff, name="diff"),
    path("<str:number>/", views.version, name="version"),
    path("<str:number>/usages/", views.usages, name="usages"),
    path("<str:number>/<str:article>/", views.article, name="article"),
]
