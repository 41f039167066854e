"""Addresses of requests: by their references, which never change."""

from __future__ import annotations

from django.urls import path

from liamm.features.proposals.views import appraising, clarifying, front, handling, inviting, starting, writing

app_name = "proposals"
_one = "demandes/<str:reference>/"
_talk = "demandes/clarifications/<str:reference>/"

urlpatterns = [
    path("grille/", front.grid, name="grid"),
    path("demandes/", front.front, name="front"),
    path("demandes/verifier/", front.check, name="check"),
    path("demandes/toutes/", front.everything, name="desk"),
    path("demandes/nouvelle/", starting.start, name="start"),
    path("demandes/invitation/<str:token>/", inviting.invitation, name="invitation"),
    path("demandes/invitation/<str:token>/non/", inviting.decline, name="invitation_decline"),
    path("demandes/invitation/<str:token>/lien/", inviting.tie, name="invitation_tie"),
    path("demandes/clarifications/", clarifying.clarifications, name="clarifications"),
    path("demandes/clarifications/nouvelle/", clarifying.open_one, name="clarification_open"),
    path(_talk, clarifying.clarification, name="clarification"),
    path(f"{_talk}inviter/", clarifying.party, name="clarification_party"),
    path(f"{_talk}clore/", clarifying.close, name="clarification_close"),
    path(f"{_talk}rouvrir/", clarifying.reopen, name="clarification_reopen"),
    path(f"{_talk}demander/", clarifying.become, name="clarification_become"),
    path(_one, handling.proposal, name="proposal"),
    path(f"{_one}versions/<int:number>/", handling.version, name="version"),
    path(f"{_one}versions/<int:number>/grille/", appraising.spread_before, name="version_spread"),
    path(f"{_one}ecrire/", writing.write, name="write"),
    path(f"{_one}ecrire/<uuid:pk>/ranger/", writing.settle, name="settle"),
    path(f"{_one}histoire/", writing.history, name="history"),
    path(f"{_one}deposer/", writing.submit, name="submit"),
    path(f"{_one}porteurs/", writing.carriers, name="carriers"),
    path(f"{_one}porteurs/<uuid:pk>/partir/", writing.leave, name="leave"),
    path(f"{_one}invitations/<uuid:pk>/reprendre/", inviting.take_back, name="take_back"),
    path(f"{_one}accompagner/", handling.accompany, name="accompany"),
    path(f"{_one}rendre/", handling.give_back, name="give_back"),
    path(f"{_one}retirer/", handling.withdraw, name="withdraw"),
    path(f"{_one}reprendre/", handling.take_up, name="take_up"),
    path(f"{_one}autrement/", starting.again, name="again"),
    path(f"{_one}charge/", handling.load, name="load"),
    path(f"{_one}avis/", appraising.appraisal, name="appraisal"),
    path(f"{_one}avis/deport/", appraising.aside, name="aside"),
    path(f"{_one}grille/", appraising.spread, name="spread"),
    path(f"{_one}filtre/", appraising.gate, name="gate"),
    path(f"{_one}appreciateurs/", appraising.appraisers, name="appraisers"),
    path(
        f"{_one}appreciateurs/invitations/<uuid:pk>/reprendre/",
        inviting.appraiser_take_back,
        name="appraiser_take_back",
    ),
    path(f"{_one}appreciateurs/invitations/<uuid:pk>/renvoyer/", inviting.appraiser_again, name="appraiser_again"),
    path(f"{_one}appreciateurs/<uuid:pk>/", appraising.appraiser, name="appraiser"),
]
