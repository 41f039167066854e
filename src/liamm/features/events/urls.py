"""Addresses of events."""

from __future__ import annotations

from django.urls import path

from liamm.features.events.views import (
    calling,
    dating,
    needs,
    planning,
    preparing,
    programme,
    reading,
    registering,
)

app_name = "events"
urlpatterns = [
    path("", reading.coming, name="coming"),
    path("passes/", reading.past, name="past"),
    path("nouveau/", planning.new, name="new"),
    path("programme.ics", programme.as_calendar, name="ics"),
    path("programme.json", programme.as_data, name="json"),
    path("besoins/", needs.needs, name="needs"),
    path("besoins/nouveau/", needs.new, name="new_need"),
    path("besoins/<str:reference>/", needs.need, name="need"),
    path("besoins/<str:reference>/montrer/", needs.show, name="show_need"),
    path("besoins/<str:reference>/sans-suite/", needs.close, name="close_need"),
    path("appels/nouveau/", calling.new, name="new_call"),
    path("appels/<str:reference>/", calling.call, name="call"),
    path("appels/<str:reference>/programme.ics", programme.as_calendar, name="call_ics"),
    path("appels/<str:reference>/programme.json", programme.as_data, name="call_json"),
    path("appels/<str:reference>/proposer/", calling.propose, name="propose"),
    path("propositions/<str:reference>/", calling.settle, name="settle_proposal"),
    path("proposition/<str:token>/", calling.proposal, name="proposal"),
    path("inscription/<str:token>/", registering.registration, name="registration"),
    path("inscription/<str:token>/changer/", registering.change, name="change_registration"),
    path("inscription/<str:token>/annuler/", registering.cancel, name="cancel_registration"),
    path("inscription/<str:token>/supports/<uuid:pk>/", registering.material, name="own_material"),
    path("inscription/<str:token>/prendre/", registering.accept, name="accept"),
    path("<str:reference>/", reading.event, name="event"),
    path("<str:reference>/changer/", planning.change, name="change"),
    path("<str:reference>/annuler/", planning.cancel, name="cancel"),
    path("<str:reference>/inscription/", registering.registering, name="register"),
    path("<str:reference>/inscription/<uuid:seating>/", registering.registering, name="register_date"),
    path("<str:reference>/c-est-note/", registering.noted, name="noted"),
    path("<str:reference>/besoins/", needs.answer, name="answer_needs"),
    path("<str:reference>/refaire/", dating.copy, name="copy"),
    path("<str:reference>/dates/", dating.add, name="add_dates"),
    path("<str:reference>/dates/<uuid:session>/", dating.move, name="move_date"),
    path("<str:reference>/dates/<uuid:session>/retirer/", dating.call_off, name="call_off_date"),
    path("<str:reference>/places/<uuid:seating>/", dating.places, name="places"),
    path("<str:reference>/inscrits/", preparing.registered, name="registered"),
    path("<str:reference>/inscrits/tableau/", preparing.export, name="export"),
    path("<str:reference>/ecrire/", preparing.write, name="write"),
    path("<str:reference>/questions/", preparing.ask, name="ask"),
    path("<str:reference>/questions/<uuid:pk>/retirer/", preparing.drop, name="drop_question"),
    path("<str:reference>/supports/", preparing.give, name="hand_out"),
    path("<str:reference>/supports/<uuid:pk>/", preparing.material, name="material"),
    path("<str:reference>/supports/<uuid:pk>/retirer/", preparing.take, name="take_back"),
    path("<str:reference>/<slug:verb>/", planning.step, name="step"),
]
