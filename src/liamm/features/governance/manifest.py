"""What governance contributes to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from liamm.features.charter.bindings.shapes.registry import SCHEMAS
from liamm.features.governance.contributions import (
    calendar_entries,
    decided_for_visitors,
    decided_lately,
    forget,
    home_panel,
    search_texts,
    searchable_ids,
    thread_steps,
    what_is_known,
)
from liamm.features.governance.policies import Permission, policy
from liamm.kernel.extension import (
    BindingSpec,
    CalendarSource,
    HomePanel,
    Manifest,
    NavItem,
    PersonalData,
    SearchSource,
    ThreadSource,
    register,
)

READ = ("bodies", "route", "agenda_items", "publication", "functions", "skills", "theory", "opening", "rooms")
"""The bindings of the charter that governance reads."""

manifest = register(
    Manifest(
        name="governance",
        purpose="Bodies, sittings, decisions, their public register and its proof.",
        urls="liamm.features.governance.urls",
        policy=policy,
        permissions=Permission,
        nav=(NavItem(_("Gouvernance"), "governance:home", 70, "governance"),),
        search=(SearchSource("decision", _("Décision"), search_texts, searchable_ids),),
        thread=(ThreadSource("decision", _("Décision"), _("décisions"), 60, thread_steps, tells=1),),
        calendar=(CalendarSource("sitting", _("Séances"), _("Séance"), calendar_entries),),
        home=(
            HomePanel("governance", 20, "governance/_panel.html", home_panel),
            HomePanel("governance.decided", 50, "governance/_panel_decided.html", decided_for_visitors, visitors=True),
            HomePanel("governance.lately", 55, "governance/_panel_decided.html", decided_lately, aside=True),
        ),
        bindings=tuple(BindingSpec(name, SCHEMAS[name]) for name in READ),
        persons=(PersonalData(_("Gouvernance"), what_is_known, forget),),
    )
)
