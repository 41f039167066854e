"""Holding rooms in option: until when, and the link by which whoever booked answers from a mail."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.features.booking.house import Known
from liamm.features.booking.models import Booking
from liamm.features.booking.rules.holding import option_term, to_remind
from liamm.features.booking.taking import BookingDraft
from liamm.features.charter import bindings
from liamm.kernel import clock, tokens
from liamm.kernel.actions import DomainError

_SALT = "liamm.booking.booking"


def link_of(booking: Booking) -> str:
    """The address at which whoever has the mail confirms, gives back, or says that they are there."""
    return reverse("booking:link", args=[tokens.token_for(booking.pk, _SALT)])


def read_token(token: str) -> UUID | None:
    """The booking a token speaks of, None when it is forged."""
    return tokens.read_token(token, _SALT)


def is_near(booking: Booking) -> bool:
    """Whether the term of an option comes."""
    rule, term = bindings.taking(booking.charter_version).value.option, booking.option_until
    before = timedelta(hours=rule.reminded_hours_before if rule else 0)
    return term is not None and to_remind(clock.now(), booking.created_at, term, before=before)


def term_of(draft: BookingDraft, known: Known) -> datetime | None:
    """Until when the rooms would be held in option; None when they are booked at once.

    Raises DomainError when the house holds no options, not for so long, or when the start is too near.
    """
    if not draft.option_days:
        return None
    rule = known.taking.value.option
    if rule is None or draft.option_days not in rule.days:
        raise DomainError(
            _("La maison ne tient pas de salle en option ainsi."),
            citation=known.taking.cite(rule),
            nearest=_("Réservez ; vous pourrez annuler si cela ne se fait pas."),
            field="option",
        )
    asked, before = timedelta(days=draft.option_days), timedelta(hours=rule.lapses_hours_before)
    term = option_term(clock.now(), draft.starts, asked=asked, before=before)
    if term is None:
        raise DomainError(
            _("C’est trop proche pour une option : elle échoit au plus tard %(hours)s heures avant le début.")
            % {"hours": rule.lapses_hours_before},
            citation=known.taking.cite(rule),
            nearest=_("Réservez ; vous pourrez annuler si cela ne se fait pas."),
            field="option",
        )
    return term
