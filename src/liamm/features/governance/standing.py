"""Where decisions stand: on their route, and among their corrections; as everyone sees it, or as it is."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.charter.enums import Effect
from liamm.features.governance.enums import Door
from liamm.features.governance.models import Decision, Preconisation
from liamm.features.governance.rules.route import Standing, standing


def last_word(decision: Decision, *, public: bool) -> Decision | None:
    """The last word of the body that has to confirm; `public` takes only what is published."""
    words = [one for one in decision.confirmations.all() if one.door != Door.CORRECTION]
    if public:
        words = [one for one in words if one.is_published]
    return max(words, key=lambda one: (one.decided_at, one.reference), default=None)


def standing_of(decision: Decision, *, public: bool) -> Standing:
    """Where a decision stands on the route of its day."""
    word = last_word(decision, public=public)
    return standing(
        Effect(decision.effect),
        confirmed_by=None if decision.confirms_id else decision.route.get("confirms"),
        confirmation=Effect(word.effect) if word else None,
        left=bool(decision.origin and decision.origin.left_at),
    )


def first_of(decision: Decision) -> Decision:
    """What was decided, for a correction of it (or of another correction)."""
    while decision.corrects is not None:
        decision = decision.corrects
    return decision


def reason_to_exceed(decision: Decision) -> str:
    """Why the capacity was exceeded: what it says itself, or what the decision that it confirms says in public."""
    confirmed = first_of(decision).confirms
    if decision.overload_reason or confirmed is None or not confirmed.is_published:
        return decision.overload_reason
    return confirmed.overload_reason


def references_of(decision: Decision) -> list[str]:
    """The reference of a decision, and those of what it corrects."""
    found = [decision.reference]
    while decision.corrects is not None:
        decision = decision.corrects
        found.append(decision.reference)
    return found


def asked_in(decision: Decision) -> list[Preconisation]:
    """What a decision asks for; a correction that does not say it anew asks for what it corrects asks."""
    found = list(decision.preconisations.all())
    return found if found or decision.corrects is None else asked_in(decision.corrects)


def say_standing(decision: Decision, stands: Standing) -> str:
    """What remains to be said by another body, in one sentence; nothing when it is the last word."""
    root = decision.confirms or decision
    name = root.route.get("confirms_name") or ""
    return {
        Standing.FINAL: "",
        Standing.TO_CONFIRM: _("Le %(body)s doit encore confirmer.") % {"body": name},
        Standing.CONFIRMED: _("Le %(body)s a confirmé.") % {"body": name},
        Standing.NOT_CONFIRMED: _("Le %(body)s n’a pas confirmé.") % {"body": name},
        Standing.LEFT: _("La demande a été reprise par celles et ceux qui la portaient : rien ne s’ouvre."),
    }[stands]
