"""The papers of the day: the sheet that is signed, the badges, and the certificate of who came."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from liamm.features.attendance.models import Arrival
from liamm.features.attendance.queries import DayPage
from liamm.features.events.models import Attendee, EventSession
from liamm.kernel.paper import Facts, Sheet, Table, Text, as_pdf, set_by
from liamm.ui.dates import say_hours
from liamm.ui.times import now

_BADGES = Path(__file__).parent / "badges.typ"
_EMPTY_LINES = 3


def sign_in_sheet(day: DayPage) -> bytes:
    """All who are expected, each with room to sign, and a few lines for who comes without having registered."""
    event, session = day.session.event, day.session
    rows = [[one.name, one.organisation, ""] for one in day.people]
    rows += [[" ", " ", ""] for _line in range(_EMPTY_LINES)]
    facts = [(_("Quand"), _when(session)), (_("Où"), session.place), (_("Convention"), event.convention)]
    return as_pdf(
        Sheet(
            title=_("Feuille d’émargement"),
            above=event.title,
            foot=event.reference,
            blocks=(Facts(facts), Table([_("Nom"), _("Organisation"), _("Signature")], rows)),
        )
    )


def badges(day: DayPage) -> bytes:
    """One badge for each who is expected: a name to be read from afar, and whom they come for."""
    people = [{"name": one.name, "for": one.organisation} for one in day.people]
    event = day.session.event
    return set_by(_BADGES, {"title": _("Badges : %s") % event.title, "event": event.title, "people": people})


def certificate(attendee: Attendee, arrivals: Sequence[Arrival]) -> bytes:
    """That somebody came, to which dates."""
    event = attendee.registration.event
    name = attendee.name or attendee.registration.name
    dates = [[_when(one.session), one.session.place or _("à la maison")] for one in arrivals]
    words = _("Le laboratoire atteste que **%(name)s** a pris part à « %(title)s ».") % {
        "name": name,
        "title": event.title,
    }
    return as_pdf(
        Sheet(
            title=_("Attestation de présence"),
            above=event.title,
            foot=event.reference,
            blocks=(Text(words), Table([_("Date"), _("Lieu")], dates), Facts([(_("Convention"), event.convention)])),
        )
    )


def _when(session: EventSession) -> str:
    return say_hours(timezone.localtime(session.starts), timezone.localtime(session.ends), now())
