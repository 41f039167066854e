"""Asking to join the community, and taking the request back."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Organisation
from liamm.features.accounts.queries import person_of, recipient, team
from liamm.features.charter import bindings
from liamm.features.spaces.enums import LIVE_REQUESTS, JoinState
from liamm.features.spaces.facts import JoinAsked, JoinRepeated, JoinWithdrawn, MemberAskedToJoin
from liamm.features.spaces.letters import AlreadyIn, JoinReceived, JoinTakenBack, SomeoneKnocks, asker
from liamm.features.spaces.models import JoinRequest
from liamm.features.spaces.policies import Permission, policy
from liamm.features.spaces.queries import in_community
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post

_LOCK = 0x6A6F696E


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinDraft:
    """What someone says who wants to join; `organisation` or its name when it is for one."""

    name: str
    email: str
    motivation: str
    taking_part: str = ""
    organisation: Organisation | None = None
    organisation_name: str = ""
    rules_accepted: bool = False


@action
def ask_to_join(actor: Actor, *, draft: JoinDraft) -> JoinRequest | None:
    """Take a request to join; who asks twice keeps the first place, who is a member is told so by mail only.

    Whoever asks cannot tell from the answer whether the address is known: None comes back for a member.
    Raises DomainError when the rules are not accepted.
    """
    require(policy, actor, Permission.ASK_TO_JOIN)
    rules = bindings.community_rules(clock.today())
    if not draft.rules_accepted:
        raise DomainError(
            _("On entre dans la communauté en acceptant ses règles."),
            citation=rules.cite(),
            nearest=_("Cochez la case sous les règles, ou écrivez-nous ce qui vous retient."),
            field="rules_accepted",
        )
    address = draft.email.strip().lower()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCK, address])
    member = person_of(address)
    if member and in_community(member):
        post(AlreadyIn(), recipient(member))
        record(actor, MemberAskedToJoin(subject_id=member.pk))
        return None
    known = JoinRequest.objects.filter(email=address, state__in=LIVE_REQUESTS).first()
    request = known or _keep(draft, address, rules.version)
    if known:
        record(actor, JoinRepeated(subject_id=known.pk))
    else:
        record(actor, JoinAsked(subject_id=request.pk, charter=rules.version))
        _tell_team()
    welcome = bindings.welcome(clock.today()).value.integration
    post(
        JoinReceived(request=request, answer_days=welcome.answer_days, conversation=welcome.conversation),
        asker(request),
    )
    return request


def _keep(draft: JoinDraft, address: str, charter: str) -> JoinRequest:
    return JoinRequest.objects.create(
        name=draft.name.strip(),
        email=address,
        language=get_language() or "fr",
        organisation=draft.organisation,
        organisation_name=draft.organisation_name.strip(),
        motivation=draft.motivation.strip(),
        taking_part=draft.taking_part.strip(),
        charter=charter,
    )


def _tell_team() -> None:
    waiting = JoinRequest.objects.filter(state__in=LIVE_REQUESTS).count()
    days = bindings.welcome(clock.today()).value.integration.answer_days
    for member in team():
        post(SomeoneKnocks(waiting=waiting, answer_days=days), recipient(member))


@action
def withdraw_request(actor: Actor, request: JoinRequest) -> JoinRequest:
    """Take one's request back; a place kept in a month is free again.

    Raises DomainError when it was answered or taken back already.
    """
    require(policy, actor, Permission.WITHDRAW_JOIN_REQUEST, request)
    request = JoinRequest.objects.select_for_update(no_key=True).get(pk=request.pk)
    if request.state not in LIVE_REQUESTS:
        withdrawn = request.state == JoinState.WITHDRAWN
        raise DomainError(
            _("Cette demande était déjà retirée.") if withdrawn else _("Cette demande a déjà reçu sa réponse.")
        )
    request.state, request.planned_for, request.closed_on = JoinState.WITHDRAWN, None, clock.today()
    request.save(update_fields=["state", "planned_for", "closed_on"])
    post(JoinTakenBack(request=request), asker(request))
    record(actor, JoinWithdrawn(subject_id=request.pk))
    return request
