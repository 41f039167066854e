"""Addresses of terrain."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from liamm.kernel.access import public


@public
def _soon(_request: HttpRequest, **_: str) -> HttpResponse:
    raise Http404


app_name = "terrain"
urlpatterns = [
    path("suivi/<str:token>/", _soon, name="follow"),
    path("remontees/<str:reference>/", _soon, name="signal"),
    path("terrain/bureau/<str:reference>/", _soon, name="desk_signal"),
    path("problematiques/<str:reference>/", _soon, name="problem"),
    path("communautes/<slug:slug>/", _soon, name="community"),
]
