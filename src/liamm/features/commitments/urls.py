"""Addresses of commitments."""

from __future__ import annotations

from django.urls import path

from liamm.features.commitments import views

urlpatterns = [
    path("capacite/", views.capacity, name="capacity"),
    path("capacite/dire/", views.say_capacity, name="capacity_say"),
]
