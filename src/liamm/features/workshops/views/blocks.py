"""The blocks of a déroulé: their forms, and their places."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liamm.features.workshops import actions
from liamm.features.workshops.forms import BlockForm
from liamm.features.workshops.models import Block, Workshop
from liamm.features.workshops.policies import Permission
from liamm.features.workshops.queries import load_block
from liamm.features.workshops.views.preparing import checked
from liamm.kernel.access import members
from liamm.kernel.actions import DomainError
from liamm.ui.page import page, refuse
from liamm.ui.submitting import attempt


def _loaded(request: HttpRequest, reference: str, key: UUID) -> Block:
    checked(request, reference, Permission.CHANGE)
    return load_block(request.user, reference, key)


def _number(request: HttpRequest, name: str) -> int:
    said = request.POST.get(name, "")
    return int(said) if said.isdecimal() and len(said) < 6 else -1  # noqa: PLR2004  # no place has so many digits


@members
def add(request: HttpRequest, reference: str) -> HttpResponse:
    """Put a block in."""
    found = checked(request, reference, Permission.CHANGE)
    after = _after(found, request.GET.get("apres", ""))
    form = BlockForm(request.POST or None, initial={"group": after.group if after else 0})
    tried = attempt(form, lambda: actions.add_block(request.user, found, draft=form.draft(), after=after))
    if tried.result:
        return redirect(f"{found.get_absolute_url()}#temps-{tried.result.pk}")
    words = {"heading": _("Ajouter un temps"), "button": _("Ajouter ce temps")}
    return page(request, "workshops/act.html", {"form": form, "refusal": tried.refusal, "workshop": found, **words})


def _after(workshop: Workshop, key: str) -> Block | None:
    return next((one for one in workshop.blocks.all() if str(one.pk) == key), None)


@members
def change(request: HttpRequest, reference: str, key: UUID) -> HttpResponse:
    """Say a block otherwise."""
    block = _loaded(request, reference, key)
    form = BlockForm(request.POST or None, was=block)
    tried = attempt(
        form,
        lambda: actions.change_block(request.user, block, draft=form.draft(), seen=form.cleaned_data["seen"] or 0),
    )
    if tried.done:
        return redirect(f"{block.workshop.get_absolute_url()}#temps-{block.pk}")
    words = {"heading": block.title, "button": _("Enregistrer")}
    context = {"form": form, "refusal": tried.refusal, "workshop": block.workshop, "taken_out": block}
    return page(request, "workshops/act.html", {**context, **words})


@members
@require_POST
def move(request: HttpRequest, reference: str, key: UUID) -> HttpResponse:
    """Put a block elsewhere."""
    block = _loaded(request, reference, key)
    try:
        actions.move_block(request.user, block, place=_number(request, "place"), seen=_number(request, "seen"))
    except DomainError as error:
        refuse(request, error)
    return redirect(f"{block.workshop.get_absolute_url()}#temps-{block.pk}")


@members
@require_POST
def remove(request: HttpRequest, reference: str, key: UUID) -> HttpResponse:
    """Take a block out."""
    block = _loaded(request, reference, key)
    try:
        actions.remove_block(request.user, block, seen=_number(request, "seen"))
    except DomainError as error:
        refuse(request, error)
    return redirect(block.workshop)
