"""The ledger for the team, and one's own consent by its link."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liamm.features.consents.actions import withdraw_consent
from liamm.features.consents.links import consent_behind
from liamm.features.consents.models import Consent
from liamm.features.consents.policies import Permission, policy
from liamm.features.consents.queries import ledger
from liamm.kernel.access import LinkHolder, opens, public
from liamm.ui.page import page, tell
from liamm.ui.secrecy import kept_secret


@opens(policy, Permission.LIST)
def consents(request: HttpRequest) -> HttpResponse:
    """The ledger."""
    return page(request, "consents/ledger.html", {"consents": ledger()})


@opens(policy, Permission.NOTE)
@require_POST
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Take one back for who asks by word of mouth."""
    withdraw_consent(request.user, get_object_or_404(Consent, pk=key))
    tell(request, _("L’accord est repris : ce qu’il laissait montrer ne se voit plus."))
    return redirect("consents:ledger")


@public
def consent(request: HttpRequest, token: str) -> HttpResponse:
    """One's consent: what it lets show, and the button that takes it back."""
    found = consent_behind(token)
    if found is None:
        raise Http404
    if request.method == "POST":
        withdraw_consent(LinkHolder(found.pk), found)
        tell(request, _("C’est fait : ce que cet accord laissait montrer ne se voit plus."))
        return redirect(request.path)
    return kept_secret(page(request, "consents/consent.html", {"consent": found}))
