"""Where one finds consents: one's own on one's own page, and the ledger for the team that keeps it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

from liamm.features.consents.links import own_path
from liamm.features.consents.policies import Permission, policy
from liamm.features.consents.queries import consents_of
from liamm.kernel.extension import Beside


def _account(request: HttpRequest, key: UUID) -> dict[str, object] | None:
    """On one's own page: what one lets us show, each with the page where it is taken back."""
    keeps = bool(policy.decide(request.user, Permission.LIST))
    mine = [(one, own_path(one)) for one in consents_of(key)]
    return {"mine": mine, "keeps": keeps} if mine or keeps else None


beside = (Beside("account", 40, "consents/_beside_account.html", _account),)
