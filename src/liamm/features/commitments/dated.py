"""What engagements give to the agenda: the day on which each ends, to whoever engaged and to nobody else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person
from liamm.features.commitments.enums import CommitmentState
from liamm.features.commitments.models import Commitment
from liamm.kernel.access import Actor
from liamm.kernel.extension import CalendarEntry, CalendarSource
from liamm.kernel.prepared import prepared


def _terms(actor: Actor, first: date, last: date) -> Sequence[CalendarEntry]:
    """The last day of each engagement (one query)."""
    return [_term(one) for one in _ending(actor, first, last)] if isinstance(actor, Person) else []


@prepared
def _ending(person: Person, first: date, last: date) -> QuerySet[Any]:
    kept = Commitment.objects.filter(person=person, state=CommitmentState.KEPT)
    return kept.filter(ends__gte=first, ends__lte=last).order_by("ends", "pk")


def _term(one: Commitment) -> CalendarEntry:
    start, end = (timezone.make_aware(datetime.combine(day, time.min)) for day in (one.ends, one.ends + _DAY))
    return CalendarEntry(
        key=f"commitment:{one.pk}",
        title=str(_("Fin de votre engagement : %(purpose)s") % {"purpose": one.purpose}),
        starts=start,
        ends=end,
        url=reverse("home"),
        whole_day=True,
        changed=one.created_at,
        mine=True,
        space=one.space_id,
        busy=False,
    )


_DAY = timedelta(days=1)
calendar = (CalendarSource("commitment", _("Engagements"), _("Engagement"), _terms),)
