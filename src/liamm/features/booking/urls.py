"""Addresses of the rooms; those of rooms and bookings never change."""

from __future__ import annotations

from django.urls import path

from liamm.features.booking.views import answering, booking, displacing, keeping, reading, waiting

app_name = "booking"
urlpatterns = [
    path("", reading.rooms, name="rooms"),
    path("semaine/", reading.week, name="week"),
    path("reserver/", booking.book, name="book"),
    path("mes-reservations/", reading.mine, name="mine"),
    path("reservations/<str:reference>/", reading.booking, name="booking"),
    path("reservations/<str:reference>/changer/", booking.change, name="change"),
    path("reservations/<str:reference>/annuler/", booking.cancel, name="cancel"),
    path("reservations/<str:reference>/confirmer/", answering.confirm, name="confirm"),
    path("reservation/<str:token>/", answering.link, name="link"),
    path("attentes/<str:reference>/", waiting.line, name="waiting"),
    path("attente/<str:token>/", waiting.link, name="waiting_link"),
    path("places/<str:reference>/", displacing.place, name="displacement"),
    path("places/<str:reference>/renoncer/", displacing.withdraw, name="withdraw_place"),
    path("place/<str:token>/", displacing.link, name="displacement_link"),
    path("fermetures/<uuid:blocking_id>/lever/", keeping.lift, name="lift"),
    path("<int:number>/", reading.room, name="room"),
    path("<int:number>/fermer/", keeping.block, name="block"),
    path("<int:number>/presenter/", keeping.arrange, name="arrange"),
]
