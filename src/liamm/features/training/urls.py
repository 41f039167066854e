"""Addresses of selections."""

from __future__ import annotations

from django.urls import path

from liamm.features.training.views import desk, reading

app_name = "training"
urlpatterns = [
    path("verifier.py", reading.verifier, name="verifier"),
    path("candidature/<str:token>/", reading.application, name="application"),
    path("candidature/<str:token>/donnees.json", reading.data, name="data"),
    path("<str:reference>/", reading.selection, name="selection"),
    path("<str:reference>/preparer/", desk.prepare, name="prepare"),
    path("<str:reference>/candidatures/", desk.applications, name="desk"),
    path("<str:reference>/liste/<str:what>/", desk.step, name="step"),
    path("<str:reference>/candidatures/<str:number>/", desk.read, name="read"),
    path("<str:reference>/candidatures/<str:number>/changer/", desk.change_line, name="change_line"),
    path("<str:reference>/candidatures/<str:number>/remettre/", desk.put_back, name="put_back"),
    path("<str:reference>/candidatures/<str:number>/recours/", desk.answer, name="answer"),
]
