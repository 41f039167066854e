"""Organisations: added and kept right by the team."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from liamm.features.accounts.facts import OrganisationAdded, OrganisationEdited
from liamm.features.accounts.models import Organisation
from liamm.features.accounts.policies import Permission, policy
from liamm.features.accounts.rules import is_siret, tidy_siret
from liamm.features.territories.models import Territory
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationCard:
    """All that is known of an organisation; a collective has no SIRET."""

    name: str
    kind: str
    short_name: str = ""
    siret: str = ""
    territory: Territory | None = None
    website: str = ""
    introduction: str = ""
    is_host: bool = False


@action
def add_organisation(actor: Actor, *, card: OrganisationCard) -> Organisation:
    """Make an organisation known to the house.

    Raises DomainError for a SIRET that cannot be one, and for a name or a SIRET already known.
    """
    require(policy, actor, Permission.ADD_ORGANISATION)
    organisation = Organisation(**_checked(card, None))
    organisation.save()
    record(
        actor,
        OrganisationAdded(
            subject_id=organisation.pk, organisation_kind=organisation.kind, is_host=organisation.is_host
        ),
    )
    return organisation


@action
def edit_organisation(actor: Actor, organisation: Organisation, *, card: OrganisationCard) -> Organisation:
    """Put right what is known of an organisation.

    Raises DomainError for a SIRET that cannot be one, and for a name or a SIRET already known.
    """
    require(policy, actor, Permission.EDIT_ORGANISATION, organisation)
    told = _checked(card, organisation)
    changed = tuple(field for field, value in told.items() if getattr(organisation, field) != value)
    for field, value in told.items():
        setattr(organisation, field, value)
    organisation.save()
    record(actor, OrganisationEdited(subject_id=organisation.pk, fields=changed, is_host=organisation.is_host))
    return organisation


def _checked(card: OrganisationCard, itself: Organisation | None) -> dict[str, object]:
    name, siret = card.name.strip(), tidy_siret(card.siret)
    if not name:
        raise DomainError(_("Une organisation a un nom."), field="name")
    if siret and not is_siret(siret):
        raise DomainError(
            _("« %(siret)s » n’est pas un numéro SIRET.") % {"siret": card.siret},
            nearest=_("Il compte quatorze chiffres ; laissez vide pour un collectif qui n’en a pas."),
            field="siret",
        )
    others = Organisation.objects.exclude(pk=itself.pk) if itself else Organisation.objects.all()
    if others.filter(name__iexact=name).exists():
        raise DomainError(_("« %(name)s » est déjà connue.") % {"name": name}, field="name")
    twin = others.filter(siret=siret).first() if siret else None
    if twin:
        raise DomainError(_("Ce SIRET est celui de « %(name)s ».") % {"name": twin.name}, field="siret")
    return {
        "name": name,
        "kind": card.kind,
        "short_name": card.short_name.strip(),
        "siret": siret,
        "territory": card.territory,
        "website": card.website.strip(),
        "introduction": card.introduction.strip(),
        "is_host": card.is_host,
    }
