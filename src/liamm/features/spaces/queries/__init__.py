"""Reads about circles, and the answers other features ask for: who is in which circle, who may see what."""

from __future__ import annotations

from liamm.features.spaces.audience import (
    audience_keys,
    circles,
    in_community,
    is_member,
    keeps,
    keys_of,
    may_see,
    shared_with,
)
from liamm.features.spaces.queries.community import (
    CommunityPage,
    HeldRole,
    MemberCard,
    accepted_rules,
    cards,
    community_page,
    directory_of,
    member_page,
    people_known_to,
    roles_of,
)
from liamm.features.spaces.queries.joining import (
    Pending,
    RequestLine,
    answered_lately,
    free_months,
    pending_of,
    places_taken,
    rank_of,
    waiting_list,
)

__all__ = [
    "CommunityPage",
    "HeldRole",
    "MemberCard",
    "Pending",
    "RequestLine",
    "accepted_rules",
    "answered_lately",
    "audience_keys",
    "cards",
    "circles",
    "community_page",
    "directory_of",
    "free_months",
    "in_community",
    "is_member",
    "keeps",
    "keys_of",
    "may_see",
    "member_page",
    "pending_of",
    "people_known_to",
    "places_taken",
    "rank_of",
    "roles_of",
    "shared_with",
    "waiting_list",
]
