"""Addresses of the welcome."""

from __future__ import annotations

from django.urls import path

from liamm.features.welcome.views import guest, hosting

app_name = "welcome"
urlpatterns = [
    path("invitation/<str:token>/", guest.guest, name="guest"),
    path("invitation/<str:token>/feuille.pdf", guest.sheet, name="guest_sheet"),
    path("<str:reference>/", hosting.guests, name="guests"),
    path("<str:reference>/mot/", hosting.notice, name="notice"),
    path("<str:reference>/feuille/", hosting.sheet, name="sheet"),
    path("<str:reference>/feuille.pdf", hosting.sheet_pdf, name="sheet_pdf"),
    path("<str:reference>/<uuid:guest_id>/reprendre/", hosting.take_back, name="take_back"),
]
