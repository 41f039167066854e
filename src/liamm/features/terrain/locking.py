"""Taking a signal in hand: locked, fresh, and moved only where it may go."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.charter.bindings import promised
from liamm.features.terrain.enums import SignalState
from liamm.features.terrain.models import FieldSignal
from liamm.features.terrain.rules.states import may_move
from liamm.kernel.actions import DomainError


def lock_signal(signal: FieldSignal, *, own: bool = False) -> FieldSignal:
    """The signal as it stands now, locked; refused once its author withdrew it, who is told so directly (`own`)."""
    fresh = FieldSignal.objects.select_for_update(of=("self",), no_key=True).get(pk=signal.pk)
    if fresh.state == SignalState.WITHDRAWN:
        theirs = _("La personne a retiré cette remontée : on n’y touche plus.")
        said = _("Vous avez retiré cette remontée.") if own else theirs
        nearest = _("Rien n’en est ou n’en sera publié, et vous n’en recevez plus de courriel.") if own else ""
        raise DomainError(said, citation=promised("withdrawn_is_left"), nearest=nearest)
    return fresh


def move(signal: FieldSignal, target: SignalState) -> FieldSignal:
    """Let it go to a state (not saved), or say why it may not."""
    if not may_move(signal.state, target):
        if signal.state == SignalState.RECEIVED:
            raise DomainError(
                _("Personne n’a encore lu la remontée %(reference)s.") % {"reference": signal.reference},
                citation=promised("read_first"),
                nearest=_("Lisez-la d’abord, puis dites que vous l’avez lue."),
            )
        raise DomainError(
            _("Cette remontée est « %(state)s » : elle ne peut pas devenir « %(target)s ».")
            % {"state": signal.get_state_display(), "target": target.label}
        )
    signal.state = target
    return signal
