"""What a community asks: people who want to exchange and act together over time."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from liamm.features.proposals.questions import shared
from liamm.features.proposals.questions.shape import Group, Question

QUESTIONS = (
    shared.TITLE,
    Question(
        "purpose",
        Group.SUBJECT,
        _("Autour de quoi se retrouverait-on ?"),
        _("Une pratique, un métier, un intérêt : ce que l’on y partagerait, ce que l’on y ferait."),
    ),
    replace(shared.OBJECTIVES, help=_("Ce sont ceux de la charte. Celui qui s’en approche le plus suffit.")),
    Question(
        "who",
        Group.PEOPLE,
        _("Qui s’y retrouverait ?"),
        _("Celles et ceux qui sont déjà partants, et ceux que vous aimeriez inviter."),
    ),
    Question(
        "animation",
        Group.PEOPLE,
        _("Qui l’animerait, et à quel rythme ?"),
        _("Et ce que vous attendez du laboratoire : une aide au départ, un lieu, une animation partagée."),
    ),
    replace(shared.TERRAINS, needed=False),
    replace(shared.CARRIERS_TIME, label=_("De combien de temps disposez-vous pour elle ?")),
    replace(shared.FUNDING_CARRIERS, needed=False),
    replace(shared.FUNDING_LAB, needed=False),
    shared.OBSTACLES,
)
