"""What the community knows about a person, to hand over."""

from __future__ import annotations

from collections.abc import Mapping

from liamm.features.accounts.models import Person
from liamm.features.spaces.models import CommunityRole, JoinRequest, Membership, RulesAcceptance


def export_person(person: Person) -> Mapping[str, object]:
    """Circles, roles, rules accepted and requests to join, past ones included; the team's notes name who wrote them."""
    circles = Membership.objects.filter(person=person).select_related("space", "organisation").order_by("starts")
    roles = CommunityRole.objects.filter(person=person).order_by("starts")
    requests = JoinRequest.objects.filter(email=person.email.lower()).prefetch_related("conversations")
    return {
        "circles": [
            {
                "name": one.space.name,
                "for": str(one.organisation) if one.organisation else None,
                "standing": one.standing,
                "starts": one.starts,
                "ends": one.ends,
            }
            for one in circles
        ],
        "roles": [
            {"role": one.role, "context": one.context, "charter": one.charter, "starts": one.starts, "ends": one.ends}
            for one in roles
        ],
        "rules_accepted": [
            {"charter": one.charter, "at": one.created_at} for one in RulesAcceptance.objects.filter(person=person)
        ],
        "requests_to_join": [_request(one) for one in requests],
    }


def _request(request: JoinRequest) -> dict[str, object]:
    return {
        "asked_at": request.created_at,
        "motivation": request.motivation,
        "taking_part": request.taking_part,
        "organisation": request.organisation_name,
        "state": request.state,
        "answer": request.answer,
        "conversations": [{"held_on": talk.held_on, "note": talk.note} for talk in request.conversations.all()],
    }
