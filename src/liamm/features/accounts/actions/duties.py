"""Duties in the running of the lab: given and ended by name and by day, so that the house is never left alone."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from liamm.features.accounts.enums import Duty
from liamm.features.accounts.facts import DutyEnded, DutyGiven
from liamm.features.accounts.models import DutyHeld, Person
from liamm.features.accounts.policies import Permission, policy
from liamm.features.accounts.rules import Term, first_day_unguarded
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import HOUSE_USAGE, DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.prepared import forget


@action
def give_duty(
    actor: Actor, person: Person, *, duty: Duty, starts: date | None = None, ends: date | None = None
) -> DutyHeld:
    """Entrust a duty from a day on (today by default), until a day for a substitute.

    Raises DomainError when it would end before it began, or when the person already holds it then.
    """
    require(policy, actor, Permission.GIVE_DUTY, person)
    first = starts or clock.today()
    if ends and ends < first:
        raise DomainError(_("La fin ne peut pas venir avant le début."), field="ends")
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    held = DutyHeld.objects.filter(person=person, duty=duty).exclude(ends__lt=first)
    if (held.filter(starts__lte=ends) if ends else held).exists():
        raise DomainError(
            _("%(name)s tient déjà cette fonction : %(duty)s.") % {"name": person, "duty": Duty(duty).label},
            field="person",
        )
    given = DutyHeld.objects.create(person=person, duty=duty, starts=first, ends=ends)
    forget(person, "duties")
    record(actor, DutyGiven(subject_id=person.pk, duty=str(duty), starts=first, ends=ends))
    return given


@action
def end_duty(actor: Actor, held: DutyHeld, *, ends: date | None = None) -> DutyHeld:
    """End a duty on a day, the last on which it is held (today by default).

    Raises DomainError when nobody would be head afterwards: access to the house may not hang on one person.
    """
    require(policy, actor, Permission.END_DUTY, held.person)
    locked = DutyHeld.objects.select_for_update(of=("self",), no_key=True).filter(duty=Duty.HEAD)
    heads = list(locked.select_related("person").order_by("pk"))
    last = ends or clock.today()
    if last < held.starts:
        raise DomainError(_("La fin ne peut pas venir avant le début."), field="ends")
    if held.duty == Duty.HEAD:
        _keep_the_house_open([one for one in heads if one.pk != held.pk and one.person.is_active], last)
    held.ends = last
    held.save(update_fields=["ends"])
    forget(held.person, "duties")
    record(actor, DutyEnded(subject_id=held.person_id, duty=held.duty, ends=last))
    return held


def _keep_the_house_open(others: list[DutyHeld], last: date) -> None:
    since = max(last + timedelta(days=1), clock.today())
    alone = first_day_unguarded([Term(one.starts, one.ends) for one in others], since)
    if alone:
        raise DomainError(
            _("La maison doit rester ouverte : plus personne n’en serait responsable à partir du %(day)s.")
            % {"day": date_format(alone, "j F Y")},
            citation=HOUSE_USAGE,
            nearest=_("Confiez d’abord cette fonction à quelqu’un d’autre."),
            field="ends",
        )
