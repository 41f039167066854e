import pytest
from django.contrib.auth.models import AnonymousUser

from liamm.features.accounts.tests.factories import AdminFactory, HeadFactory, PersonFactory, TeamMemberFactory
from liamm.features.spaces.enums import Audience, SpaceKind
from liamm.features.spaces.tests.factories import (
    CommunityMemberFactory,
    LabSpaceFactory,
    MembershipFactory,
    SpaceFactory,
)
from liamm.features.terrain.models import FieldSignal, InterestCommunity, Problem, PublicWording, Relay
from liamm.features.terrain.policies import Permission, policy
from liamm.features.terrain.tests.factories import (
    FieldSignalFactory,
    InterestCommunityFactory,
    ProblemFactory,
    RelayFactory,
    WordingFactory,
)
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, LinkHolder

pytestmark = pytest.mark.django_db


def things():
    relay = RelayFactory()
    FieldSignalFactory(relay=relay)
    FieldSignalFactory(recorded_by=PersonFactory(email="note@exemple.example"))
    for audience in Audience:
        WordingFactory(audience=audience)
        ProblemFactory(audience=audience)
        InterestCommunityFactory(space=SpaceFactory(audience=audience))
    WordingFactory(withdrawn_at=clock.now())
    return relay


def actors(relay):
    circle = InterestCommunity.objects.filter(space__audience=Audience.SPACE).get().space
    insider = MembershipFactory(space=circle).person
    return [
        AnonymousUser(),
        PersonFactory(),
        CommunityMemberFactory(),
        insider,
        relay.person,
        FieldSignal.objects.get(recorded_by__email="note@exemple.example").recorded_by,
        TeamMemberFactory(),
        HeadFactory(),
        AdminFactory(),
        LinkHolder(FieldSignal.objects.earliest("pk").pk),
    ]


@pytest.mark.parametrize("model", [FieldSignal, PublicWording, Problem, InterestCommunity, Relay])
def test_what_is_listed_is_what_may_be_seen(model):
    relay = things()
    permission, _ = policy.filters[model]
    for actor in actors(relay):
        listed = set(policy.visible_to(actor, model.objects.all()).values_list("pk", flat=True))
        allowed = {one.pk for one in model.objects.all() if policy.decide(actor, permission, one)}
        assert listed == allowed, actor


@pytest.mark.parametrize("model", [FieldSignal, Problem, InterestCommunity])
def test_the_house_itself_sees_all(model):
    things()
    permission, _ = policy.filters[model]
    assert policy.visible_to(SYSTEM, model.objects.all()).count() == model.objects.count()
    assert all(policy.decide(SYSTEM, permission, one) for one in model.objects.all())


def test_a_signal_stays_between_its_author_and_the_team():
    things()
    for actor in (AnonymousUser(), PersonFactory(), CommunityMemberFactory(), AdminFactory()):
        assert not policy.visible_to(actor, FieldSignal.objects.all()).exists()
        assert policy.decide(actor, Permission.READ, FieldSignal.objects.first()).reason


def test_a_relais_sees_only_what_was_passed_on():
    relay = things()
    assert list(policy.visible_to(relay.person, FieldSignal.objects.all())) == list(relay.signals.all())


def test_every_refusal_says_why():
    targets = {
        Permission.READ: FieldSignalFactory,
        Permission.FOLLOW: FieldSignalFactory,
        Permission.VIEW_WORDING: lambda: WordingFactory(audience=Audience.PRIVATE),
        Permission.VIEW_PROBLEM: lambda: ProblemFactory(audience=Audience.PRIVATE),
        Permission.VIEW_COMMUNITY: lambda: InterestCommunityFactory(space__audience=Audience.PRIVATE),
        Permission.JOIN: InterestCommunityFactory,
        Permission.TEND_COMMUNITY: InterestCommunityFactory,
        Permission.VIEW_RELAY: RelayFactory,
    }
    for permission in Permission:
        target = targets[permission]() if permission in targets else None
        decision = policy.decide(AnonymousUser(), permission, target)
        assert decision.allowed is (permission == Permission.TELL), permission
        assert decision.allowed or decision.reason, permission


def test_a_keeper_tends_the_community():
    community = InterestCommunityFactory(space=SpaceFactory(kind=SpaceKind.COMMUNITY))
    keeper = MembershipFactory(space=community.space, standing="keeper").person
    assert policy.decide(keeper, Permission.TEND_COMMUNITY, community)
    assert LabSpaceFactory().kind == SpaceKind.LAB
