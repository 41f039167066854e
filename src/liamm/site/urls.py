"""All addresses: those each manifest brings, then those of the house itself."""

from __future__ import annotations

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from liamm.kernel.extension import manifests
from liamm.site import views


def _of_features() -> list[URLPattern | URLResolver]:
    return [path(manifest.prefix, include(manifest.urls)) for manifest in manifests() if manifest.urls]


urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("langue/", views.choose_language, name="choose_language"),
    path("courrier/arreter/<str:token>/", views.stop_letters, name="stop_letters"),
    path("recherche/", views.search, name="search"),
    path("sante/", views.health, name="health"),
    path("", include("liamm.ui.urls")),
    *_of_features(),
    path("administration/", admin.site.urls),
]
