"""What events contribute to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from liamm.features.charter.bindings.shapes.learning import EventKinds
from liamm.features.events import contributions
from liamm.features.events.policies import Permission, policy
from liamm.kernel.extension import BindingSpec, Manifest, NavItem, register

manifest = register(
    Manifest(
        name="events",
        purpose="Events, trainings and visits: who prepares them, who comes, and how places are given.",
        urls="liamm.features.events.urls",
        prefix="evenements/",
        policy=policy,
        permissions=Permission,
        nav=(NavItem(_("Événements"), "events:coming", 7, "agenda"),),
        bindings=(BindingSpec("event_kinds", EventKinds),),
        search=contributions.search,
        thread=contributions.thread,
        calendar=contributions.calendar,
        purposes=contributions.purposes,
        expected=contributions.expected,
        persons=contributions.persons,
    )
)
