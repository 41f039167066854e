"""Addresses of the welcome."""

from __future__ import annotations

from django.urls import path

from liamm.features.welcome.views import access, codes, desk, guest, hosting, introducing

app_name = "welcome"
urlpatterns = [
    path("invitation/<str:token>/", guest.guest, name="guest"),
    path("invitation/<str:token>/feuille.pdf", guest.sheet, name="guest_sheet"),
    path("invitation/<str:token>/entrer/", access.for_guest, name="guest_access"),
    path("invitation/<str:token>/plan/<str:opens>/", access.plan_for_guest, name="guest_plan"),
    path("invitation/<str:token>/rencontres/", introducing.wish, name="wish"),
    path("rencontre/<str:token>/", introducing.introduction, name="introduction"),
    path("entree/<str:token>/entrer/", access.for_expected, name="entry_access"),
    path("entree/<str:token>/plan/<str:opens>/", access.plan_for_expected, name="entry_plan"),
    path("", desk.desk, name="desk"),
    path("rencontres/", introducing.propose, name="propose"),
    path("codes/", codes.codes, name="codes"),
    path("codes/nouveau/", codes.new, name="new_code"),
    path("codes/clavier/", codes.sheet, name="keypad"),
    path("codes/<uuid:pk>/", codes.code, name="code"),
    path("codes/<uuid:pk>/remplacer/", codes.replace, name="replace_code"),
    path("codes/<uuid:pk>/retirer/", codes.take_off, name="take_off"),
    path("plans/<str:opens>/", codes.way, name="way"),
    path("plans/<str:opens>/fichier/", codes.way_file, name="way_file"),
    path("<str:reference>/", hosting.guests, name="guests"),
    path("<str:reference>/entrer/", access.for_member, name="access"),
    path("<str:reference>/plan/<str:opens>/", access.plan_for_member, name="plan"),
    path("<str:reference>/mot/", hosting.notice, name="notice"),
    path("<str:reference>/feuille/", hosting.sheet, name="sheet"),
    path("<str:reference>/feuille.pdf", hosting.sheet_pdf, name="sheet_pdf"),
    path("<str:reference>/<uuid:guest_id>/reprendre/", hosting.take_back, name="take_back"),
]
