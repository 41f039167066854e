"""Every view says who may open it; a test walks the addresses and fails on one that does not."""

from __future__ import annotations

import functools
from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase

from liamm.kernel.access.policy import Policy, Refused

V = TypeVar("V", bound=Callable[..., HttpResponseBase])


def public(view: V) -> V:
    """Anyone may open it, signed in or not; the queries narrow what it shows."""
    view.access = "public"  # type: ignore[attr-defined]  # read by the architecture tests
    return login_not_required(view)


def members(view: V) -> V:
    """Any signed-in person may open it; the queries narrow what it shows."""
    view.access = "members"  # type: ignore[attr-defined]  # read by the architecture tests
    return view


def opens(policy: Policy, permission: StrEnum) -> Callable[[V], V]:
    """Only a signed-in person who holds `permission` in general (no target) may open it; else 403 with the reason."""

    def wrap(view: V) -> V:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            decision = policy.decide(request.user, permission, None)
            if not decision:
                raise Refused(decision)
            return view(request, *args, **kwargs)

        guarded.access = str(permission)  # type: ignore[attr-defined]  # read by the architecture tests
        return guarded  # type: ignore[return-value]  # same signature as the view

    return wrap
