"""What an action asks: one phase of a project that exists."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from liamm.features.proposals.enums import QuestionShape
from liamm.features.proposals.questions import shared
from liamm.features.proposals.questions.shape import Group, Question

QUESTIONS = (
    shared.TITLE,
    Question(
        "existing",
        Group.SUBJECT,
        _("Quel projet existe déjà, et où en est-il ?"),
        _("Une action aide un projet qui existe : ce qui est fait, ce qui coince."),
        definitions=("innovant",),
    ),
    Question(
        "phase",
        Group.SUBJECT,
        _("De quelle phase avez-vous besoin ?"),
        _("Une action tient en une seule phase."),
        QuestionShape.PHASE,
    ),
    replace(shared.PROBLEM, label=_("Pour qui, et que vivent ces personnes ?")),
    shared.OBJECTIVES,
    replace(
        shared.IMPACT,
        label=_("Qu’aurez-vous en main à la fin, que vous n’avez pas aujourd’hui ?"),
        help=_("Et ce que cela changera pour les usagers et pour les agents."),
    ),
    shared.FREEDOM,
    shared.USERS,
    shared.PARTNERS,
    replace(shared.TERRAINS, needed=False),
    replace(shared.SPONSOR, definitions=("sponsoring", "portage", "motivation")),
    Question(
        "duration",
        Group.MEANS,
        _("Quand, et combien de jours ?"),
        _("Une action pèse peu sur le laboratoire : quelques jours en tout."),
        definitions=("duree",),
    ),
    shared.CARRIERS_TIME,
    shared.FUNDING_CARRIERS,
    shared.FUNDING_LAB,
    shared.OBSTACLES,
)
