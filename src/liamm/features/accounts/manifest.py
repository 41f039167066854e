"""What accounts contribute to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.contributions import organisation_ids, organisation_texts
from liamm.features.accounts.export import export_person
from liamm.features.accounts.panels import panels
from liamm.features.accounts.policies import Permission, policy
from liamm.kernel.extension import Manifest, PersonalData, SearchSource, register

manifest = register(
    Manifest(
        name="accounts",
        purpose="People and organisations, and how they sign in.",
        urls="liamm.features.accounts.urls",
        prefix="",
        policy=policy,
        permissions=Permission,
        home=panels,
        search=(SearchSource("organisation", _("Organisation"), organisation_texts, organisation_ids),),
        persons=(PersonalData(_("Le compte"), export_person),),
    )
)
