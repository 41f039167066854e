"""What is said to whoever told something that is not for the laboratory; numbers come from data (`territories`)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.features.terrain.enums import Redirection
from liamm.features.territories.queries import help_lines


def _rights() -> str:
    return _(
        "Le laboratoire travaille sur ce qui revient chez plusieurs personnes ; il ne peut pas défendre une situation "
        "personnelle. Peuvent le faire, gratuitement : %(whom)s, au %(number)s."
    ) % {"whom": help_lines().rights.said, "number": help_lines().rights.number}


def _emergency() -> str:
    first, *others = help_lines().emergencies
    called = [_("le %(number)s pour %(whom)s") % {"number": one.number, "whom": one.said} for one in others]
    said = _("Le laboratoire ne répond pas aux urgences. Appelez le %(number)s") % {"number": first.number}
    return f"{', '.join([said, *called])}."


REDIRECTION_SENTENCES: Mapping[Redirection, str | Promise] = {
    Redirection.SERVICE: gettext_lazy(
        "Ce que vous décrivez peut être réglé par un service existant : nous vous disons lequel."
    ),
    Redirection.RIGHTS: lazy(_rights, str)(),
    Redirection.ALERT: gettext_lazy(
        "Le laboratoire n’est pas un canal d’alerte et ne vous protégerait pas comme la loi le prévoit. Pour signaler "
        "des faits graves, adressez-vous au référent alerte de votre organisation ou au Défenseur des droits."
    ),
    Redirection.EMERGENCY: lazy(_emergency, str)(),
}
