"""Telling a difficulty: the public form, the second look before it leaves, the receipt."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liamm.features.terrain.actions import Receipt, take_signal
from liamm.features.terrain.doorkeeping import already_sent, count_sending, remember_sending, stop_machines
from liamm.features.terrain.forms.telling import TellForm
from liamm.features.terrain.policies import Permission, policy
from liamm.features.terrain.queries.relays import relays_of
from liamm.features.terrain.queries.retention import contact_kept
from liamm.features.terrain.queries.warnings import Warnings, warning_sentences, warnings_about
from liamm.features.terrain.tickets import new_ticket, read_ticket
from liamm.features.terrain.waiting_files import keep_waiting, read_waiting, sign_waiting
from liamm.features.territories.queries import help_lines
from liamm.kernel.access import public
from liamm.kernel.actions import DomainError
from liamm.kernel.storage import Kept
from liamm.ui.page import page


@dataclass(slots=True)
class _Sending:
    """One sending of the form: what stops it, what is to be looked at again, what is kept meanwhile."""

    form: TellForm
    refusal: DomainError | None = None
    warnings: Warnings | None = None
    kept: list[Kept] = field(default_factory=list)
    receipt: Receipt | None = None
    key: str = ""


@public
def tell(request: HttpRequest) -> HttpResponse:
    """The form; sent, it leads to its receipt."""
    if request.method != "POST":
        return _show(request, _Sending(_form(request)))
    sending = _send(request)
    if sending.receipt:
        response = redirect("terrain:receipt", sending.receipt.token)
        remember_sending(response, sending.key, sending.form.text)
        return response
    return _show(request, sending)


@public
@require_POST
def look_again(request: HttpRequest) -> JsonResponse:
    """What a text seems to hold, while it is typed; nothing is kept."""
    return JsonResponse(warning_sentences(request.POST.get("text", "")[:20_000]), safe=False)


def _form(request: HttpRequest, data: QueryDict | None = None) -> TellForm:
    recording = bool(policy.decide(request.user, Permission.RECORD_SPOKEN))
    return TellForm(
        data,
        request.FILES if data is not None else None,
        relays=relays_of(request.user),
        may_record=recording,
        account=getattr(request.user, "email", ""),
    )


def _send(request: HttpRequest) -> _Sending:
    sending = _Sending(_form(request, request.POST.copy()), kept=read_waiting(request.POST.get("kept", "")))
    valid = sending.form.is_valid()
    try:
        sending.kept, refused = keep_waiting(request.FILES.getlist("uploads"), sending.kept)
        if refused:
            raise refused[0]
        if valid:
            _receive(request, sending)
    except DomainError as refusal:
        sending.refusal = refusal
    return sending


def _receive(request: HttpRequest, sending: _Sending) -> None:
    data = sending.form.cleaned_data
    ticket = read_ticket(data["ticket"])
    if ticket is None:
        raise DomainError(_("Cette page était ouverte depuis longtemps."), nearest=_("Envoyez-la de nouveau."))
    language = get_language() or "fr"
    if key := already_sent(request, ticket, sending.form.text):
        told = sending.form.told(submission=key, kept=sending.kept, language=language)
        sending.receipt, sending.key = take_signal(request.user, told), key
        return
    stop_machines(ticket, data["website"])
    warnings = warnings_about(sending.form.text)
    if warnings.found and not data["warned"]:
        sending.warnings = warnings
        return
    if not request.user.is_authenticated:
        count_sending(request)
    told = sending.form.told(submission=ticket.key, kept=sending.kept, language=language)
    sending.receipt, sending.key = take_signal(request.user, told), ticket.key


def _show(request: HttpRequest, sending: _Sending) -> HttpResponse:
    """The form again, with all that was typed; hidden fields say what was already kept and looked at."""
    data = sending.form.data
    if isinstance(data, QueryDict):
        data["website"] = ""
        data["kept"] = sign_waiting(sending.kept)
        data["warned"] = "1" if sending.warnings or data.get("warned") else ""
        data["ticket"] = str(data["ticket"]) if read_ticket(str(data.get("ticket", ""))) else new_ticket()
    context = {
        "form": sending.form,
        "sending": sending,
        "ask": reverse("terrain:look_again"),
        "contact_kept": contact_kept(),
        "inbound": settings.LIAMM_MAIL_INBOUND,
        "emergencies": [one for one in help_lines().emergencies if one.form],
    }
    refused = bool(sending.refusal or sending.warnings)
    return page(request, "terrain/tell.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if refused else None)
