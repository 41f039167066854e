"""Pages about sittings for everyone and for their members: dates, file, presence."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.governance import actions
from liamm.features.governance.enums import Answer
from liamm.features.governance.file_pdf import file_as_pdf
from liamm.features.governance.forms.sittings import PresenceForm
from liamm.features.governance.models import Attendance
from liamm.features.governance.presence import read_presence
from liamm.features.governance.queries.files import load_sitting, may_read_file, sitting_file
from liamm.features.governance.queries.sittings import (
    attendance_by,
    attendance_or_seat,
    sitting_page,
    sittings_page,
)
from liamm.features.governance.refusing import refuse_over
from liamm.features.governance.views.answering import Ask, answer
from liamm.kernel.access import Actor, LinkHolder, members, public
from liamm.kernel.lasting import Lasting, lasting
from liamm.ui.page import page


@public
def sittings(request: HttpRequest) -> HttpResponse:
    """When the bodies sit."""
    return page(request, "governance/sittings.html", {"page": sittings_page()})


@public
def sitting(request: HttpRequest, slug: str) -> HttpResponse:
    """One sitting."""
    return page(request, "governance/sitting.html", {"page": sitting_page(request.user, slug)})


@members
def file(request: HttpRequest, slug: str) -> HttpResponse:
    """The file of a sitting."""
    found = load_sitting(request.user, slug)
    if not may_read_file(request.user, found):
        raise Http404
    return page(request, "governance/file.html", {"page": sitting_file(request.user, found)})


@members
@lasting(Lasting.PAPER)
def file_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The same, on accessible paper."""
    found = load_sitting(request.user, slug)
    if not may_read_file(request.user, found):
        raise Http404
    response = HttpResponse(file_as_pdf(sitting_file(request.user, found)), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="dossier-{slug}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@members
def presence(request: HttpRequest, slug: str) -> HttpResponse:
    """Say whether one comes."""
    found = load_sitting(request.user, slug)
    attendance = attendance_or_seat(request.user, found)
    if attendance is None:
        raise Http404
    return _ask_presence(request, request.user, attendance)


@public
def presence_link(request: HttpRequest, token: str) -> HttpResponse:
    """The same, from a letter: the link asks, the button answers."""
    key = read_presence(token)
    attendance = attendance_by(key) if key else None
    if attendance is None:
        raise Http404
    return _ask_presence(request, LinkHolder(attendance.pk), attendance)


def _ask_presence(request: HttpRequest, actor: Actor, attendance: Attendance) -> HttpResponse:
    known = attendance.answer if attendance.answer != Answer.UNKNOWN else Answer.COMING
    form = PresenceForm(request.POST or None, initial={"answer": known})
    sitting = attendance.sitting
    ask = Ask(
        heading=_("%(body)s : venez-vous ?") % {"body": sitting.body.name},
        done=_("Votre réponse est notée. Merci."),
        back=reverse("governance:sitting", args=[sitting.slug]) if isinstance(actor, Person) else request.path,
        submit=_("Répondre"),
        template="governance/presence.html",
        stops=lambda: refuse_over(sitting),
        context={"attendance": attendance, "sitting": sitting},
    )
    return answer(request, form, lambda: _answer(actor, attendance, form), ask)


def _answer(actor: Actor, attendance: Attendance, form: PresenceForm) -> Attendance:
    return actions.answer_presence(actor, attendance, answer=Answer(form.cleaned_data["answer"]))
