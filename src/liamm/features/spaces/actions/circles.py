"""A circle opens for a purpose and closes when it is served."""

from __future__ import annotations

from django.db import connection
from django.utils.text import slugify
from django.utils.translation import gettext as _

from liamm.features.spaces.enums import Audience, Entrance, SpaceKind
from liamm.features.spaces.facts import SpaceClosed, SpaceOpened
from liamm.features.spaces.models import Space
from liamm.features.spaces.policies import Permission, policy
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.french import fold
from liamm.kernel.ledger.record import record

_LONGEST = 70
_LOCK = 0x63657263


@action
def open_space(
    actor: Actor,
    *,
    kind: SpaceKind,
    name: str,
    purpose: str = "",
    audience: Audience = Audience.PUBLIC,
    entrance: Entrance = Entrance.REQUEST,
) -> Space:
    """Open a circle; its address comes from its name and never changes.

    Features that open one by the force of an act (a decision opens a project) act as `SYSTEM`.
    Raises DomainError for an empty name, or a second circle of the whole lab.
    """
    require(policy, actor, Permission.OPEN_SPACE)
    if not name.strip():
        raise DomainError(_("Un cercle a un nom."), field="name")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    if kind == SpaceKind.LAB and Space.objects.filter(kind=SpaceKind.LAB).exists():
        raise DomainError(_("Le laboratoire a déjà son cercle."))
    space = Space.objects.create(
        kind=kind,
        name=name.strip(),
        slug=_free_slug(name),
        purpose=purpose.strip(),
        audience=audience,
        entrance=entrance,
    )
    record(actor, SpaceOpened(subject_id=space.pk, space_kind=str(kind), audience=str(audience)))
    return space


def _free_slug(name: str) -> str:
    base = slugify(fold(name))[:_LONGEST].strip("-") or "cercle"
    taken = set(Space.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)


@action
def close_space(actor: Actor, space: Space) -> Space:
    """Close a circle; it stays readable, nobody enters any more.

    Raises DomainError for the circle of the lab itself, and when it is closed already.
    """
    require(policy, actor, Permission.CLOSE_SPACE, space)
    if space.kind == SpaceKind.LAB:
        raise DomainError(_("La maison ne se ferme pas d’ici."))
    space = Space.objects.select_for_update(no_key=True).get(pk=space.pk)
    if space.closed_at:
        raise DomainError(_("Ce cercle est déjà fermé."))
    space.closed_at = clock.now()
    space.save(update_fields=["closed_at"])
    record(actor, SpaceClosed(subject_id=space.pk))
    return space
