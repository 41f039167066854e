"""A selection or an application as it is now, held until the end of the transaction."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from liamm.features.events.models import Seating
from liamm.features.training.enums import SelectionState
from liamm.features.training.models import Selection
from liamm.kernel.actions import DomainError


def hold(selection: Selection, *states: SelectionState) -> Selection:
    """The selection, held with its places, in one of these states.

    The places are locked first, as by whoever leaves: two acts never wait for each other.
    Raises DomainError when it is in another one.
    """
    list(Seating.objects.select_for_update(no_key=True).filter(event=selection.event_id).order_by("pk"))
    rows = Selection.objects.select_for_update(of=("self",), no_key=True).select_related("event")
    selection = rows.get(pk=selection.pk)
    _refuse_other(selection, states)
    return selection


def _refuse_other(selection: Selection, states: Collection[SelectionState]) -> None:
    if selection.state in states:
        return
    said = {
        SelectionState.PREPARED: _("Les candidatures ne sont pas encore ouvertes."),
        SelectionState.OPEN: _("La liste n’est pas encore proposée."),
        SelectionState.PROPOSED: _("La liste est déjà proposée."),
        SelectionState.PUBLISHED: _("La liste est publiée."),
    }
    raise DomainError(
        said[SelectionState(selection.state)], link=(selection.event.title, selection.event.get_absolute_url())
    )
