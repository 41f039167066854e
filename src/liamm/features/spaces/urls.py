"""Addresses of the community, of joining it and of its directory."""

from __future__ import annotations

from django.urls import path

from liamm.features.spaces import views

urlpatterns = [
    path("communaute/", views.community, name="community"),
    path("communaute/mes-roles/", views.my_roles, name="my_roles"),
    path("communaute/mes-roles/<uuid:pk>/finir/", views.end_role, name="end_role"),
    path("communaute/quitter/", views.leave, name="leave_community"),
    path("communaute/rejoindre/", views.join, name="join"),
    path("communaute/rejoindre/merci/", views.asked, name="join_asked"),
    path("communaute/rejoindre/suivi/<str:token>/", views.follow, name="join_follow"),
    path("communaute/demandes/", views.requests, name="join_requests"),
    path("communaute/demandes/<uuid:pk>/", views.one_request, name="join_request"),
    path("communaute/demandes/<uuid:pk>/accueillir/", views.welcome_now, name="join_welcome"),
    path("communaute/demandes/<uuid:pk>/prevoir/", views.plan, name="join_plan"),
    path("communaute/demandes/<uuid:pk>/refuser/", views.decline, name="join_decline"),
    path("annuaire/", views.directory, name="directory"),
    path("annuaire/<uuid:pk>/", views.member, name="member"),
]
