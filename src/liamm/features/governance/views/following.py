"""Pages of what was asked for: the list, and saying what became of one thing."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.features.governance import actions
from liamm.features.governance.enums import PreconisationState
from liamm.features.governance.forms.decisions import CloseForm
from liamm.features.governance.models import Preconisation
from liamm.features.governance.policies import Permission
from liamm.features.governance.queries.following import preconisations_page
from liamm.features.governance.views.answering import Ask, answer, check
from liamm.kernel.access import members
from liamm.ui.page import page


@members
def preconisations(request: HttpRequest) -> HttpResponse:
    """Those one minds; all of them for the team."""
    return page(request, "governance/preconisations.html", {"page": preconisations_page(request.user)})


@members
def preconisation(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say what became of one."""
    one = get_object_or_404(
        Preconisation.objects.select_related("decision__body"), pk=key, decision__published_at__isnull=False
    )
    check(request, Permission.CLOSE_PRECONISATION, one)
    form = CloseForm(request.POST or None)
    ask = Ask(
        heading=_("Où en est cette préconisation ?"),
        done=_("Merci. C’est publié avec la décision."),
        back=reverse("governance:preconisations"),
        submit=_("Le dire"),
        template="governance/preconisation.html",
        context={"preconisation": one},
    )
    return answer(request, form, lambda: _close(request, one, form), ask)


def _close(request: HttpRequest, one: Preconisation, form: CloseForm) -> Preconisation:
    data = form.cleaned_data
    return actions.close_preconisation(request.user, one, state=PreconisationState(data["state"]), words=data["words"])
