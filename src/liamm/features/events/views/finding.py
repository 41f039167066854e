"""Having lost the link of a registration: it is sent again, and nobody learns here who registered."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from liamm.features.events.actions import send_link
from liamm.features.events.doorkeeping import let_people_in
from liamm.features.events.forms import FindForm
from liamm.features.events.queries import registrations_by
from liamm.kernel.access import SYSTEM, public
from liamm.kernel.connections import count_from
from liamm.ui.page import page, tell
from liamm.ui.submitting import attempt

_MOST_AN_HOUR = 3


@public
def find(request: HttpRequest) -> HttpResponse:
    """Ask for one's link: the answer is the same whatever is known of the address."""
    form = FindForm(request.POST or None, initial={"event": request.GET.get("evenement", "")})
    tried = attempt(form, lambda: _send(request, form))
    if tried.done:
        tell(request, _("Si une inscription porte cette adresse, son lien vient de partir : regardez votre courriel."))
        return redirect("events:find")
    return page(request, "events/find.html", {"form": form, "refusal": tried.refusal})


def _send(request: HttpRequest, form: FindForm) -> bool:
    """Send them, but never fill a mailbox: who asks for others is counted by the address too."""
    said = form.cleaned_data
    let_people_in(request, said["website"])
    mail = said["mail"].strip().lower()
    if count_from(mail, "events.found") <= _MOST_AN_HOUR:
        for registration in registrations_by(mail, said["event"]):
            send_link(SYSTEM, registration)
    return True
