"""Addresses of the rooms; those of rooms and bookings never change."""

from __future__ import annotations

from django.urls import path

from liamm.features.booking.views import (
    answering,
    booking,
    displacing,
    figures,
    keeping,
    opening,
    picturing,
    present,
    reading,
    restoring,
    tasks,
    waiting,
)

app_name = "booking"
urlpatterns = [
    path("", reading.rooms, name="rooms"),
    path("frequentation/", figures.figures, name="figures"),
    path("frequentation.csv", figures.csv, name="figures_csv"),
    path("frequentation/<str:by>/<str:key>/", figures.listed, name="behind"),
    path("maintenant/", present.now, name="now"),
    path("semaine/", reading.week, name="week"),
    path("libre-occupe.ifb", reading.busy, name="busy"),
    path("reserver/", booking.book, name="book"),
    path("mes-reservations/", reading.mine, name="mine"),
    path("reservations/<str:reference>/", reading.booking, name="booking"),
    path("reservations/<str:reference>/changer/", booking.change, name="change"),
    path("reservations/<str:reference>/annuler/", booking.cancel, name="cancel"),
    path("reservations/<str:reference>/confirmer/", answering.confirm, name="confirm"),
    path("reservation/<str:token>/", answering.link, name="link"),
    path("attentes/<str:reference>/", waiting.line, name="waiting"),
    path("attente/<str:token>/", waiting.link, name="waiting_link"),
    path("reservations/<str:reference>/rendre/", restoring.give_back, name="give_back"),
    path("reservations/<str:reference>/arriver/", restoring.find, name="find"),
    path("rendre/<str:token>/", restoring.give_back_link, name="give_back_link"),
    path("arriver/<str:token>/", restoring.find_link, name="find_link"),
    path("photos/<uuid:photo_id>/", restoring.photo, name="photo"),
    path("a-faire/", tasks.tasks, name="tasks"),
    path("a-faire/signaler/", tasks.add, name="add_task"),
    path("a-faire/<str:reference>/", tasks.task, name="task"),
    path("a-faire/<str:reference>/changer/", tasks.change, name="change_task"),
    path("a-faire/<str:reference>/prendre/", tasks.take, name="take_task"),
    path("a-faire/<str:reference>/laisser/", tasks.leave, name="leave_task"),
    path("places/<str:reference>/", displacing.place, name="displacement"),
    path("places/<str:reference>/renoncer/", displacing.withdraw, name="withdraw_place"),
    path("place/<str:token>/", displacing.link, name="displacement_link"),
    path("ouvertures/demander/", opening.ask, name="ask_opening"),
    path("ouvertures/<str:reference>/", opening.opening, name="opening"),
    path("ouvertures/<str:reference>/renoncer/", opening.withdraw, name="withdraw_opening"),
    path("fermetures/", keeping.closures, name="closures"),
    path("fermetures/<uuid:blocking_id>/lever/", keeping.lift, name="lift"),
    path("<int:number>/", reading.room, name="room"),
    path("<int:number>/libre-occupe.ifb", reading.busy, name="room_busy"),
    path("<int:number>/porte/", present.door, name="door"),
    path("photos-de-salles/<uuid:photo_id>/", picturing.photo, name="room_photo"),
    path("photos-de-salles/<uuid:photo_id>/retirer/", picturing.remove, name="remove_room_photo"),
    path("<int:number>/photos/", picturing.photos, name="photos"),
    path("<int:number>/fermer/", keeping.block, name="block"),
    path("<int:number>/presenter/", keeping.arrange, name="arrange"),
    path("<slug:name>/", picturing.called, name="called"),  # last: it takes any word that nothing above takes
]
