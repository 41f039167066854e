"""What a resource asks: a room, a tool, a method, a partner, or help to frame an idea."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from liamm.features.proposals.questions import shared
from liamm.features.proposals.questions.shape import Group, Question

QUESTIONS = (
    shared.TITLE,
    Question(
        "need",
        Group.SUBJECT,
        _("De quoi avez-vous besoin ?"),
        _("Une salle pour un atelier, un outil, une fiche, un partenaire, de l’aide pour cadrer une idée…"),
    ),
    Question(
        "use",
        Group.SUBJECT,
        _("Pour quoi faire, et pour qui ?"),
        _("Ce que vivront les personnes concernées. La maison accueille tout ce qui touche à l’innovation publique."),
    ),
    replace(shared.OBJECTIVES, help=_("Ce sont ceux de la charte. Celui qui s’en approche le plus suffit.")),
    Question("when", Group.MEANS, _("Quand ?"), _("Une date, une période, ou « dès que possible ».")),
    replace(shared.CARRIERS_TIME, label=_("Qui s’en occupera de votre côté, et avec quel temps ?"), help=""),
    replace(shared.FUNDING_CARRIERS, needed=False),
    replace(shared.FUNDING_LAB, needed=False),
    replace(shared.OBSTACLES, needed=False),
)
