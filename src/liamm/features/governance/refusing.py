"""What an act refuses whatever is typed, for its page to say it in place of a form."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.governance.enums import SittingState
from liamm.features.governance.models import Decision, Sitting
from liamm.features.governance.rules.opening import AWAY, is_far
from liamm.kernel import clock
from liamm.kernel.actions import DomainError
from liamm.ui.dates import say_day


def refuse_published(decision: Decision) -> None:
    """Stop what would change a decision that the register holds."""
    if decision.is_published:
        raise DomainError(
            _("Cette décision est publiée : elle ne change plus."),
            nearest=_("Une correction est une nouvelle entrée, liée à celle-ci."),
        )


def refuse_over(sitting: Sitting) -> None:
    """Stop an answer to a sitting that is over."""
    if sitting.is_over:
        raise DomainError(_("Cette séance n’est plus à tenir : il n’y a plus à répondre."))


def refuse_opening(sitting: Sitting) -> None:
    """Stop the opening of a sitting that began or is over, or that was planned too far from today."""
    if sitting.state not in {SittingState.PLANNED, SittingState.CONVENED}:
        raise DomainError(_("Cette séance a déjà commencé, ou n’est plus à tenir."))
    if sitting.day != clock.today() and is_far(sitting.day, clock.today()):
        raise DomainError(
            _("Cette séance est prévue le %(day)s, à plus de %(days)s jours d’ici : elle ne s’ouvre pas aujourd’hui.")
            % {"day": say_day(sitting.day, clock.today()), "days": AWAY},
            nearest=_("Changez d’abord sa date, depuis la page qui la prépare, ou réunissez l’instance hors cadence."),
            field="reason",
        )
