"""What a decision holds: the version that a body decided on stands as it is until the last word is public."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from liamm.features.charter import bindings
from liamm.features.charter.enums import Effect, Matter
from liamm.features.governance.models import Decision
from liamm.kernel.actions import Citation, DomainError
from liamm.kernel.bound import binds
from liamm.kernel.prepared import prepared


@prepared
def first_words(proposals: list[UUID]) -> QuerySet[Decision]:
    """The first words on requests whose route is under way."""
    said = Decision.objects.under_way().filter(origin__proposal__in=proposals)
    return said.select_related("body", "origin").order_by("decided_at")


@binds("proposal")
def decided_upon(proposals: list[UUID]) -> Mapping[UUID, DomainError]:
    """Why their files change no more: a body decided on them. What is put off goes on: it is put off for that."""
    stands = [one for one in first_words(proposals) if one.effect != Effect.DEFER]
    last = {one.origin.proposal_id: one for one in stands if one.origin}
    return {proposal: _held_by(last[proposal]) for proposal in proposals if proposal in last}


def _held_by(decision: Decision) -> DomainError:
    words = {"body": decision.body.name, "last": decision.route.get("confirms_name") or ""}
    if not decision.is_published or not words["last"]:  # before, nothing says what was decided
        return DomainError(
            _("Le %(body)s a décidé de cette version : elle reste telle quelle jusqu’à la publication.") % words,
            citation=_cite(decision),
            nearest=_("Ses porteurs peuvent toujours la retirer ; après la décision, une nouvelle version s’écrit."),
        )
    return DomainError(
        _("Le %(body)s a décidé de cette version : elle reste telle quelle jusqu’au dernier mot du %(last)s.") % words,
        citation=_cite(decision),
        nearest=_(
            "Ce que l’on sait de neuf se dit au %(last)s, qui peut confirmer, différer ou ne pas retenir ; "
            "ses porteurs peuvent toujours retirer la demande."
        )
        % words,
    )


def _cite(decision: Decision) -> Citation:
    cited = bindings.route(decision.charter_version)
    return cited.cite(cited.value.path(Matter(decision.matter)))
