"""What is found of requests and clarifications, and by whom; opinions are never in the index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from liamm.features.proposals.addresses import clarification_url, proposal_url
from liamm.features.proposals.models import Answer, AppraiserSeat, Clarification, Exchange, Proposal
from liamm.features.proposals.queries.versions import latest_versions
from liamm.features.proposals.questions import OWN
from liamm.features.spaces.queries import keys_of
from liamm.kernel.extension import SearchText


def proposal_texts(ids: Sequence[UUID]) -> Mapping[UUID, SearchText]:
    """Requests, for those who may see them: their circle and, once submitted, the team and their appraisers.

    From the first submission on, by the words of the last version: what is written again belongs to the circle.
    """
    requests = list(Proposal.objects.filter(pk__in=ids))
    words = {**_drafted(one.pk for one in requests if not one.versions_count), **_submitted(requests)}
    appraisers: dict[UUID, list[str]] = defaultdict(list)
    seats = AppraiserSeat.objects.counted().filter(version__proposal__in=ids)
    for proposal, person in seats.values_list("version__proposal_id", "person_id"):
        appraisers[proposal].append(f"person:{person}")
    return {
        one.pk: SearchText(
            title=one.title or one.reference,
            body=" ".join([one.reference, *words.get(one.pk, ())]),
            url=proposal_url(one),
            audience=[*_keys_of(one), *appraisers[one.pk]],
            at=one.changed_at,
        )
        for one in requests
    }


def _drafted(ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    words: dict[UUID, list[str]] = defaultdict(list)
    answers = Answer.objects.filter(proposal__in=list(ids)).exclude(question__startswith=f"{OWN}.")
    for proposal, value in answers.values_list("proposal_id", "value"):
        if isinstance(value, str):
            words[proposal].append(value)
    return words


def _submitted(requests: Iterable[Proposal]) -> dict[UUID, list[str]]:
    return {
        proposal: [
            one["value"]
            for one in version.answers
            if isinstance(one["value"], str) and not one["key"].startswith(f"{OWN}.")
        ]
        for proposal, version in latest_versions(requests).items()
    }


def _keys_of(proposal: Proposal) -> list[str]:
    """What was never submitted is found in its circle alone."""
    return keys_of(proposal) if proposal.versions_count else [f"space:{proposal.space_id}"]


def clarification_texts(ids: Sequence[UUID]) -> Mapping[UUID, SearchText]:
    """Clarifications, for those who take part and for the team."""
    words: dict[UUID, list[str]] = defaultdict(list)
    for clarification, said in Exchange.objects.filter(clarification__in=ids).values_list("clarification_id", "words"):
        words[clarification].append(said)
    return {
        one.pk: SearchText(
            title=one.title,
            body=" ".join([one.reference, one.intuition, *words[one.pk]]),
            url=clarification_url(one),
            audience=keys_of(one),
            at=one.created_at,
        )
        for one in Clarification.objects.filter(pk__in=ids)
    }
