"""Addresses of the design system: its living style page and the choice of light."""

from django.urls import path

from liamm.ui import views

urlpatterns = [
    path("style/", views.style, name="style"),
    path("theme.css", views.theme, name="theme"),
    path("lumiere/", views.choose_theme, name="choose_theme"),
]
