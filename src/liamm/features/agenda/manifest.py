"""What the agenda contributes to the house."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person
from liamm.features.agenda.models import Feed
from liamm.features.agenda.policies import Permission, policy
from liamm.kernel.extension import Manifest, NavItem, PersonalData, register


def _export(person: Person) -> Mapping[str, object]:
    """What follows, and not by which address: whoever reads the file would follow too."""
    return {
        "calendars": [
            {
                "name": one.name,
                "scope": one.scope,
                "made": one.created_at.isoformat(),
                "read": one.used_at.isoformat() if one.used_at else None,
                "stopped": one.revoked_at.isoformat() if one.revoked_at else None,
            }
            for one in Feed.objects.filter(person=person).order_by("created_at")
        ]
    }


def _forget(person: Person) -> None:
    Feed.objects.filter(person=person).delete()


manifest = register(
    Manifest(
        name="agenda",
        purpose="One agenda of all that is dated, and the calendars that follow it.",
        urls="liamm.features.agenda.urls",
        prefix="agenda/",
        policy=policy,
        permissions=Permission,
        nav=(NavItem(_("Agenda"), "agenda:agenda", 6, "agenda"),),
        persons=(PersonalData(_("Agenda"), _export, _forget),),
    )
)
