"""Who one may be in the demonstration, and where to go first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Guide:
    """One kind of person: what to try first, the address of a fictitious one (empty for a visitor) and the page."""

    key: str
    title: str | Promise
    first: str | Promise
    email: str
    path: str


GUIDES: Sequence[Guide] = (
    Guide(
        "citizen", _("Un habitant, une secrétaire de mairie"), _("Dire une difficulté, sans compte."), "", "/remonter/"
    ),
    Guide(
        "relay",
        _("Un relais du terrain"),
        _("Transmettre ce que dit le terrain, et voir ce que cela a changé."),
        "relais@demo.example",
        "/relais/",
    ),
    Guide(
        "carrier",
        _("Une porteuse de projet"),
        _("Écrire une demande à plusieurs et la suivre."),
        "porteur@demo.example",
        "/demandes/",
    ),
    Guide(
        "team",
        _("Une facilitatrice de la Ti Team"),
        _("Lire les remontées, les croiser."),
        "equipe@demo.example",
        "/terrain/bureau/",
    ),
    Guide(
        "head",
        _("La responsable-concierge"),
        _("Préparer un COPIL en une heure."),
        "responsable@demo.example",
        "/gouvernance/",
    ),
    Guide(
        "appraiser",
        _("Une personne qui apprécie les demandes"),
        _("Donner un avis argumenté, critère par critère."),
        "avis@demo.example",
        "/demandes/",
    ),
    Guide(
        "copil",
        _("Un membre du COPIL"),
        _("Lire des dossiers comparables sur un téléphone, voir la charge, décider."),
        "copil@demo.example",
        "/gouvernance/",
    ),
    Guide(
        "codir", _("Un membre du CODIR"), _("Confirmer ce que le COPIL propose."), "codir@demo.example", "/gouvernance/"
    ),
    Guide(
        "member",
        _("Une membre de la communauté"),
        _("Voir ce qui se passe et prendre part."),
        "membre@demo.example",
        "/",
    ),
    Guide(
        "admin",
        _("L’administratrice de l’outil"),
        _("Confier les fonctions, tenir les organisations, lire les tables."),
        "admin@demo.example",
        "/",
    ),
)


def guide_of(key: str) -> Guide | None:
    """The guide of a kind of person, None when there is none of that name."""
    return next((one for one in GUIDES if one.key == key), None)
