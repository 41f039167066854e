"""What decided of an application, in words that whoever applied reads."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.training.models import Application
from liamm.features.training.rules.selecting import Because


def reason_of(application: Application) -> str:
    """Why they have a place, or wait; what was changed by hand says its own reason."""
    if application.by_hand:
        return application.by_hand
    said = {
        (Because.ROOM, True): _("Il y avait une place pour chaque personne qui a candidaté."),
        (Because.CLASS, True): _("Les critères de la charte placent votre candidature avant celles qui attendent."),
        (Because.CLASS, False): _("Les critères de la charte placent d’autres candidatures avant la vôtre."),
        (Because.BALANCE, True): _(
            "À égalité de critères, c’est l’équilibre annoncé entre les participants qui vous donne cette place : "
            "le tirage seul ne l’aurait pas fait."
        ),
        (Because.BALANCE, False): _(
            "À égalité de critères, le tirage vous donnait une place ; l’équilibre annoncé entre les participants "
            "l’a donnée à quelqu’un d’autre."
        ),
        (Because.DRAW, True): _("À égalité de critères et d’équilibre, c’est le tirage qui vous donne cette place."),
        (Because.DRAW, False): _("À égalité de critères et d’équilibre, le tirage a désigné d’autres personnes."),
    }
    return said.get((Because(application.because), bool(application.has_place)), "") if application.because else ""
