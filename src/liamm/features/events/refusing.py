"""Why one does not register, or not so: each with the rule that speaks and what is possible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from liamm.features.charter import bindings
from liamm.features.events.enums import Admission, EventState
from liamm.features.events.models import Event, Registration, Seating
from liamm.features.events.rules.terms import Phase
from liamm.features.events.saying import phase_now
from liamm.kernel import clock
from liamm.kernel.actions import HOUSE_USAGE, DomainError
from liamm.ui.times import say_moment

_COMING = gettext_lazy("Regardez les autres événements : il y en a peut-être un pour vous.")


def why_shut(event: Event, phase: Phase, *, is_open: bool) -> str:
    """Why nobody registers now; empty while one may: until the beginning, and by the clock."""
    if event.admission == Admission.FREE:
        return _("On vient sans s’inscrire.")
    said = {
        EventState.DRAFT: _("Les inscriptions ne sont pas encore ouvertes."),
        EventState.HELD: _("Cet événement a eu lieu."),
        EventState.CANCELLED: _("Cet événement est annulé."),
    }.get(EventState(event.state), "")
    if said:
        return said
    if phase != Phase.AHEAD:
        return why_late(phase)
    if not is_open or (event.closes_at and event.closes_at <= clock.now()):
        return _("Les inscriptions sont closes.")
    return ""


def why_late(phase: Phase) -> str:
    """Why it is too late, in words."""
    if phase == Phase.OVER:
        return _("Cet événement a eu lieu.")
    return _("Cet événement a commencé : on s’inscrivait jusqu’au début.")


def refuse_shut(event: Event, seating: Seating, phase: Phase) -> None:
    """Stop who registers when one does not.

    Raises DomainError.
    """
    said = why_shut(event, phase, is_open=seating.is_open)
    if said:
        raise DomainError(said, nearest=str(_COMING), link=(_("Les événements à venir"), reverse("events:coming")))


def promised_until(event: Event) -> datetime | None:
    """Until when one may apply, as it was announced to all; None once it is over, or where one does not apply."""
    applying = event.admission == Admission.SELECTION and event.state == EventState.OPEN
    return event.closes_at if applying and event.closes_at and event.closes_at > clock.now() else None


def refuse_promised(event: Event) -> None:
    """Stop who would close applications before the last day that was announced to all.

    Raises DomainError.
    """
    until = promised_until(event)
    if until:
        raise DomainError(
            _("Le dernier jour pour candidater est annoncé à tous : on candidate jusque-là (%(until)s).")
            % {"until": say_moment(until)},
            nearest=_("Attendez ce moment. Si la formation n’a pas lieu, annulez-la en disant pourquoi."),
        )


def refuse_sooner(event: Event, was: datetime | None) -> None:
    """Stop a last day to apply that was announced to all (`was`) from being brought forward.

    Raises DomainError.
    """
    if was and event.closes_at and event.closes_at < was:
        raise DomainError(
            _("Le dernier jour pour candidater est annoncé à tous : il ne s’avance pas."),
            nearest=_("Gardez-le (%(until)s), ou choisissez un jour plus tard.") % {"until": say_moment(was)},
            field="closes_on",
        )


def places_given(event: Event) -> bool:
    """Whether the places of an event to which one applies are given: it takes nobody more, and asks nothing else."""
    return event.admission == Admission.SELECTION and event.registrations.given().exists()


def refuse_given(event: Event) -> None:
    """Stop who would change what places were given by.

    Raises DomainError.
    """
    if places_given(event):
        raise DomainError(
            _("Les places sont données : ce qui a été demandé ne change plus."),
            nearest=_("Écrivez aux personnes inscrites pour leur demander autre chose."),
            link=(_("Leur écrire"), reverse("events:write", args=[event.reference])),
        )


def refuse_late(registration: Registration) -> None:
    """Stop a place from being given once what it is for has begun.

    Raises DomainError.
    """
    phase = phase_now(registration)
    if phase != Phase.AHEAD:
        raise DomainError(
            why_late(phase), nearest=str(_COMING), link=(_("Les événements à venir"), reverse("events:coming"))
        )


def why_settled(registration: Registration) -> DomainError | None:
    """Why a registration changes no more: it is cancelled, or what it was for is over; None while it may change."""
    event = registration.event
    if not registration.is_living:
        return DomainError(
            _("Cette inscription est déjà annulée."),
            nearest=_("Vous pouvez vous inscrire de nouveau depuis la page de l’événement."),
            link=(event.title, event.get_absolute_url()),
        )
    if phase_now(registration) == Phase.OVER:
        return DomainError(
            _("Cet événement a eu lieu : l’inscription ne change plus."),
            nearest=_("Voyez ce qu’il en reste, et ce qui vient."),
            link=(event.title, event.get_absolute_url()),
        )
    return None


def why_frozen(registration: Registration) -> str:
    """Why what was said with a registration changes no more; empty while it does.

    It stands from the beginning on; of an application, from the end of applications on: it is what is chosen by.
    """
    event, phase = registration.event, phase_now(registration)
    if phase != Phase.AHEAD:
        return _("Cet événement a commencé : vos réponses, et pour qui vous venez, ne changent plus.")
    if event.admission == Admission.SELECTION and why_shut(event, phase, is_open=registration.seating.is_open):
        return _("On ne candidate plus : vos réponses, et pour qui vous venez, servent à donner les places.")
    return ""


def refuse_frozen(registration: Registration) -> None:
    """Stop who says otherwise what they answered, too late.

    Raises DomainError.
    """
    said = why_frozen(registration)
    if said:
        raise DomainError(said, nearest=_("Le reste de votre inscription se change encore."))


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


def refuse_more_than_all(seating: Seating, seats: int) -> None:
    """Stop a group that is more than all the places there are: it would wait for ever.

    Raises DomainError.
    """
    if seating.capacity is not None and seats > seating.capacity:
        said = ngettext(
            "Il y a %(places)d place en tout : un groupe de %(seats)d n’y tiendra jamais.",
            "Il y a %(places)d places en tout : un groupe de %(seats)d n’y tiendra jamais.",
            seating.capacity,
        ) % {"places": seating.capacity, "seats": seats}
        raise DomainError(said, nearest=_("Inscrivez moins de personnes, ou chacun de son côté."), field="seats")


def refuse_names(names: Sequence[str], seats: int) -> None:
    """Stop who names more people than they register: nobody is dropped without a word.

    Raises DomainError.
    """
    named = sum(bool(name.strip()) for name in names)
    if named > seats:
        raise DomainError(
            _("Vous nommez plus de personnes que vous n’en inscrivez (%(named)d pour %(seats)d).")
            % {"named": named, "seats": seats},
            nearest=_("Dites un nombre plus grand, ou retirez des noms."),
            field="names",
        )


def refuse_unsaid(event: Event, name: str, mail: str, answers: Mapping[str, str], *, rules_accepted: bool) -> None:
    """Stop who does not say who comes, leaves a question that needs an answer, or does not take the rules of the house.

    Raises DomainError.
    """
    if not name.strip():
        raise DomainError(_("Dites-nous votre nom."), field="name")
    if not mail.strip():
        raise DomainError(_("Laissez une adresse : la confirmation y arrive."), field="mail")
    refuse_unanswered(event, answers)
    if not rules_accepted:
        rules = bindings.house_rules(clock.today())
        raise DomainError(
            _("Les règles de la maison valent pour toutes les personnes qui y viennent."),
            citation=rules.cite(),
            field="rules_accepted",
        )


def refuse_unanswered(event: Event, answers: Mapping[str, str]) -> None:
    """Stop who leaves a question that needs an answer.

    Raises DomainError.
    """
    for question in event.questions.all():
        if question.required and not answers.get(str(question.pk), "").strip():
            raise DomainError(_("Il manque une réponse : « %(text)s »") % {"text": question.text})
