"""Pages of the team: preparing a sitting, its agenda, its date."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liamm.features.charter.enums import ItemKind
from liamm.features.governance import actions
from liamm.features.governance.forms.sittings import CallForm, CancelForm, ConfirmForm, ItemForm, MoveForm, RemoveForm
from liamm.features.governance.models import AgendaItem, Body, Sitting
from liamm.features.governance.ordering import moved
from liamm.features.governance.policies import Permission
from liamm.features.governance.queries.files import load_sitting
from liamm.features.governance.queries.preparing import preparation
from liamm.features.governance.views.answering import Ask, answer, check
from liamm.features.proposals.models import Proposal
from liamm.kernel import clock
from liamm.kernel.access import members
from liamm.kernel.actions import DomainError
from liamm.ui.dates import say_day
from liamm.ui.page import page, refuse, tell


def _sitting(request: HttpRequest, slug: str) -> Sitting:
    sitting = load_sitting(request.user, slug)
    check(request, Permission.PREPARE, sitting)
    return sitting


def _back(sitting: Sitting) -> str:
    return reverse("governance:prepare", args=[sitting.slug])


@members
def prepare(request: HttpRequest, slug: str) -> HttpResponse:
    """All that it takes to prepare a sitting."""
    sitting = _sitting(request, slug)
    return page(request, "governance/prepare.html", {"page": preparation(request.user, sitting)})


@members
def convene(request: HttpRequest, slug: str) -> HttpResponse:
    """Call the members."""
    sitting = _sitting(request, slug)
    form = ConfirmForm(request.POST or None)
    ask = Ask(
        heading=_("Convoquer le %(body)s") % {"body": sitting.body.name},
        done=_("Les lettres partent, avec le dossier et un lien pour répondre."),
        back=_back(sitting),
        submit=_("Envoyer les convocations"),
        lead=_("Chaque personne titulaire reçoit la date, l’ordre du jour et le dossier."),
    )
    return answer(request, form, lambda: actions.convene_sitting(request.user, sitting), ask)


@members
def move(request: HttpRequest, slug: str) -> HttpResponse:
    """Another date."""
    sitting = _sitting(request, slug)
    form = MoveForm(request.POST or None, initial={"starts": sitting.starts})
    ask = Ask(
        heading=_("Déplacer la séance"),
        done=_("La séance est déplacée ; les membres convoqués le savent."),
        back=_back(sitting),
        submit=_("Déplacer"),
    )
    return answer(request, form, lambda: actions.move_sitting(request.user, sitting, **form.cleaned_data), ask)


@members
def cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """No sitting."""
    sitting = _sitting(request, slug)
    form = CancelForm(request.POST or None)
    ask = Ask(
        heading=_("Annuler la séance"),
        done=_("La séance est annulée ; ses points attendent la suivante."),
        back=reverse("governance:sittings"),
        submit=_("Annuler la séance"),
    )
    return answer(request, form, lambda: actions.cancel_sitting(request.user, sitting, **form.cleaned_data), ask)


@members
def call(request: HttpRequest, key: str) -> HttpResponse:
    """A sitting outside the cadence."""
    body = get_object_or_404(Body, key=key)
    check(request, Permission.PREPARE)
    form = CallForm(request.POST or None)
    ask = Ask(
        heading=_("Réunir le %(body)s hors de sa cadence") % {"body": body.name},
        done=_("La séance est prévue : voici sa page."),
        back=reverse("governance:body", args=[key]),
        submit=_("Prévoir cette séance"),
        onward=lambda made: reverse("governance:sitting", args=[made.slug]),
    )
    return answer(request, form, lambda: actions.call_sitting(request.user, body, draft=_call(form)), ask)


def _call(form: CallForm) -> actions.CallDraft:
    return actions.CallDraft(**form.cleaned_data)


@members
def add_item(request: HttpRequest, slug: str) -> HttpResponse:
    """One more item."""
    sitting = _sitting(request, slug)
    form = ItemForm(request.POST or None)
    ask = Ask(
        heading=_("Ajouter un point"),
        done=_("Le point est à l’ordre du jour."),
        back=_back(sitting),
        submit=_("Ajouter ce point"),
    )
    return answer(request, form, lambda: actions.add_item(request.user, sitting, draft=_item(form)), ask)


def _item(form: ItemForm) -> actions.ItemDraft:
    data = form.cleaned_data
    return actions.ItemDraft(kind=ItemKind(data["kind"]), title=data["title"], summary=data["summary"])


def _of_sitting(request: HttpRequest, key: UUID) -> tuple[AgendaItem, Sitting]:
    item = get_object_or_404(AgendaItem.objects.select_related("sitting__body", "body"), pk=key, sitting__isnull=False)
    check(request, Permission.PREPARE, item.sitting)
    check(request, Permission.VIEW_ITEM, item)
    assert item.sitting is not None  # asked for just above
    return item, item.sitting


@members
def remove_item(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take an item off, until a day or for good."""
    item, sitting = _of_sitting(request, key)
    form = RemoveForm(request.POST or None)
    ask = Ask(
        heading=_("Retirer « %(title)s »") % {"title": item.title},
        done=_("Le point n’est plus à l’ordre du jour."),
        back=_back(sitting),
        submit=_("Retirer ce point"),
    )
    return answer(request, form, lambda: actions.remove_item(request.user, item, **form.cleaned_data), ask)


@members
@require_POST
def pass_on_item(request: HttpRequest, key: UUID) -> HttpResponse:
    """One item to the next sitting, in one gesture."""
    item, sitting = _of_sitting(request, key)
    try:
        passed = actions.pass_on_item(request.user, item)
        if passed.sitting is not None:
            day = say_day(passed.sitting.day, clock.today())
            tell(request, _("« %(title)s » passe à la séance du %(day)s.") % {"title": item.title, "day": day})
    except DomainError as error:
        refuse(request, error)
    return redirect(_back(sitting))


@members
@require_POST
def shift_item(request: HttpRequest, key: UUID, step: str) -> HttpResponse:
    """One place up or down."""
    item, sitting = _of_sitting(request, key)
    order = [one.pk for one in sitting.items.on_agenda()]
    try:
        actions.order_items(request.user, sitting, items=moved(order, item.pk, -1 if step == "monter" else 1))
    except DomainError as error:
        refuse(request, error)
    return redirect(_back(sitting))


@members
@require_POST
def place_item(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Put a waiting item on this agenda before its date."""
    sitting = _sitting(request, slug)
    item = get_object_or_404(AgendaItem, pk=key, body=sitting.body_id)
    try:
        actions.place_item(request.user, item, sitting=sitting)
        tell(request, _("« %(title)s » est à l’ordre du jour.") % {"title": item.title})
    except DomainError as error:
        refuse(request, error)
    return redirect(_back(sitting))


@members
@require_POST
def add_request(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Put a ripe request on this agenda at once."""
    sitting = _sitting(request, slug)
    proposal = get_object_or_404(Proposal, pk=key)
    try:
        item = actions.add_request(request.user, sitting, proposal=proposal)
        tell(request, _("« %(title)s » est à l’ordre du jour.") % {"title": item.title})
    except DomainError as error:
        refuse(request, error)
    return redirect(_back(sitting))
