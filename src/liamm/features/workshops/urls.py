"""Addresses of déroulés; that of each never changes."""

from __future__ import annotations

from django.urls import path

from liamm.features.workshops.views import blocks, leading, preparing

app_name = "workshops"
urlpatterns = [
    path("", preparing.shelf, name="shelf"),
    path("nouveau/", preparing.new, name="new"),
    path("suivre/<str:token>/", leading.follow, name="follow"),
    path("<str:reference>/", preparing.workshop, name="workshop"),
    path("<str:reference>/changer/", preparing.change, name="change"),
    path("<str:reference>/modele/", preparing.template, name="template"),
    path("<str:reference>/supprimer/", preparing.remove, name="remove"),
    path("<str:reference>/animation.pdf", preparing.facilitators, name="facilitators"),
    path("<str:reference>/programme.pdf", preparing.participants, name="participants"),
    path("<str:reference>/en-direct/", leading.live, name="live"),
    path("<str:reference>/en-direct/dire/", leading.beat, name="beat"),
    path("<str:reference>/temps/nouveau/", blocks.add, name="add"),
    path("<str:reference>/temps/<uuid:key>/", blocks.change, name="change_block"),
    path("<str:reference>/temps/<uuid:key>/deplacer/", blocks.move, name="move"),
    path("<str:reference>/temps/<uuid:key>/enlever/", blocks.remove, name="remove_block"),
]
