"""Welcoming newcomers, only as fast as the community can really integrate them."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from liamm.features.accounts.actions import SaidAffiliation, affiliate, create_person, say_affiliation
from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import person_of, recipient
from liamm.features.charter import bindings
from liamm.features.spaces.actions.members import add_member
from liamm.features.spaces.actions.roles import accept_rules
from liamm.features.spaces.enums import LIVE_REQUESTS, JoinState
from liamm.features.spaces.facts import ConversationNoted, JoinDeclined, NewcomerWelcomed, WelcomePlanned
from liamm.features.spaces.letters import JoinAnswered, Welcomed, WelcomePlannedFor, asker
from liamm.features.spaces.models import JoinRequest, Membership, Space, WelcomeConversation
from liamm.features.spaces.policies import Permission, policy
from liamm.features.spaces.queries import places_taken, rank_of
from liamm.features.spaces.rules import month_of, room_in
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post


def _live(request: JoinRequest) -> JoinRequest:
    """The request, locked behind the circle of the lab so that places are counted one welcome at a time."""
    Space.objects.select_for_update(no_key=True).the_lab()
    found = JoinRequest.objects.select_for_update(of=("self",), no_key=True).get(pk=request.pk)
    if found.state not in LIVE_REQUESTS:
        raise DomainError(_("Cette demande a déjà reçu sa réponse."))
    return found


def _check_room(request: JoinRequest, month: date) -> None:
    welcome = bindings.welcome(clock.today())
    taken = Counter(places_taken(since=month_of(clock.today()), but=request))
    room = room_in(month, capacity=welcome.value.integration.newcomers_per_month, taken=taken)
    if room.free:
        return
    places = welcome.value.integration.newcomers_per_month
    raise DomainError(
        _("La communauté accueille %(places)d personnes par mois, et %(month)s est complet.")
        % {"places": places, "month": date_format(month, "F Y")},
        citation=welcome.cite(welcome.value.integration),
        nearest=_("Il y a de la place en %(month)s : prévoyez l’accueil pour ce mois-là.")
        % {"month": date_format(room.next_month, "F Y")}
        if room.next_month
        else _("La communauté n’accueille personne en ce moment."),
        field="month",
    )


@action
def note_conversation(
    actor: Person, request: JoinRequest, *, note: str, held_on: date | None = None
) -> WelcomeConversation:
    """Note a welcome conversation: when, and what was said, for the team alone.

    Raises DomainError when nothing is said, when the day is to come, or when the request was answered already.
    """
    require(policy, actor, Permission.ANSWER_JOIN_REQUEST, request)
    request = _live(request)
    day = held_on or clock.today()
    if day > clock.today():
        raise DomainError(_("Cette conversation n’a pas encore eu lieu."), field="held_on")
    if not note.strip():
        raise DomainError(_("Notez en deux mots ce qui s’est dit."), field="note")
    noted = WelcomeConversation.objects.create(request=request, by=actor, held_on=day, note=note.strip())
    record(actor, ConversationNoted(subject_id=request.pk, held_on=day))
    return noted


@action
def plan_welcome(actor: Actor, request: JoinRequest, *, month: date) -> JoinRequest:
    """Keep a place for a newcomer in a month (any of its days names it).

    Raises DomainError for a month gone by or without room, saying which one has.
    """
    require(policy, actor, Permission.ANSWER_JOIN_REQUEST, request)
    request = _live(request)
    first = month_of(month)
    if first < month_of(clock.today()):
        raise DomainError(_("Ce mois est passé."), field="month")
    _check_room(request, first)
    request.state, request.planned_for = JoinState.PLANNED, first
    request.save(update_fields=["state", "planned_for"])
    post(WelcomePlannedFor(request=request, month=first), asker(request))
    record(actor, WelcomePlanned(subject_id=request.pk, month=first))
    return request


@action
def welcome(actor: Actor, request: JoinRequest) -> Membership:
    """Take a newcomer into the community today: account, rules accepted, circle of the lab.

    Raises DomainError when the month has no room left, or when nobody has talked with them yet though the house does.
    """
    require(policy, actor, Permission.ANSWER_JOIN_REQUEST, request)
    request = _live(request)
    terms = bindings.welcome(clock.today())
    if terms.value.integration.conversation and not request.conversations.exists():
        raise DomainError(
            _("On s’est promis de parler avec chaque personne avant de l’accueillir."),
            citation=terms.cite(terms.value.integration),
            nearest=_("Notez d’abord la conversation."),
        )
    _check_room(request, month_of(clock.today()))
    place = rank_of(request)
    person = person_of(request.email) or create_person(
        SYSTEM, email=request.email, name=request.name, language=request.language
    )
    if request.organisation:
        affiliate(SYSTEM, person, organisation=request.organisation)
    elif request.organisation_name:
        say_affiliation(SYSTEM, person, said=SaidAffiliation(name=request.organisation_name))
    accept_rules(SYSTEM, person, charter=request.charter)
    membership = add_member(SYSTEM, Space.objects.the_lab(), person=person, organisation=request.organisation)
    request.state, request.person, request.closed_on = JoinState.WELCOMED, person, clock.today()
    request.save(update_fields=["state", "person", "closed_on"])
    rules = bindings.community_rules(request.charter).value.rules
    post(Welcomed(request=request, rules=rules), recipient(person))
    record(actor, NewcomerWelcomed(subject_id=request.pk, person=person.pk, place=place))
    return membership


@action
def decline_request(actor: Actor, request: JoinRequest, *, answer: str) -> JoinRequest:
    """Say no, with the reason that who asked will read.

    Raises DomainError without a reason.
    """
    require(policy, actor, Permission.ANSWER_JOIN_REQUEST, request)
    request = _live(request)
    if not answer.strip():
        practices = bindings.practices(clock.today())
        raise DomainError(
            _("Dites pourquoi : la personne le lira."),
            citation=practices.cite(practices.value.of("reasons_given")),
            field="answer",
        )
    request.state, request.answer, request.closed_on = JoinState.DECLINED, answer.strip(), clock.today()
    request.planned_for = None
    request.save(update_fields=["state", "answer", "closed_on", "planned_for"])
    post(JoinAnswered(request=request), asker(request))
    record(actor, JoinDeclined(subject_id=request.pk))
    return request
