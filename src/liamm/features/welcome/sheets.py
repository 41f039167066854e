"""The sheet of participants: what, when, where, what to bring, and the rules of the house, on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from liamm.features.booking.models import Booking
from liamm.features.charter import bindings
from liamm.features.charter.bindings import Cited
from liamm.features.charter.bindings.shapes.house import HouseRules
from liamm.features.welcome.keyring import Line
from liamm.features.welcome.models import Notice
from liamm.features.welcome.whereabouts import address, when, where
from liamm.kernel.paper import Facts, Heading, Items, Sheet, Text, as_pdf
from liamm.ui.tongues import without_signs


@dataclass(frozen=True, slots=True)
class ParticipantsSheet:
    """What participants take along; `facts` are pairs of a term and what is said of it."""

    title: str
    reference: str
    facts: Sequence[tuple[str, str]]
    words: str
    rules: Sequence[str]
    source: str


def sheet_of(booking: Booking, lines: Sequence[Line] = ()) -> ParticipantsSheet:
    """The sheet of a booking; nobody is named on it but who invites, and codes stand on it only when they are given."""
    rules = bindings.house_rules(booking.charter_version)
    notice = Notice.objects.filter(booking=booking).first() or Notice()
    return ParticipantsSheet(
        title=booking.title,
        reference=booking.reference,
        facts=(
            (_("Quand"), when(booking)),
            (_("Salle"), where(booking)),
            (_("Adresse"), address()),
            (_("Qui invite"), str(booking.booked_by or _("l’équipe du laboratoire"))),
            (_("À apporter"), notice.bring),
            (_("Une question"), settings.LIAMM_IDENTITY.mail.contact),
            *((term.rstrip(" :\u00a0\u202f"), secret.reveal()) for term, secret in lines),
        ),
        words=notice.words,
        rules=[rule.text for rule in rules.value.rules],
        source=_source(rules),
    )


def _source(rules: Cited[HouseRules]) -> str:
    title = without_signs(rules.cite().title)
    return _("Charte, version %(version)s : %(title)s") % {"version": rules.version, "title": title} if title else ""


def sheet_as_pdf(sheet: ParticipantsSheet) -> bytes:
    """The sheet as accessible paper."""
    blocks = (
        Facts(sheet.facts),
        Text(sheet.words),
        Heading(_("Les règles du lieu")),
        Items(sheet.rules),
        Text(sheet.source),
    )
    language = get_language() or "fr"
    return as_pdf(Sheet(title=sheet.title, above=sheet.reference, language=language, blocks=blocks))
