"""Addresses of the agenda."""

from __future__ import annotations

from django.urls import path

from liamm.features.agenda import views

app_name = "agenda"
urlpatterns = [
    path("", views.agenda, name="agenda"),
    path("public.ics", views.public_feed, name="public"),
    path("abonnements/", views.feeds, name="feeds"),
    path("abonnements/<uuid:feed_id>/renouveler/", views.renew, name="renew"),
    path("abonnements/<uuid:feed_id>/arreter/", views.stop, name="stop"),
    path("flux/<str:token>/agenda.ics", views.feed, name="feed"),
]
