"""What a project asks: all that the fifteen definitions of the charter want to know."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from liamm.features.proposals.questions import shared
from liamm.features.proposals.questions.shape import Group, Question

QUESTIONS = (
    shared.TITLE,
    shared.PROBLEM,
    shared.OBJECTIVES,
    shared.IMPACT,
    shared.TRIED,
    shared.FREEDOM,
    shared.USERS,
    shared.PARTNERS,
    shared.TERRAINS,
    Question(
        "carrying",
        Group.PEOPLE,
        _("Quelle raison chaque organisation qui porte le laboratoire a-t-elle d’agir ?"),
        _("Qui porte le sujet dans chacune, et comment le portage s’équilibre."),
        definitions=("portage",),
    ),
    shared.SPONSOR,
    Question(
        "motivation",
        Group.PEOPLE,
        _("Pourquoi vous ?"),
        _("Ce qui vous donne envie de mener ce sujet, chacune et chacun."),
        definitions=("motivation",),
    ),
    Question(
        "duration",
        Group.MEANS,
        _("Combien de temps cela durerait-il, et qu’attendez-vous du laboratoire ?"),
        _("De quel mois à quel mois, à quels moments vous auriez besoin de l’équipe."),
        definitions=("duree",),
    ),
    shared.CARRIERS_TIME,
    shared.FUNDING_CARRIERS,
    shared.FUNDING_LAB,
    shared.OBSTACLES,
)
