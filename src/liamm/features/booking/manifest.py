"""What the rooms contribute to the house."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy

from liamm.features.accounts.models import Person
from liamm.features.booking import contributions
from liamm.features.booking.models import Booking, Waiting
from liamm.features.booking.panels import panels
from liamm.features.booking.policies import Permission, policy
from liamm.features.charter.bindings.shapes.house import HouseRules, OpeningRule, Rooms, Uses
from liamm.features.charter.bindings.shapes.taking import Taking
from liamm.kernel.extension import BindingSpec, Manifest, NavItem, PersonalData, register


def _export(person: Person) -> Mapping[str, object]:
    return {
        "bookings": [
            {
                "reference": one.reference,
                "title": one.title,
                "needs": one.needs,
                "starts": one.starts.isoformat(),
                "ends": one.ends.isoformat(),
                "state": one.state,
            }
            for one in Booking.objects.by(person).order_by("starts")
        ],
        "waiting": [
            {"reference": one.reference, "asked": one.asked, "state": one.state}
            for one in Waiting.objects.filter(person=person).order_by("created_at")
        ],
    }


def _forget(person: Person) -> None:
    """The rooms stay taken: others may count on them, and the team may give them back."""
    Waiting.objects.filter(person=person).delete()
    Booking.objects.by(person).update(booked_by=None, needs="")


manifest = register(
    Manifest(
        name="booking",
        purpose="The rooms of the house, who takes them and when.",
        urls="liamm.features.booking.urls",
        prefix="maison/salles/",
        policy=policy,
        permissions=Permission,
        nav=(NavItem(gettext_lazy("La maison"), "booking:rooms", 5, "house"),),
        bindings=(
            BindingSpec("rooms", Rooms),
            BindingSpec("opening", OpeningRule),
            BindingSpec("uses", Uses),
            BindingSpec("taking", Taking, required=False),
            BindingSpec("house_rules", HouseRules),
        ),
        search=contributions.search,
        thread=contributions.thread,
        calendar=contributions.calendar,
        home=panels,
        persons=(PersonalData(gettext_lazy("Les salles de la maison"), _export, _forget),),
    )
)
