"""Who may lead and write a sitting, and who said they would come."""

from __future__ import annotations

from typing import Any

from liamm.features.accounts.queries import team
from liamm.features.governance.enums import Answer
from liamm.features.governance.models import Sitting
from liamm.features.governance.seats import sitters
from liamm.kernel import clock


def opening_form_data(sitting: Sitting) -> dict[str, Any]:
    """What the form that opens a sitting offers."""
    coming = sitting.attendances.filter(answer=Answer.COMING).values_list("person_id", flat=True)
    return {"seated": sitters(sitting.body, clock.today()), "secretaries": team(), "coming": list(coming)}
