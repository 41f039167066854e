"""Addresses of terrain."""

from __future__ import annotations

from django.urls import path

from liamm.features.terrain.views import (
    communities,
    desk,
    desk_acts,
    following,
    heard,
    problems,
    relays,
    tables,
    telling,
)

app_name = "terrain"
urlpatterns = [
    path("remonter/", telling.tell, name="tell"),
    path("remonter/relire/", telling.look_again, name="look_again"),
    path("suivi/<str:token>/", following.follow, name="follow"),
    path("suivi/<str:token>/recu/", following.receipt, name="receipt"),
    path("suivi/<str:token>/publication/", following.agree, name="agree"),
    path("suivi/<str:token>/courriels/", following.news, name="news"),
    path("suivi/<str:token>/retirer/", following.withdraw, name="withdraw"),
    path("suivi/<str:token>/retirer/relire/", following.what_remains, name="remaining"),
    path("suivi/<str:token>/fichiers/<uuid:pk>/", following.own_file, name="own_file"),
    path("terrain/", heard.heard, name="heard"),
    path("terrain/fil.atom", heard.feed, name="feed"),
    path("terrain/donnees.json", heard.data, name="data"),
    path("terrain/territoires/", heard.places, name="places"),
    path("terrain/bureau/", desk.desk, name="desk"),
    path("terrain/bureau/carte/", desk.picture, name="picture"),
    path("terrain/bureau/tableau/", tables.bring, name="bring"),
    path("terrain/bureau/tableau/<uuid:pk>/", tables.table, name="table"),
    path("terrain/bureau/problematique/", problems.new, name="new_problem"),
    path("terrain/bureau/<str:reference>/", desk.signal, name="desk_signal"),
    path("terrain/bureau/<str:reference>/masquer/", desk.mask, name="mask"),
    path("terrain/bureau/<str:reference>/original/", desk.original, name="original"),
    path("terrain/bureau/<str:reference>/publier/", desk.publish, name="publish"),
    path("terrain/bureau/<str:reference>/fichiers/<uuid:pk>/", desk.file, name="file"),
    path("terrain/bureau/<str:reference>/<slug:verb>/", desk_acts.act, name="signal_act"),
    path("remontees/<str:reference>/", heard.signal, name="signal"),
    path("problematiques/", heard.problems, name="problems"),
    path("problematiques/<str:reference>/", problems.problem, name="problem"),
    path("problematiques/<str:reference>/<slug:verb>/", problems.act, name="problem_act"),
    path("communautes/<slug:slug>/", communities.community, name="community"),
    path("communautes/<slug:slug>/engager/", communities.join, name="join"),
    path("communautes/<slug:slug>/rendre/", communities.leave, name="leave"),
    path("communautes/<slug:slug>/confirmer/<uuid:pk>/", communities.confirm, name="confirm_voice"),
    path("communautes/<slug:slug>/appel/", communities.call, name="call"),
    path("relais/", relays.relays, name="relays"),
    path("relais/nommer/", relays.name, name="name_relay"),
    path("relais/<uuid:pk>/", relays.relay, name="relay"),
    path("relais/<uuid:pk>/fin/", relays.end, name="end_relay"),
]
