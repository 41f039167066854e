"""All addresses: those of the house itself, then those each manifest brings."""

from __future__ import annotations

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from liamm.kernel.extension import manifests
from liamm.site.views import everywhere, home, house, start


def _of_features() -> list[URLPattern | URLResolver]:
    return [path(manifest.prefix, include(manifest.urls)) for manifest in manifests() if manifest.urls]


urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("langue/", everywhere.choose_language, name="choose_language"),
    path("courrier/arreter/<str:token>/", everywhere.stop_letters, name="stop_letters"),
    path("recherche/", everywhere.search, name="search"),
    path("robots.txt", everywhere.robots, name="robots"),
    path("favicon.ico", everywhere.favicon, name="favicon"),
    path("sante/", everywhere.health, name="health"),
    path("identite/", house.identity, name="identity"),
    path("identite/signe/", house.logo, name="logo"),
    path("identite/trousse/", house.taken_away, name="identity_kit"),
    path("mentions-legales/", house.legal, name="legal"),
    path("accessibilite/", house.accessibility, name="accessibility"),
    path("code-source/", house.source, name="source"),
    path("demonstration/", start.doors, name="demonstration"),
    path("demonstration/entrer/", start.enter, name="demonstration_enter"),
    path("courrier-local/", include("liamm.site.mailbox.urls")),
    path("", include("liamm.ui.urls")),
    *_of_features(),
    path("administration/", admin.site.urls),
]

handler403 = "liamm.site.views.refusals.not_allowed"
handler500 = "liamm.site.views.broken.broken"
handler429 = "liamm.site.views.refusals.too_many"
