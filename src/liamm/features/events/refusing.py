"""Why one does not register, or not so: each with the rule that speaks and what is possible."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liamm.features.charter import bindings
from liamm.features.events.enums import Admission, EventState
from liamm.features.events.models import Event, Seating
from liamm.kernel import clock
from liamm.kernel.actions import HOUSE_USAGE, DomainError


def why_shut(event: Event, *, is_open: bool) -> str:
    """Why nobody registers now; empty while one may."""
    if event.admission == Admission.FREE:
        return _("On vient sans s’inscrire.")
    said = {
        EventState.DRAFT: _("Les inscriptions ne sont pas encore ouvertes."),
        EventState.HELD: _("Cet événement a eu lieu."),
        EventState.CANCELLED: _("Cet événement est annulé."),
    }.get(EventState(event.state), "")
    if said:
        return said
    if not is_open or (event.closes_at and event.closes_at <= clock.now()):
        return _("Les inscriptions sont closes.")
    return ""


def refuse_shut(event: Event, seating: Seating) -> None:
    """Stop who registers when one does not.

    Raises DomainError.
    """
    said = why_shut(event, is_open=seating.is_open)
    if said:
        raise DomainError(said, nearest=_("Regardez les autres événements : il y en a peut-être un pour vous."))


def refuse_too_many(event: Event, seats: int) -> None:
    """Stop who registers more people at once than the event takes.

    Raises DomainError.
    """
    if seats > event.most_together:
        said = ngettext(
            "On inscrit une personne à la fois à cet événement.",
            "On inscrit au plus %(most)d personnes à la fois à cet événement.",
            event.most_together,
        ) % {"most": event.most_together}
        nearest = _("Chacun peut s’inscrire de son côté.") if event.admission != Admission.SELECTION else ""
        raise DomainError(said, citation=HOUSE_USAGE, nearest=nearest, field="seats")


def refuse_unsaid(event: Event, name: str, mail: str, answers: Mapping[str, str], *, rules_accepted: bool) -> None:
    """Stop who does not say who comes, leaves a question that needs an answer, or does not take the rules of the house.

    Raises DomainError.
    """
    if not name.strip():
        raise DomainError(_("Dites-nous votre nom."), field="name")
    if not mail.strip():
        raise DomainError(_("Laissez une adresse : la confirmation y arrive."), field="mail")
    for question in event.questions.all():
        if question.required and not answers.get(str(question.pk), "").strip():
            raise DomainError(_("Il manque une réponse : « %(text)s »") % {"text": question.text})
    if not rules_accepted:
        rules = bindings.house_rules(clock.today())
        raise DomainError(
            _("Les règles de la maison valent pour toutes les personnes qui y viennent."),
            citation=rules.cite(),
            field="rules_accepted",
        )
