"""Addresses of projects."""

from __future__ import annotations

from django.urls import path

from liamm.features.projects import views

urlpatterns = [
    path("", views.project_list, name="projects"),
    path("flux.atom", views.feed, name="projects_feed"),
    path("role/<uuid:proposal_id>/", views.role, name="project_role"),
    path("role/<uuid:proposal_id>/decliner/", views.role_decline, name="project_role_decline"),
    path("role/lien/<str:token>/", views.role_link, name="project_role_link"),
    path("role/lien/<str:token>/decliner/", views.role_link_decline, name="project_role_link_decline"),
    path("<str:reference>/", views.project, name="project"),
    path("<str:reference>/suivre/", views.follow, name="project_follow"),
    path("<str:reference>/journal/", views.journal, name="project_journal"),
    path("<str:reference>/presentation/", views.summary, name="project_summary"),
    path("<str:reference>/point-d-etape/", views.review, name="project_review"),
    path("<str:reference>/equipe/", views.team, name="project_team"),
    path(
        "<str:reference>/equipe/proposes/<uuid:proposal_id>/reprendre/",
        views.take_role_back,
        name="project_take_role_back",
    ),
    path("<str:reference>/equipe/<uuid:role_id>/rendre/", views.leave, name="project_leave_role"),
    path("<str:reference>/organisations/", views.hosts, name="project_hosts"),
    path("<str:reference>/organisations/<uuid:host_id>/retirer/", views.drop_host, name="project_drop_host"),
    path("<str:reference>/terrains/", views.terrain, name="project_terrain"),
    path("<str:reference>/terrains/<uuid:terrain_id>/phases/", views.phase, name="project_phase"),
    path("<str:reference>/phases/<uuid:phase_id>/terminer/", views.end, name="project_end_phase"),
    path("<str:reference>/phases/<uuid:phase_id>/arreter/", views.stop_phase, name="project_stop_phase"),
    path("<str:reference>/phases/<uuid:phase_id>/dates/", views.dates, name="project_phase_dates"),
    path("<str:reference>/engagements/<uuid:promise_id>/", views.accept, name="project_accept"),
    path("<str:reference>/terminer/", views.close, name="project_close"),
    path("<str:reference>/arreter/", views.stop, name="project_stop"),
]
