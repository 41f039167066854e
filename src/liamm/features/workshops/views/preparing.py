"""Reading and preparing a déroulé."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from liamm.features.workshops import actions
from liamm.features.workshops.forms import NewForm, TemplateForm, WorkshopForm, known_already
from liamm.features.workshops.models import Workshop
from liamm.features.workshops.policies import Permission, policy
from liamm.features.workshops.queries import load_workshop, shelf_of, workshop_page
from liamm.features.workshops.sheets import for_facilitators, for_participants
from liamm.kernel.access import Refused, members, opens
from liamm.kernel.actions import DomainError
from liamm.kernel.lasting import Lasting, lasting
from liamm.ui.page import page, refuse, tell
from liamm.ui.submitting import attempt


def checked(request: HttpRequest, reference: str, permission: Permission) -> Workshop:
    """A déroulé on which one may do something.

    Raises Refused with the reason.
    """
    found = load_workshop(request.user, reference)
    decision = policy.decide(request.user, permission, found)
    if not decision:
        raise Refused(decision)
    return found


@members
def shelf(request: HttpRequest) -> HttpResponse:
    """The déroulés one may open, and the templates."""
    context = {"shelf": shelf_of(request.user), "may_prepare": bool(policy.decide(request.user, Permission.PREPARE))}
    return page(request, "workshops/shelf.html", context)


@members
def workshop(request: HttpRequest, reference: str) -> HttpResponse:
    """One déroulé."""
    shown = workshop_page(request.user, load_workshop(request.user, reference))
    return page(request, "workshops/workshop.html", {"page": shown, "workshop": shown.workshop})


@opens(policy, Permission.PREPARE)
def new(request: HttpRequest) -> HttpResponse:
    """Begin one."""
    form = NewForm(request.POST or None, actor=request.user, initial=known_already(request.GET))
    tried = attempt(form, lambda: actions.prepare_workshop(request.user, draft=form.draft(), blocks=form.blocks()))
    if tried.result:
        tell(request, _("Le déroulé est commencé : les heures se recalculent à chaque changement."))
        return redirect(tried.result)
    return page(request, "workshops/new.html", {"form": form, "refusal": tried.refusal})


@members
def change(request: HttpRequest, reference: str) -> HttpResponse:
    """Say it otherwise."""
    found = checked(request, reference, Permission.CHANGE)
    form = WorkshopForm(request.POST or None, was=found)
    tried = attempt(
        form,
        lambda: actions.change_workshop(request.user, found, draft=form.draft(), seen=form.cleaned_data["seen"] or 0),
    )
    if tried.done:
        return redirect(found)
    words = {"heading": _("Changer le déroulé"), "button": _("Enregistrer")}
    return page(request, "workshops/act.html", {"form": form, "refusal": tried.refusal, "workshop": found, **words})


@members
def template(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep it as a template."""
    found = checked(request, reference, Permission.CHANGE)
    form = TemplateForm(request.POST or None, initial={"title": found.title})
    tried = attempt(form, lambda: actions.keep_as_template(request.user, found, title=form.cleaned_data["title"]))
    if tried.result:
        tell(request, _("Le modèle est gardé. Le déroulé reste ce qu’il est."))
        return redirect(tried.result)
    words = {"heading": _("Garder comme modèle"), "button": _("Garder ce modèle")}
    return page(request, "workshops/act.html", {"form": form, "refusal": tried.refusal, "workshop": found, **words})


@members
def remove(request: HttpRequest, reference: str) -> HttpResponse:
    """Remove it for good."""
    found = checked(request, reference, Permission.CHANGE)
    if request.method == "POST":
        try:
            actions.remove_workshop(request.user, found)
        except DomainError as error:
            refuse(request, error)
            return redirect(found)
        tell(request, _("Le déroulé est supprimé."))
        return redirect("workshops:shelf")
    return page(request, "workshops/remove.html", {"workshop": found})


@members
@lasting(Lasting.PAPER)
def facilitators(request: HttpRequest, reference: str) -> HttpResponse:
    """The sheet of whoever leads."""
    found = load_workshop(request.user, reference)
    return _pdf(for_facilitators(workshop_page(request.user, found)), f"animation-{reference}")


@members
@lasting(Lasting.PAPER)
def participants(request: HttpRequest, reference: str) -> HttpResponse:
    """The sheet that is handed out."""
    found = load_workshop(request.user, reference)
    return _pdf(for_participants(workshop_page(request.user, found)), f"programme-{reference}")


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
