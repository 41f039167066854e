"""What decided of an application, in words that whoever applied reads."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from liamm.features.events.enums import SEATED, EventState, RegistrationState
from liamm.features.training.enums import AppealState
from liamm.features.training.models import Appeal, Application
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


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody who applied stands now, once the list is out, and why."""

    title: str
    reason: str


def standing_of(application: Application, appeal: Appeal | None) -> Standing:
    """What came of an application since the list: an appeal, a place that was freed or let go, the end of the event."""
    event, state = application.selection.event, RegistrationState(application.registration.state)
    if event.state == EventState.CANCELLED:
        return Standing(_("Cet événement est annulé"), event.cancelled_because)
    title = {
        RegistrationState.CONFIRMED: _("Vous avez une place"),
        RegistrationState.OFFERED: _("Une place vous est proposée"),
        RegistrationState.WAITING: _("Vous êtes en liste d’attente"),
    }.get(state, state.label.capitalize())
    return Standing(title, _since(application, state, appeal) or reason_of(application))


def _since(application: Application, state: RegistrationState, appeal: Appeal | None) -> str:
    """What the list did not know; empty while it still holds."""
    if state == RegistrationState.LAPSED:
        return _("Elle n’a pas été prise à temps : elle est allée à la personne que les règles appelaient ensuite.")
    if state == RegistrationState.CANCELLED:
        return _("Vous ne venez plus : si la place était à vous, elle va à quelqu’un d’autre.")
    if application.has_place or state not in SEATED:
        return ""
    if appeal is not None and appeal.state == AppealState.GRANTED:
        return _("Votre recours est accepté : une place est ajoutée pour vous.")
    return _("Une place s’est libérée, et les mêmes règles vous appellent.")
