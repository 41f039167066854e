"""Who may read and change the charter: everybody reads; the house itself takes versions in."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from liamm.features.charter.models import Amendment, CharterVersion
from liamm.kernel.access import ALLOWED, Actor, Decision, Policy, System, refused

policy = Policy()


class Permission(StrEnum):
    """What one may do with a charter."""

    VIEW_VERSION = "charter.version.view"
    VIEW_AMENDMENT = "charter.amendment.view"
    ADOPT_VERSION = "charter.version.adopt"
    REGISTER_AMENDMENT = "charter.amendment.register"


@policy.rule(Permission.VIEW_VERSION)
@policy.rule(Permission.VIEW_AMENDMENT)
def _everybody(actor: Actor, target: object) -> Decision:
    """The charter and what is proposed to change it are public."""
    del actor, target
    return ALLOWED


@policy.rule(Permission.ADOPT_VERSION)
@policy.rule(Permission.REGISTER_AMENDMENT)
def _the_house(actor: Actor, target: object) -> Decision:
    """A version comes from its files, at the first start or by the command of the house."""
    del target
    if isinstance(actor, System):
        return ALLOWED
    return refused(_("La charte se charge depuis ses fichiers, par la maison elle-même."))


@policy.visible(CharterVersion, Permission.VIEW_VERSION)
def _all_versions(actor: Actor, queryset: QuerySet[CharterVersion]) -> QuerySet[CharterVersion]:
    del actor
    return queryset


@policy.visible(Amendment, Permission.VIEW_AMENDMENT)
def _all_amendments(actor: Actor, queryset: QuerySet[Amendment]) -> QuerySet[Amendment]:
    del actor
    return queryset
