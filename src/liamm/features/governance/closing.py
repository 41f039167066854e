"""What keeps an item from being closed, each said with its article and the nearest possible thing."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liamm.features.charter import bindings
from liamm.features.charter.bindings import promised
from liamm.features.charter.enums import Effect, ItemKind
from liamm.features.governance.counting import count_quorum, rules_of
from liamm.features.governance.enums import RecusalState
from liamm.features.governance.models import AgendaItem, Attendance, Recusal, Sitting
from liamm.features.governance.rules.closing import Closing, Fault, faults
from liamm.features.governance.rules.quorum import Quorum
from liamm.features.governance.seats import shape_of
from liamm.kernel.actions import Citation, DomainError


def asks_with(kind: str, at: bindings.When) -> bool:
    """Whether an outcome of this kind of item retains it with preconisations."""
    outcomes = bindings.agenda_items(at).value.kind(ItemKind(kind)).outcomes
    return any(one.effect is Effect.RETAIN_WITH for one in outcomes)


def refuse_unanswered(item: AgendaItem) -> None:
    """Stop while someone who is there was asked to stay out of the item, and nobody answered."""
    here = Attendance.objects.filter(sitting=item.sitting_id, present=True)
    there = Q(person__in=here.values("person_id")) | Q(person=item.sitting.secretary_id if item.sitting else None)
    asked = Recusal.objects.filter(there, item=item, state=RecusalState.PROPOSED).select_related("person")
    names = ", ".join(str(one.person) for one in asked)
    if names:
        raise DomainError(
            _("Ce point semble concerner de près %(names)s : la question n’a pas reçu de réponse.") % {"names": names},
            nearest=_("La personne se déporte, ou l’on écrit pourquoi ce n’est pas nécessaire ; puis l’on décide."),
            citation=promised("stays_out"),
        )


def refuse_quorum(sitting: Sitting, item: AgendaItem | None = None) -> Quorum:
    """Stop when too few seats are held, or a host is not heard."""
    verdict = count_quorum(sitting, item)
    if verdict.holds:
        return verdict
    bodies = bindings.bodies(rules_of(sitting))
    shape = shape_of(sitting.body.key, rules_of(sitting))
    raise DomainError(
        _say_quorum(verdict),
        citation=bodies.cite(shape.quorum if shape and shape.quorum else None),
        nearest=_("Faites venir une suppléance, ou remettez le point à une date."),
    )


def _say_quorum(verdict: Quorum) -> str:
    if verdict.present < verdict.needed:
        return ngettext(
            "Le quorum n’y est pas : %(present)s siège tenu, il en faut %(needed)s.",
            "Le quorum n’y est pas : %(present)s sièges tenus, il en faut %(needed)s.",
            verdict.present,
        ) % {"present": verdict.present, "needed": verdict.needed}
    return _("Chaque maison hôte doit être entendue, et l’une d’elles n’a personne pour ce point.")


def refuse_faults(closing: Closing, version: str) -> None:
    """Stop on the first thing that the outcome asks for and that is missing."""
    found = faults(closing)
    if found:
        sentence, name, nearest = _words(found[0])
        raise DomainError(sentence, citation=_cite(found[0], version), nearest=nearest, field=name)


def _cite(fault: Fault, version: str) -> Citation:
    if fault is Fault.OVERLOAD_REASON:
        route = bindings.route(version)
        return route.cite(route.value.overload)
    return bindings.agenda_items(version).cite()


def _words(fault: Fault) -> tuple[str, str, str]:
    return {
        Fault.REASONS: (_("Une décision dit ses raisons."), "full_text", ""),
        Fault.PRECONISATIONS: (
            _("Cette issue demande au moins une préconisation, avec une personne qui s’en soucie et un terme."),
            "preconisations",
            "",
        ),
        Fault.DATE: (_("Différer, c’est dire à quand."), "deferred_to", ""),
        Fault.DATE_PAST: (_("Le point revient à une date qui vient."), "deferred_to", ""),
        Fault.DATE_FAR: (
            _("Le point revient dans les deux ans : plus loin, personne ne l’attend."),
            "deferred_to",
            _("Une date plus proche, ou un refus argumenté : la demande peut revenir."),
        ),
        Fault.DATE_UNASKED: (
            _("Une date de retour est écrite, et cette issue ne diffère pas le point."),
            "deferred_to",
            _("Ôtez la date, ou choisissez l’issue qui diffère."),
        ),
        Fault.TERM_PAST: (_("Le terme d’une préconisation est un jour qui vient."), "preconisations", ""),
        Fault.FUNCTION: (_("Réorienter, c’est dire vers quelle fonction du laboratoire."), "redirected_to", ""),
        Fault.FUNCTION_SAME: (
            _("Cette demande s’adresse déjà à cette fonction : réorienter, c’est vers une autre."),
            "redirected_to",
            _("Choisissez une autre fonction, ou différez la demande, ou ne la retenez pas."),
        ),
        Fault.FUNCTION_UNASKED: (
            _("Une autre fonction est choisie, et cette issue ne réoriente pas la demande."),
            "redirected_to",
            _("Revenez à « sans objet », ou choisissez l’issue qui réoriente."),
        ),
        Fault.UNASKED: (
            _("Une préconisation est écrite, et cette issue n’en demande pas."),
            "outcome",
            _("Choisissez l’issue qui retient avec préconisations, ou ôtez celle-ci."),
        ),
        Fault.OVERLOAD_REASON: (
            _("Retenir ce point dépasse ce que le laboratoire peut donner."),
            "overload_reason",
            _("Écrivez pourquoi (la raison sera publiée), ou différez le point à une date."),
        ),
    }[fault]
