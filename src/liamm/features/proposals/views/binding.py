"""Pages that change the file of a request: in place of their form, why it changes no more."""

from __future__ import annotations

import functools
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.features.proposals.models import Proposal
from liamm.kernel.actions import DomainError
from liamm.kernel.bound import bond_of
from liamm.ui.page import stopped

View = Callable[..., HttpResponse]


class _StoppedError(Exception):
    """The page stops here, and shows this refusal."""

    def __init__(self, refusal: DomainError) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal


def stop_bound(request: HttpRequest, proposal: Proposal) -> None:
    """Stop the page of a form that could only be refused; what is sent all the same is refused by the action.

    Raises _StoppedError with the reason, which `unbound` shows.
    """
    bond = bond_of("proposal", proposal.pk) if request.method in {"GET", "HEAD"} and proposal.is_waiting else None
    if bond is not None:
        raise _StoppedError(bond)


def unbound(view: View) -> View:
    """Show the reason in place of the form, when the page stops."""

    @functools.wraps(view)
    def shown(request: HttpRequest, reference: str, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, reference, *args, **kwargs)
        except _StoppedError as reason:
            back = reverse("proposals:proposal", args=[reference])
            return stopped(request, reason.refusal, heading=_("Une décision est prise"), back=back)

    return shown
