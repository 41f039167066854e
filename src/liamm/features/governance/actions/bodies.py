"""Founding bodies as the charter names them, and seating people."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.charter import bindings
from liamm.features.charter.bindings.shapes.bodies import Seat
from liamm.features.governance.enums import MandateKind
from liamm.features.governance.facts import BodyFounded, MandateEnded, MandateGiven
from liamm.features.governance.models import Body, Mandate
from liamm.features.governance.policies import Permission, policy
from liamm.features.governance.seats import forget_bodies, shape_of, sitters
from liamm.features.spaces.actions import add_member, leave_space, open_space
from liamm.features.spaces.enums import Audience, Entrance, SpaceKind
from liamm.features.spaces.models import Membership
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateDraft:
    """Who takes which seat, how, and when."""

    seat: str
    person: Person
    kind: MandateKind = MandateKind.TITULAR
    starts: date = field(default_factory=clock.today)
    ends: date | None = None


@action
def found_body(actor: Actor, key: str) -> Body:
    """Give a body of the charter in force its circle.

    Raises DomainError when the charter does not name it, or it was founded already.
    """
    require(policy, actor, Permission.MANAGE_BODIES)
    bodies = bindings.bodies(clock.today())
    rank, shape = next(((n, one) for n, one in enumerate(bodies.value.bodies) if one.key == key), (0, None))
    if shape is None:
        raise DomainError(_("La charte en vigueur ne connaît pas cette instance."), citation=bodies.cite())
    if Body.objects.filter(key=key).exists():
        raise DomainError(_("Cette instance existe déjà."))
    space = open_space(
        SYSTEM,
        kind=SpaceKind.BODY,
        name=shape.name,
        purpose=shape.role,
        audience=Audience.PUBLIC,
        entrance=Entrance.CLOSED,
    )
    body = Body.objects.create(key=key, name=shape.name, rank=rank, space=space)
    record(actor, BodyFounded(subject_id=body.pk, key=key, charter_version=bodies.version))
    return body


@action
def give_mandate(actor: Actor, body: Body, *, draft: MandateDraft) -> Mandate:
    """Write down that someone takes a seat, as titular or to stand in.

    Raises DomainError when the seat is not one of the body, is taken, or the person holds it already.
    """
    require(policy, actor, Permission.MANAGE_BODIES, body)
    body = Body.objects.select_for_update(of=("self",), no_key=True).get(pk=body.pk)
    seat = _seat(body, draft)
    _refuse_taken(body, seat, draft)
    mandate = Mandate.objects.create(
        body=body, seat=seat.key, person=draft.person, kind=draft.kind, starts=draft.starts, ends=draft.ends
    )
    _settle_circles(draft.person)
    record(
        actor,
        MandateGiven(
            subject_id=body.pk,
            mandate=mandate.pk,
            person=draft.person.pk,
            seat=seat.key,
            holds_as=str(draft.kind),
            starts=draft.starts,
        ),
    )
    return mandate


def _seat(body: Body, draft: MandateDraft) -> Seat:
    shape = shape_of(body.key, draft.starts)
    seat = next((one for one in (shape.seats if shape else ()) if one.key == draft.seat), None)
    if seat is None:
        raise DomainError(
            _("La charte n’a pas ce siège au %(body)s.") % {"body": body.name},
            citation=bindings.bodies(draft.starts).cite(shape),
            field="seat",
        )
    if draft.ends is not None and draft.ends < draft.starts:
        raise DomainError(_("Un mandat finit après avoir commencé."), field="ends")
    return seat


def _refuse_taken(body: Body, seat: Seat, draft: MandateDraft) -> None:
    held = Mandate.objects.filter(body=body, seat=seat.key)
    beside = [one for one in held.select_related("person") if _overlap(one, draft)]
    if any(one.person_id == draft.person.pk for one in beside):
        raise DomainError(_("Cette personne tient déjà ce siège."), field="person")
    titulars = [one for one in beside if one.kind == MandateKind.TITULAR]
    if draft.kind == MandateKind.TITULAR and len(titulars) >= seat.places:
        raise DomainError(
            _("Ce siège a déjà sa personne titulaire : %(name)s.") % {"name": titulars[0].person},
            citation=bindings.bodies(draft.starts).cite(seat),
            nearest=_("Mettez d’abord fin à son mandat, ou inscrivez une suppléance."),
            field="seat",
        )


def _overlap(mandate: Mandate, draft: MandateDraft) -> bool:
    starts_before_end = draft.ends is None or mandate.starts <= draft.ends
    return starts_before_end and (mandate.ends is None or mandate.ends >= draft.starts)


@action
def end_mandate(actor: Actor, mandate: Mandate, *, on: date | None = None) -> Mandate:
    """Someone leaves a seat; the last day they hold it is `on` (yesterday, so that it holds from now on).

    Raises DomainError when it ended already.
    """
    require(policy, actor, Permission.MANAGE_BODIES, mandate)
    mandate = (
        Mandate.objects.select_for_update(of=("self",), no_key=True).select_related("person", "body").get(pk=mandate.pk)
    )
    last = max(mandate.starts, on or clock.today() - timedelta(days=1))
    if mandate.ends is not None and mandate.ends <= last:
        raise DomainError(_("Ce mandat est déjà terminé."))
    mandate.ends = last
    mandate.save(update_fields=["ends"])
    _settle_circles(mandate.person)
    record(
        actor,
        MandateEnded(
            subject_id=mandate.body_id, mandate=mandate.pk, person=mandate.person_id, seat=mandate.seat, ends=last
        ),
    )
    return mandate


def _settle_circles(person: Person) -> None:
    """Let someone be in the circles of the bodies where they sit today, and in no other body's."""
    forget_bodies(person)
    today = clock.today()
    for body in Body.objects.select_related("space"):
        seated = any(one.person.pk == person.pk for one in sitters(body, today))
        membership = Membership.objects.filter(space=body.space, person=person, ends=None).first()
        if seated and membership is None:
            add_member(SYSTEM, body.space, person=person)
        elif not seated and membership is not None:
            leave_space(SYSTEM, membership)
