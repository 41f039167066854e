"""The duties of the house: who holds them, entrusting and ending one."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liamm.features.accounts import actions
from liamm.features.accounts.forms import DutyForm
from liamm.features.accounts.models import DutyHeld
from liamm.features.accounts.policies import Permission, policy
from liamm.features.accounts.queries import duties_held
from liamm.kernel import clock
from liamm.kernel.access import opens
from liamm.kernel.actions import DomainError
from liamm.ui.page import page, refuse, tell
from liamm.ui.submitting import attempt

_entrusts = opens(policy, Permission.GIVE_DUTY)


@_entrusts
def duties(request: HttpRequest) -> HttpResponse:
    """Who holds which duty, now and soon."""
    return page(request, "accounts/duties.html", {"held": duties_held(), "today": clock.today()})


@_entrusts
def entrust(request: HttpRequest) -> HttpResponse:
    """Entrust a duty to a person, for a time or until further notice."""
    form = DutyForm(request.POST or None)
    tried = attempt(form, lambda: actions.give_duty(request.user, form.person(), **form.given()))
    if tried.done:
        tell(request, _("La fonction est confiée."))
        return redirect("duties")
    return page(request, "accounts/entrust.html", {"form": form, "refusal": tried.refusal})


@_entrusts
@require_POST
def finish_duty(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a duty today, unless the house would be left alone."""
    held = get_object_or_404(DutyHeld.objects.select_related("person"), pk=pk)
    try:
        actions.end_duty(request.user, held)
        tell(request, _("Cette fonction finit ce soir."))
    except DomainError as refusal:
        refuse(request, refusal)
    return redirect("duties")
