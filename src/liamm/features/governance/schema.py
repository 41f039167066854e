"""The schema of the data of the register: the names of its fields never change, what each says follows the language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

_TEXT = {"type": "string"}
_MAYBE = {"type": ["string", "null"]}


def _field(kind: dict[str, Any], words: StrPromise) -> dict[str, Any]:
    return {**kind, "description": words}


SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": _("Registre des décisions"),
    "type": "object",
    "properties": {
        "laboratoire": _field(_TEXT, _("Le laboratoire qui publie.")),
        "decisions": {"type": "array", "items": {"$ref": "#/$defs/decision"}},
    },
    "$defs": {
        "decision": {
            "type": "object",
            "required": ["acte", "empreinte", "adresse", "publie_le"],
            "properties": {
                "acte": {"$ref": "#/$defs/acte"},
                "empreinte": _field(
                    _TEXT, _("SHA-256 de « acte » en JSON canonique (clés triées, sans espace, UTF-8).")
                ),
                "adresse": _field(_TEXT, _("L’adresse de la décision, qui ne change jamais.")),
                "publie_le": _field(_MAYBE, _("Le moment de la publication.")),
                "confirmations": _field({"type": "array"}, _("Les décisions qui confirment celle-ci, ou non.")),
                "raison_depassement": _field(
                    _MAYBE, _("Pourquoi la capacité est dépassée : sa raison, ou celle de la décision confirmée.")
                ),
                "corrige_par": _field(_MAYBE, _("La correction de celle-ci, s’il y en a une.")),
                "suivi": _field({"type": "array"}, _("Où en sont les préconisations.")),
            },
        },
        "acte": {
            "type": "object",
            "description": _("Ce qui ne change plus une fois publié."),
            "properties": {
                "reference": _field(_TEXT, _("La référence, telle que D-2026-041.")),
                "instance": _field(_TEXT, _("L’instance qui a décidé (sa clé dans la charte).")),
                "seance": _field(_MAYBE, _("La séance ; vide pour une décision par délégation.")),
                "date": _field(_TEXT, _("Le moment de la décision.")),
                "voie": _field(_TEXT, _("En séance, par délégation, ou correction.")),
                "nature": _field(
                    _TEXT, _("La nature du point : demande, stratégie, théorie, charte, pacte, information.")
                ),
                "matiere": _field(_TEXT, _("La matière, au sens de la route de la charte.")),
                "objet": _field(_TEXT, _("Le titre public.")),
                "texte": _field(_TEXT, _("Le texte public, en Markdown.")),
                "issue": _field(_TEXT, _("L’issue (sa clé dans la charte).")),
                "issue_nom": _field(_TEXT, _("L’issue, dans les mots de la charte.")),
                "effet": _field(_TEXT, _("retain, retain_with, defer, redirect, refuse ou note.")),
                "fonction": _field(_MAYBE, _("La fonction du laboratoire.")),
                "territoires": _field({"type": "array"}, _("Les territoires : niveau et code officiel.")),
                "differe_au": _field(_MAYBE, _("Le jour à partir duquel le point revient.")),
                "reoriente_vers": _field(_MAYBE, _("La fonction vers laquelle la demande est réorientée.")),
                "raison_depassement": _field(_MAYBE, _("Pourquoi la capacité du laboratoire a été dépassée.")),
                "charte": _field(_TEXT, _("La version de la charte sous laquelle on a décidé.")),
                "grille": _field(_MAYBE, _("La version de la grille.")),
                "theorie": _field(_MAYBE, _("La version de la théorie de transformation, s’il y en a une.")),
                "route": _field({"type": "object"}, _("Qui décide, qui confirme, qui est informé, ce jour-là.")),
                "quorum": _field({"type": "object"}, _("Sièges tenus, sièges comptés, sièges demandés.")),
                "capacite": _field(
                    {"type": "array"}, _("La charge vue ce jour-là, par mois et savoir-faire, en jours.")
                ),
                "deports": _field({"type": "integer"}, _("Combien de membres se sont déportés.")),
                "confirme": _field(_MAYBE, _("La décision que celle-ci confirme, ou non.")),
                "corrige": _field(_MAYBE, _("La décision que celle-ci corrige.")),
                "raison_correction": _field(_MAYBE, _("Ce qui est corrigé.")),
                "avis": _field(
                    {"type": "array"},
                    _(
                        "L’éventail des avis, critère par critère, sans total ; le bloc du filtre dit s’il a été"
                        " franchi, une fois constaté."
                    ),
                ),
                "preconisations": _field({"type": "array"}, _("Ce qui est demandé, qui s’en soucie, pour quand.")),
            },
        },
    },
}
