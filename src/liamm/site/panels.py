"""Gathering what features put on the home page, for whoever looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from liamm.kernel.extension import HomePanel, manifests
from liamm.kernel.once import one_reading


@dataclass(frozen=True, slots=True)
class Shown:
    """A panel and what it shows to this person."""

    panel: HomePanel
    context: dict[str, object]


@dataclass(frozen=True, slots=True)
class Panels:
    """The panels of the home page: in the middle and aside, in their order."""

    middle: Sequence[Shown]
    aside: Sequence[Shown]


def panels_for(request: HttpRequest) -> Panels:
    """The panels that have something to say to whoever looks; visitors see those meant for everyone."""
    everyone = (one for manifest in manifests() for one in manifest.home)
    wanted = [one for one in everyone if one.visitors or request.user.is_authenticated]
    shown = []
    with one_reading():
        for one in sorted(wanted, key=lambda panel: panel.rank):
            context = one.context(request)
            if context is not None:
                shown.append(Shown(one, context))
    return Panels([one for one in shown if not one.panel.aside], [one for one in shown if one.panel.aside])
