"""Pages of one agenda item: staying out of it, observing, deciding it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liamm.features.accounts.models import Person
from liamm.features.governance import actions
from liamm.features.governance.forms.decisions import (
    ClosingForm,
    ObservationForm,
    PreconisationFormSet,
    RecusalForm,
    TakingPartForm,
)
from liamm.features.governance.models import AgendaItem, Decision, Observation, Recusal
from liamm.features.governance.policies import Permission
from liamm.features.governance.queries.items import deciding_page, load_item, recusals_page
from liamm.features.governance.ripening import unasked
from liamm.features.governance.rules.interest import Tie
from liamm.features.governance.views.answering import Ask, answer, check
from liamm.features.governance.views.closing import Doorway, close
from liamm.kernel.access import members
from liamm.kernel.actions import DomainError
from liamm.ui.page import refuse, tell

_RECUSALS = Recusal.objects.select_related("item__sitting__body", "item__body", "item__sitting__chair", "person")


def _item(key: UUID) -> AgendaItem:
    return get_object_or_404(
        AgendaItem.objects.select_related("body", "proposal", "sitting__body", "sitting__chair"), pk=key
    )


def _key(text: str) -> UUID | None:
    """An identifier as a page sends it; None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


@members
def decide(request: HttpRequest, key: UUID) -> HttpResponse:
    """Close an item; what someone typed is never lost, even when another decision stands."""
    item = load_item(request.user, key)
    check(request, Permission.DECIDE, item)
    shown = deciding_page(request.user, item)
    form = ClosingForm(request.POST or None, outcomes=shown.outcomes, functions=shown.functions, weighs=shown.weighs)
    lines = PreconisationFormSet(request.POST or None, prefix="p", form_kwargs={"minders": shown.minders})
    door = Doorway(
        template="governance/decide.html",
        shown=shown,
        title=item.title,
        outcomes=shown.outcomes,
        functions=shown.functions,
        act=lambda draft: actions.decide_item(request.user, item, draft=draft),
    )
    return close(request, form, lines, door)


@members
def recusals(request: HttpRequest, key: UUID) -> HttpResponse:
    """Stay out of an item, or answer the question."""
    item = _item(key)
    check(request, Permission.RECUSE, item)
    form = RecusalForm(request.POST or None)
    ask = Ask(
        heading=_("Rester en dehors de « %(title)s »") % {"title": item.title},
        done=_("C’est noté : ce point se tient sans vous."),
        back=reverse("governance:sitting", args=[item.sitting.slug]) if item.sitting else reverse("governance:home"),
        submit=_("Me déporter de ce point"),
        sure=_(
            "Un déport ne se reprend pas : il protège la décision. Ce point se tiendra sans vous jusqu’à sa fin, et"
            " son dossier ne vous sera plus montré."
        ),
        template="governance/recusals.html",
        context={"page": recusals_page(request.user, item)},
    )
    return answer(request, form, lambda: actions.recuse_oneself(request.user, item, **form.cleaned_data), ask)


@members
@require_POST
def propose_recusal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask someone whether they stay out."""
    item = _item(key)
    person = get_object_or_404(Person, pk=_key(request.POST.get("person", "")))
    try:
        actions.propose_recusal(
            request.user, item, person=person, tie=unasked(item, [person]).get(person.pk, Tie.DECLARED)
        )
        tell(request, _("La question est posée à %(name)s.") % {"name": person})
    except DomainError as error:
        refuse(request, error)
    return redirect("governance:recusals", key)


@members
def settle_recusal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say why a tie does not keep someone from taking part."""
    recusal = get_object_or_404(_RECUSALS, pk=key)
    check(request, Permission.SETTLE_RECUSAL, recusal)
    form = TakingPartForm(request.POST or None)
    ask = Ask(
        heading=_("%(name)s prend part à « %(title)s »") % {"name": recusal.person, "title": recusal.item.title},
        done=_("La raison est notée."),
        back=reverse("governance:recusals", args=[recusal.item_id]),
        submit=_("Ce lien n’empêche pas de prendre part"),
    )
    return answer(
        request,
        form,
        lambda: actions.settle_recusal(request.user, recusal, stands=False, **form.cleaned_data),
        ask,
    )


@members
@require_POST
def set_out(request: HttpRequest, key: UUID) -> HttpResponse:
    """Write that whoever carries a request stays out of its item, when they did not say so themselves."""
    recusal = get_object_or_404(_RECUSALS, pk=key)
    check(request, Permission.SETTLE_RECUSAL, recusal)
    try:
        actions.settle_recusal(request.user, recusal, stands=True, reason="")
        tell(request, _("C’est noté : ce point se tient sans %(name)s.") % {"name": recusal.person})
    except DomainError as error:
        refuse(request, error)
    return redirect("governance:recusals", recusal.item_id)


@members
def observe(request: HttpRequest, key: UUID) -> HttpResponse:
    """Attach the guarantor's observation."""
    item = _item(key)
    check(request, Permission.OBSERVE, item)
    form = ObservationForm(request.POST or None)
    decision = Decision.objects.filter(item=item).first()
    later = decision is not None and decision.is_published
    ask = Ask(
        heading=_("Observer « %(title)s »") % {"title": item.title},
        done=_("L’observation est jointe : elle paraît une fois relue par quelqu’un d’autre, avec sa date.")
        if later
        else _("L’observation est jointe, datée d’aujourd’hui."),
        lead=_("La décision est déjà publiée : l’observation dira qu’elle a été ajoutée après.") if later else "",
        back=reverse("governance:file", args=[item.sitting.slug]) if item.sitting else reverse("governance:home"),
        submit=_("Joindre l’observation"),
    )
    return answer(request, form, lambda: actions.attach_observation(request.user, item, **form.cleaned_data), ask)


@members
@require_POST
def read_observation(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let an observation added after the publication leave, as someone who did not write it."""
    found = get_object_or_404(Observation.objects.select_related("item"), pk=key)
    check(request, Permission.READ_OBSERVATION, found)
    try:
        actions.read_observation(request.user, found)
        tell(request, _("Votre relecture est notée : l’observation est publique."))
    except DomainError as error:
        refuse(request, str(error))
    return redirect("governance:decision", get_object_or_404(Decision, item=found.item_id).reference)
