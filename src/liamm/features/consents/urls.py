"""Addresses of consents."""

from __future__ import annotations

from django.urls import path

from liamm.features.consents import views

app_name = "consents"
urlpatterns = [
    path("", views.consents, name="ledger"),
    path("<uuid:key>/reprendre/", views.withdraw, name="withdraw"),
    path("lien/<str:token>/", views.consent, name="consent"),
]
