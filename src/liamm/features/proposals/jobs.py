"""What the house does by itself: reminding late appraisers, once; forgetting whom it had invited."""

from __future__ import annotations

from liamm.features.proposals.actions import forget_invited, remind_appraiser
from liamm.features.proposals.enums import Stage
from liamm.features.proposals.queries.grid import GateStanding, gate_standings
from liamm.features.proposals.queries.pages import waiting_seats
from liamm.features.proposals.queries.retention import invited_to_forget
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM
from liamm.kernel.jobs import every


@every("25 5 * * 1-5", "proposals.remind_appraisers")
def remind_appraisers() -> None:
    """Remind those whose day has passed and who have something open to send."""
    late = waiting_seats().filter(due__lt=clock.today(), reminded_at__isnull=True, rest_sent_at__isnull=True)
    seats = list(late.select_related("version__proposal", "person"))
    gates = gate_standings(seat.version_id for seat in seats)
    for seat in seats:
        gate = gates.get(seat.version_id, GateStanding("", None))
        if not seat.sent(Stage.GATE) or gate.is_passed:
            remind_appraiser(SYSTEM, seat)


@every("31 2 * * *", "proposals.forget_invited")
def forget_invited_people() -> None:
    """Apply the delay of the charter, each in a transaction of its own."""
    for invitation in invited_to_forget():
        forget_invited(SYSTEM, invitation)
