"""Saying that one lost a code, or that others saw it: the house is told, and changes it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.accounts.queries import recipient, team
from liamm.features.booking.models import Booking
from liamm.features.welcome.facts import CodeLost
from liamm.features.welcome.holding import hold_booking, refuse_closed
from liamm.features.welcome.keyring import hold_codes
from liamm.features.welcome.letters import CodeLostForTeam
from liamm.features.welcome.models import AccessCode, Sighting
from liamm.features.welcome.policies import Permission, names_of, policy
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post


@action
def report_lost_codes(actor: Actor, booking: Booking) -> list[AccessCode]:
    """Say that one lost what one knew of a booking; all the team is written to, for a keypad is changed by hand.

    Whoever knows the code and comes gets the new one as soon as somebody changed it (see `replace_code`).
    Raises DomainError outside the window, when one knew none, or when it was said already.
    """
    require(policy, actor, Permission.SEE_ACCESS, booking)

    booking = hold_booking(booking)
    refuse_closed(booking)
    codes = hold_codes(booking)
    known = Sighting.objects.filter(code__in=codes, booking=booking, holder__in=names_of(actor, booking))
    if not known.exists():
        raise DomainError(_("La maison ne vous a pas encore donné de code."), nearest=_("Le bouton le montre."))
    lost = list(known.filter(lost_at=None).values_list("code", flat=True))
    if not lost:
        raise DomainError(
            _("C’est déjà dit : l’équipe remplace le code dès qu’elle le peut."),
            nearest=_("Vous aurez le nouveau par courriel."),
        )

    known.update(lost_at=clock.now())
    told = [one for one in codes if one.pk in lost]
    for person in team():
        post(CodeLostForTeam(codes=told, booking=booking), recipient(person))
    for code in told:
        record(actor, CodeLost(subject_id=code.pk, booking=booking.pk))
    return told
