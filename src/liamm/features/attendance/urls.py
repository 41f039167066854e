"""Addresses of the day."""

from __future__ import annotations

from django.urls import path

from liamm.features.attendance.views import after, door

app_name = "attendance"
urlpatterns = [
    path("accueil/worker.js", door.worker, name="worker"),
    path("accueil/<uuid:key>/", door.door, name="door"),
    path("accueil/<uuid:key>/compter/", door.count, name="count"),
    path("accueil/<uuid:key>/corriger/", door.correct, name="correct"),
    path("accueil/<uuid:key>/liste.json", door.people, name="people"),
    path("accueil/<uuid:key>/pointer/", door.mark, name="mark"),
    path("accueil/<uuid:key>/emargement.pdf", door.sign_in, name="sign_in"),
    path("accueil/<uuid:key>/badges.pdf", door.badge_sheet, name="badges"),
    path("attestation/<str:token>/", after.certificate, name="certificate"),
    path("photos/<str:token>/", after.photos, name="photos"),
    path("retour/<str:token>/", after.feedback, name="feedback"),
    path("restitution/<str:reference>/", after.restitution, name="restitution"),
    path("restitution/<str:reference>/ecrire/", after.write, name="write"),
    path("restitution/<str:reference>/photo/", after.add_photo, name="add_photo"),
    path("photo/<uuid:key>/", after.photo, name="photo"),
    path("photo/<uuid:key>/enlever/", after.remove_photo, name="remove_photo"),
]
