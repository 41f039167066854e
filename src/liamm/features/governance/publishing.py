"""What leaves the house with a decision: the register's record, the letters, and what the last word opens."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.features.accounts.queries import recipient
from liamm.features.charter.enums import Effect
from liamm.features.governance.enums import PreconisationState
from liamm.features.governance.facts import DecisionPublished, ProjectGranted
from liamm.features.governance.letters import (
    BodyToldLetter,
    CarrierReturnLetter,
    PreconisationEntrustedLetter,
    SubjectAnsweredLetter,
)
from liamm.features.governance.matters import (
    answer_matter,
    await_last_word,
    carriers_of_item,
    kept_grid,
    open_matter,
    tell_field,
)
from liamm.features.governance.models import Body, Decision, Suggestion
from liamm.features.governance.records import digest_of, sealed_record
from liamm.features.governance.rules.route import Standing, opens
from liamm.features.governance.seats import sitters
from liamm.features.governance.standing import standing_of
from liamm.features.governance.telling import tell_author
from liamm.kernel import clock
from liamm.kernel.access import Actor
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post
from liamm.kernel.search.index import reindex


def publish(actor: Actor, decision: Decision) -> None:
    """Let a decision enter the register, tell whom it concerns, and open what has gone to the end of its route."""
    decision.published_at, decision.grid = clock.now(), kept_grid(decision)
    decision.digest = digest_of(sealed_record(decision))
    decision.save(update_fields=["published_at", "grid", "digest"])
    record(actor, DecisionPublished(subject_id=decision.pk, reference=decision.reference, digest=decision.digest))
    if decision.corrects_id is not None:
        _follow_in_their_place(decision)
        reindex("decision", [decision.corrects_id])  # it leaves the search: its correction is found in its place
        return
    root = decision.confirms or decision
    stands = standing_of(root, public=True)
    _entrust(decision)
    _tell_carriers(decision, stands)
    _tell_suggester(decision)
    tell_field(decision, stands, reverse("governance:decision", args=[decision.reference]))
    if root.is_published:
        _conclude(actor, decision, root, stands)


def _conclude(actor: Actor, decision: Decision, root: Decision, stands: Standing) -> None:
    """Once the first word and the last are both public: answer the request, and open what was granted."""
    if stands is Standing.TO_CONFIRM:
        await_last_word(root)
    if stands is Standing.TO_CONFIRM or (root.origin and root.origin.left_at):
        return
    last = _last(decision, root)
    effect = Effect(root.effect)
    waited = answer_matter(root, effect if stands is not Standing.NOT_CONFIRMED else Effect.REFUSE)
    if opens(effect, stands):
        _refuse_nothing(waited)
        record(actor, ProjectGranted(subject_id=last.pk, first=root.pk))
        open_matter(root, last)
        _tell_bodies(root, stands)


def _refuse_nothing(waited: bool) -> None:  # noqa: FBT001  # whether there is something to open
    """Stop the publication of a last word that retains what no longer waits: it opens something, or says why not."""
    if not waited:
        raise DomainError(
            _("Cette demande a été rendue à ses porteurs : publier cette décision n’ouvrirait rien."),
            nearest=_("Elle se publie quand ils l’ont déposée de nouveau, ou retirée."),
        )


def _last(decision: Decision, root: Decision) -> Decision:
    """The decision that carries the last word."""
    words = [one for one in root.confirmations.all() if one.is_published and one.effect != Effect.DEFER]
    return max(words, key=lambda one: (one.decided_at, one.reference), default=decision)


def _follow_in_their_place(correction: Decision) -> None:
    """Go on with what is asked for in the words of its correction, from where it stands."""
    for one in correction.preconisations.select_related("replaces"):
        first = one.replaces
        assert first is not None  # a correction asks for nothing of its own
        one.state, one.words, one.closed_at, one.reminded_on = (
            first.state,
            first.words,
            first.closed_at,
            first.reminded_on,
        )
        one.save(update_fields=["state", "words", "closed_at", "reminded_on"])
        if first.state == PreconisationState.OPEN:
            first.state, first.closed_at = PreconisationState.MENDED, clock.now()
            first.save(update_fields=["state", "closed_at"])


def _entrust(decision: Decision) -> None:
    for one in decision.preconisations.select_related("minder"):
        post(PreconisationEntrustedLetter(decision=decision, preconisation=one), recipient(one.minder))


def _tell_carriers(decision: Decision, stands: Standing) -> None:
    for person in carriers_of_item(decision.origin):
        post(CarrierReturnLetter(decision=decision, stands=stands), recipient(person))


def _tell_suggester(decision: Decision) -> None:
    suggestion = Suggestion.objects.filter(item=decision.origin_id).select_related("item", "person").first()
    if suggestion is not None:
        tell_author(suggestion, SubjectAnsweredLetter(item=suggestion.item, decision=decision))


def _tell_bodies(root: Decision, stands: Standing) -> None:
    """The bodies that the route keeps informed, each member once."""
    for body in Body.objects.filter(key__in=root.route.get("informs", [])):
        for one in sitters(body, clock.today()):
            if not one.stands_in:
                post(BodyToldLetter(decision=root, told=body.name, stands=stands), recipient(one.person))
