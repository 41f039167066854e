"""What the field gives to the agenda: the day on which each interest community comes to its term."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liamm.features.spaces.queries import circles
from liamm.features.terrain.models import InterestCommunity
from liamm.features.terrain.policies import policy
from liamm.kernel.access import Actor
from liamm.kernel.extension import CalendarEntry, CalendarSource
from liamm.kernel.prepared import prepared


def _terms(actor: Actor, first: date, last: date) -> Sequence[CalendarEntry]:
    """The last day of each community that the actor may see (one query, and one for their circles)."""
    mine = circles(actor)
    return [_term(one, mine=one.space_id in mine) for one in _ending(actor, first, last)]


@prepared
def _ending(actor: Actor, first: date, last: date) -> QuerySet[Any]:
    open_ones = InterestCommunity.objects.filter(space__closed_at=None, ends__gte=first, ends__lte=last)
    return policy.visible_to(actor, open_ones).select_related("space").order_by("ends", "pk")


def _term(one: InterestCommunity, *, mine: bool) -> CalendarEntry:
    start, end = (timezone.make_aware(datetime.combine(day, time.min)) for day in (one.ends, one.ends + _DAY))
    return CalendarEntry(
        key=f"community-term:{one.pk}",
        title=str(_("Terme de la communauté : %(name)s") % {"name": one.space.name}),
        starts=start,
        ends=end,
        url=one.get_absolute_url(),
        whole_day=True,
        changed=one.created_at,
        mine=mine,
        space=one.space.pk,
        busy=False,
    )


_DAY = timedelta(days=1)
calendar = (CalendarSource("community", _("Communautés"), _("Communauté"), _terms),)
