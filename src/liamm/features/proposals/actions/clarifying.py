"""From a mere intuition to knowing what it is: opened by the team, talked over, closed with words."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.features.accounts.actions import create_person
from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import person_of, recipient
from liamm.features.charter import bindings
from liamm.features.proposals.addresses import clarification_url
from liamm.features.proposals.enums import ClarificationState
from liamm.features.proposals.facts import (
    ClarificationClosed,
    ClarificationOpened,
    ClarificationReopened,
    ExchangeWritten,
)
from liamm.features.proposals.letters import ClarificationNews, Words
from liamm.features.proposals.models import Clarification, Exchange
from liamm.features.proposals.policies import Permission, policy
from liamm.features.proposals.upstream import tell_clarification_closed, tell_clarification_opened
from liamm.features.spaces.actions import add_member, open_space
from liamm.features.spaces.enums import Audience, Entrance, SpaceKind, Standing
from liamm.features.spaces.models import Membership
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.numbering.references import next_reference
from liamm.kernel.post.letters import post
from liamm.kernel.thread.chain import Node, tie

MOST_LETTERS = 20_000


@action
def open_clarification(
    actor: Person, origin: Node | None, *, title: str, intuition: str, parties: Sequence[Person] = ()
) -> Clarification:
    """Open one from an intuition, a signal, a problem or a community; its parties may become carriers."""
    require(policy, actor, Permission.OPEN_CLARIFICATION, origin)
    _refuse_empty(title, "title")
    _refuse_empty(intuition, "intuition")
    space = open_space(
        SYSTEM,
        kind=SpaceKind.PROJECT,
        name=_("Clarification : %(title)s") % {"title": title.strip()[:150]},
        audience=Audience.PRIVATE,
        entrance=Entrance.CLOSED,
    )
    add_member(SYSTEM, space, person=actor)
    clarification = Clarification.objects.create(
        space=space,
        title=title.strip()[:200],
        intuition=intuition.strip(),
        facilitator=actor,
        reference=next_reference("CL"),
    )
    if origin:
        tie(origin, "led_to", Node("clarification", clarification.pk))
    for person in parties:
        add_member(SYSTEM, space, person=person, standing=Standing.KEEPER)
    record(actor, ClarificationOpened(subject_id=clarification.pk))
    _tell_others(actor, clarification, clarification.intuition)
    tell_clarification_opened(clarification)
    return clarification


@action
def invite_party(actor: Person, clarification: Clarification, *, email: str, name: str = "") -> Person:
    """Bring someone into the discussion; the team opens them an account when the address has none."""
    require(policy, actor, Permission.CLOSE_CLARIFICATION, clarification)
    clarification = _open_one(clarification)
    person = person_of(email) or create_person(actor, email=email, name=name)
    if Membership.objects.now().filter(space=clarification.space, person=person).exists():
        raise DomainError(_("Cette personne prend déjà part à la discussion."), field="email")
    add_member(SYSTEM, clarification.space, person=person, standing=Standing.KEEPER)
    record(actor, ExchangeWritten(subject_id=clarification.pk))
    _tell(clarification, person, by=str(actor), words=clarification.intuition)
    return person


@action
def write_exchange(actor: Person, clarification: Clarification, *, words: str) -> Exchange:
    """Say something; the others get it by mail."""
    require(policy, actor, Permission.SPEAK_IN_CLARIFICATION, clarification)
    clarification = _open_one(clarification)
    _refuse_empty(words, "words")
    exchange = Exchange.objects.create(clarification=clarification, author=actor, words=words.strip())
    record(actor, ExchangeWritten(subject_id=clarification.pk))
    _tell_others(actor, clarification, exchange.words)
    return exchange


@action
def close_clarification(
    actor: Person, clarification: Clarification, *, outcome: str, words: str, function: str = ""
) -> Clarification:
    """Say what became of it: ready to be asked, redirected (to a function of the lab or elsewhere) or dropped."""
    require(policy, actor, Permission.CLOSE_CLARIFICATION, clarification)
    clarification = _open_one(clarification)
    if outcome not in set(ClarificationState.values) - {ClarificationState.OPEN}:
        raise DomainError(_("Dites ce que devient cette discussion."), field="outcome")
    if outcome != ClarificationState.READY:
        _refuse_empty(words, "words")
    known = {one.key for one in bindings.functions(clock.today()).value.functions}
    if function and (outcome != ClarificationState.REDIRECTED or function not in known):
        raise DomainError(_("Cette fonction n’est pas de celles du laboratoire."), field="function")
    clarification.state = ClarificationState(outcome)
    clarification.function, clarification.words, clarification.closed_at = function, words.strip(), clock.now()
    clarification.save(update_fields=["state", "function", "words", "closed_at"])
    record(actor, ClarificationClosed(subject_id=clarification.pk, outcome=outcome, function=function))
    said = clarification.words or gettext_lazy("vous pouvez en faire une demande.")
    _tell_others(actor, clarification, said, outcome=ClarificationState(outcome).label)
    tell_clarification_closed(clarification)
    return clarification


@action
def reopen_clarification(actor: Person, clarification: Clarification, *, words: str) -> Clarification:
    """Talk again about what was redirected or dropped, saying why."""
    require(policy, actor, Permission.CLOSE_CLARIFICATION, clarification)
    clarification = _lock(clarification)
    if clarification.state not in {ClarificationState.REDIRECTED, ClarificationState.DROPPED}:
        raise DomainError(_("Cette discussion n’a pas été orientée ailleurs ni laissée de côté."))
    _refuse_empty(words, "words")
    clarification.state, clarification.closed_at = ClarificationState.OPEN, None
    clarification.save(update_fields=["state", "closed_at"])
    Exchange.objects.create(clarification=clarification, author=actor, words=words.strip())
    record(actor, ClarificationReopened(subject_id=clarification.pk))
    _tell_others(actor, clarification, words.strip())
    return clarification


def _lock(clarification: Clarification) -> Clarification:
    return (
        Clarification.objects.select_for_update(of=("self",), no_key=True)
        .select_related("space")
        .get(pk=clarification.pk)
    )


def _open_one(clarification: Clarification) -> Clarification:
    clarification = _lock(clarification)
    if clarification.state != ClarificationState.OPEN:
        raise DomainError(
            _("Cette discussion est close."), nearest=_("L’équipe peut la reprendre, en disant pourquoi.")
        )
    return clarification


def _refuse_empty(words: str, field: str) -> None:
    if not words.strip():
        raise DomainError(_("Écrivez-le en quelques mots."), field=field)
    if len(words) > MOST_LETTERS:
        raise DomainError(_("C’est très long : gardez l’essentiel, en moins de 20 000 signes."), field=field)


def _tell_others(actor: Person, clarification: Clarification, words: Words, *, outcome: Words = "") -> None:
    members = Membership.objects.now().filter(space=clarification.space).exclude(person=actor)
    for member in members.select_related("person"):
        _tell(clarification, member.person, by=str(actor), words=words, outcome=outcome)


def _tell(clarification: Clarification, person: Person, *, by: str, words: Words, outcome: Words = "") -> None:
    letter = ClarificationNews(
        reference=clarification.reference,
        title=clarification.title,
        url=clarification_url(clarification),
        by=by,
        words=words,
        outcome=outcome,
    )
    post(letter, recipient(person))
