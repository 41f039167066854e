"""Reading applications: for each criterion the argument, then the level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import cast

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.training.enums import SelectionState
from liamm.features.training.facts import ApplicationRead
from liamm.features.training.holding import hold
from liamm.features.training.models import Application, Reading
from liamm.features.training.policies import Permission, policy
from liamm.features.training.running import reading_rules
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of one criterion: why, and which level."""

    reason: str
    level: int


@action
def read_application(actor: Actor, application: Application, *, said: Mapping[str, Said]) -> Reading:
    """Say of each criterion what one reads in the application; said again, it replaces what one had said.

    Raises DomainError when a criterion has no argument or no level, when enough others have read, or when the list is
    proposed.
    """
    require(policy, actor, Permission.READ, application)

    selection = hold(application.selection, SelectionState.OPEN)
    rules = reading_rules(selection)
    for criterion in selection.criteria:
        one = said.get(criterion["key"])
        if one is None or not one.reason.strip() or not 0 <= one.level < len(rules.levels):
            raise DomainError(_("« %(name)s » : l’argument d’abord, puis le niveau.") % {"name": criterion["name"]})
    person = cast("Person", actor)
    if application.readings.exclude(reader=person).count() >= rules.readers:
        raise DomainError(_("Assez de personnes ont lu cette candidature."), nearest=_("D’autres vous attendent."))

    reading, _made = Reading.objects.update_or_create(
        application=application, reader=person, defaults={"said": {key: asdict(one) for key, one in said.items()}}
    )
    record(actor, ApplicationRead(subject_id=application.pk, selection=selection.pk))
    return reading
