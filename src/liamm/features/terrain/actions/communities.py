"""Calling people together around a problem: a circle, bounded engagements, leaving without having to justify it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from liamm.features.accounts.models import Organisation, Person
from liamm.features.charter import bindings
from liamm.features.charter.bindings import promised
from liamm.features.commitments.actions import EngagementDraft, engage, give_back
from liamm.features.commitments.enums import CommitmentState, Unit
from liamm.features.spaces.actions import add_member, leave_space, open_space
from liamm.features.spaces.enums import Audience, Entrance, SpaceKind, Standing
from liamm.features.spaces.models import Membership
from liamm.features.terrain.facts import CallChanged, CallSentAgain, CommunityJoined, CommunityLeft, CommunityOpened
from liamm.features.terrain.models import InterestCommunity, Joining, Problem, SoughtExpertise
from liamm.features.terrain.policies import Permission, policy
from liamm.features.terrain.queries.authors import authors_of, community_node, problem_node
from liamm.features.terrain.rules.links import seed_of
from liamm.features.terrain.telling import tell_step
from liamm.features.terrain.telltale import refuse_telltale
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.french import fold
from liamm.kernel.ledger.record import record
from liamm.kernel.telltale import NEVER
from liamm.kernel.telltale.sensitive import Kind
from liamm.kernel.thread.chain import tie
from liamm.ui.dates import say_day

LONGEST_EXPERTISE = 60
_ANY_MONTH = 28
GATHERED = "gathered"
OPENED = gettext_lazy("Des personnes et des organisations se réunissent pour travailler cette question.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call: the name of the community, what is asked of people, until when, which expertises are looked for.

    `checked` says that somebody looked at the words that could name or expose a person.
    `submission` is the key of the form: the same key opens one community, however often it comes.
    """

    name: str
    call: str
    ends: date
    usual_meetings: int = 3
    sought: Sequence[str] = ()
    audience: Audience = Audience.PUBLIC
    call_open: bool = True
    checked: bool = False
    submission: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """What someone engages on joining; `rules` is the version of the charter whose community rules they accept.

    `checked` says that they want words about their health to be read.
    """

    amount: Decimal
    unit: Unit
    ends: date
    rules: str
    expertise: str = ""
    checked: bool = False
    organisation: Organisation | None = None


@action
def open_community(actor: Actor, problem: Problem, *, call: Call) -> InterestCommunity:
    """Gather a community around a problem by a call; whoever opens it animates its circle."""
    require(policy, actor, Permission.OPEN_COMMUNITY, problem)
    if not problem.is_open:
        raise DomainError(_("Cette problématique est close."))
    _refuse_empty(call)
    _refuse_telltale(call, "name")
    Problem.objects.select_for_update(of=("self",), no_key=True).get(pk=problem.pk)
    seed = seed_of(call.submission) if call.submission else None
    if seed and (known := InterestCommunity.objects.filter(seed=seed).first()):
        record(actor, CallSentAgain(subject_id=known.pk))
        return known
    _refuse_twice(problem, call)
    space = open_space(
        SYSTEM,
        kind=SpaceKind.COMMUNITY,
        name=call.name,
        purpose=problem.question,
        audience=call.audience,
        entrance=Entrance.REQUEST,
    )
    community = InterestCommunity.objects.create(
        space=space,
        problem=problem,
        call=call.call.strip(),
        usual_meetings=call.usual_meetings,
        ends=call.ends,
        seed=seed,
    )
    _seek(community, call.sought)
    add_member(SYSTEM, space, person=cast("Person", actor), standing=Standing.KEEPER)
    tie(problem_node(problem), GATHERED, community_node(community))
    told = [one.pk for one in authors_of([problem_node(problem)])]
    url = community.get_absolute_url() if call.audience == Audience.PUBLIC else ""
    tell_step(told, f"community:{community.pk}", OPENED, url=url)
    record(actor, CommunityOpened(subject_id=community.pk, problem=problem.pk, space=space.pk))
    return community


@action
def change_call(actor: Actor, community: InterestCommunity, *, call: Call) -> InterestCommunity:
    """Write the call again, open or close it, say which expertises are looked for."""
    require(policy, actor, Permission.TEND_COMMUNITY, community)
    community = _lock(community)
    _refuse_empty(call)
    _refuse_telltale(call)
    community.call, community.call_open = call.call.strip(), call.call_open
    community.usual_meetings, community.ends = call.usual_meetings, call.ends
    community.save()
    SoughtExpertise.objects.filter(community=community).delete()
    _seek(community, call.sought)
    record(actor, CallChanged(subject_id=community.pk, call_open=community.call_open))
    return community


@action
def join_community(actor: Actor, community: InterestCommunity, *, engagement: Engagement) -> Joining:
    """Engage a bounded time in a community and accept its rules; the person enters the circle."""
    require(policy, actor, Permission.JOIN, community)
    person = cast("Person", actor)  # the policy lets only people come here
    community = _lock(community)
    _refuse_joining(community, person, engagement)
    _refuse_expertise(engagement)
    _refuse_voice(person, engagement)
    commitment = engage(
        person,
        EngagementDraft(
            person=person,
            subject=community_node(community),
            purpose=_("Communauté « %(name)s »") % {"name": community.space.name},
            amount=engagement.amount,
            unit=engagement.unit,
            ends=engagement.ends,
            organisation=engagement.organisation,
            space=community.space,
            expertise=engagement.expertise,
        ),
    )
    add_member(SYSTEM, community.space, person=person, organisation=engagement.organisation)
    joining = Joining.objects.create(
        community=community, person=person, commitment=commitment, rules_version=engagement.rules
    )
    record(actor, CommunityJoined(subject_id=community.pk, person=person.pk, rules_version=joining.rules_version))
    return joining


@action
def leave_community(actor: Actor, community: InterestCommunity, *, farewell: str = "") -> Joining:
    """Give one's engagement back and leave the circle; a word for the others may stay."""
    require(policy, actor, Permission.LEAVE, community)
    person = cast("Person", actor)  # the policy lets only people come here
    joined = Joining.objects.select_for_update(of=("self",), no_key=True).select_related("commitment")
    joining = joined.filter(community=community, person=person, left_at=None).first()
    if joining is None:
        raise DomainError(_("Vous n’êtes pas engagé dans cette communauté."))
    if joining.commitment.state == CommitmentState.KEPT:
        give_back(person, joining.commitment)
    for membership in Membership.objects.filter(space=community.space, person=person, ends=None):
        leave_space(SYSTEM, membership)
    joining.left_at, joining.farewell = clock.now(), farewell.strip()
    joining.save()
    record(actor, CommunityLeft(subject_id=community.pk, person=person.pk))
    return joining


def _lock(community: InterestCommunity) -> InterestCommunity:
    rows = InterestCommunity.objects.select_for_update(of=("self",), no_key=True).select_related("space")
    return rows.get(pk=community.pk)


def _seek(community: InterestCommunity, names: Sequence[str]) -> None:
    wanted = dict.fromkeys(name.strip()[:120] for name in names if name.strip())
    SoughtExpertise.objects.bulk_create(SoughtExpertise(community=community, name=name) for name in wanted)


def _refuse_empty(call: Call) -> None:
    if not call.call.strip():
        raise DomainError(_("Un appel dit à qui il s’adresse et ce qu’il demande."), field="call")
    today = clock.today()
    if call.ends < today:
        raise DomainError(_("Cette date est déjà passée."), field="ends")
    practices = bindings.practices(today)
    years = practices.value.longest_community_years
    latest = today.replace(day=min(today.day, _ANY_MONTH), year=today.year + years)
    if call.ends > latest:
        raise DomainError(
            ngettext(
                "Une communauté d’intérêt a un terme que l’on peut voir venir : %(years)d an au plus.",
                "Une communauté d’intérêt a un terme que l’on peut voir venir : %(years)d ans au plus.",
                years,
            )
            % {"years": years},
            citation=practices.cite(practices.value.of("bounded")),
            nearest=_("Au plus tard le %(day)s ; l’appel pourra être récrit.")
            % {"day": say_day(latest, today, weekday=False)},
            field="ends",
        )


def _refuse_telltale(call: Call, *more: str) -> None:
    """Its page is public, with what it looks for; its name too, which is chosen once."""
    for field in (*more, "call", "sought"):
        said = getattr(call, field)
        refuse_telltale(said if isinstance(said, str) else "\n".join(said), field=field, checked=call.checked)


def _refuse_twice(problem: Problem, call: Call) -> None:
    """The same call is not launched twice on a problem: a second gesture leads to the first."""
    others = InterestCommunity.objects.filter(problem=problem, space__closed_at=None).select_related("space")
    same = next((one for one in others if fold(one.space.name) == fold(call.name.strip())), None)
    if same:
        raise DomainError(
            _("Un appel de ce nom est déjà lancé sur cette problématique."),
            nearest=_("Ouvrez-le, ou donnez un autre nom à celui-ci."),
            field="name",
            link=(same.space.name, same.get_absolute_url()),
        )


def _refuse_expertise(engagement: Engagement) -> None:
    """Everybody reads it at once: it names nobody, and tells of health only when its author wants it to."""
    said = engagement.expertise.strip()
    if len(said) > LONGEST_EXPERTISE:
        raise DomainError(
            _("Votre expertise compte %(count)d signes : dites-la en %(limit)d au plus.")
            % {"count": len(said), "limit": LONGEST_EXPERTISE},
            field="expertise",
        )
    refuse_telltale(said, field="expertise", checked=engagement.checked, never=NEVER | {Kind.NAME})


def _refuse_voice(person: Person, engagement: Engagement) -> None:
    """One speaks for an organisation for which one acts today."""
    named = engagement.organisation
    if named and not person.affiliations.now().filter(organisation=named).exists():
        raise DomainError(
            _("Vous n’agissez pas aujourd’hui pour cette organisation."),
            citation=promised("own_voice"),
            nearest=_("Dites-le d’abord dans « Mon compte », ou engagez-vous en votre nom."),
            field="organisation",
        )


def _refuse_joining(community: InterestCommunity, person: Person, engagement: Engagement) -> None:
    if not community.call_open or community.space.closed_at:
        raise DomainError(
            _("L’appel de cette communauté est clos."),
            nearest=_("Écrivez à l’équipe : un autre moyen d’aider existe sans doute."),
        )
    if Joining.objects.filter(community=community, person=person, left_at=None).exists():
        raise DomainError(_("Vous êtes déjà engagé dans cette communauté."))
    rules = bindings.community_rules(clock.today())
    if engagement.rules != rules.version:
        raise DomainError(_("On rejoint une communauté en acceptant ses règles."), citation=rules.cite(), field="rules")
    if engagement.ends > community.ends:
        raise DomainError(
            _("La communauté elle-même s’arrête avant cette date."),
            citation=promised("bounded"),
            nearest=_("Au plus tard le %(day)s.") % {"day": say_day(community.ends, clock.today(), weekday=False)},
            field="ends",
        )
