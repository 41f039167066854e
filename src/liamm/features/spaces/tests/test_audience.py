"""“Who may see this?”: the decision and the queryset say the same, whatever the thing and whoever asks."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, models
from hypothesis import given, settings
from hypothesis import strategies as st

from liamm.features.accounts.enums import Duty
from liamm.features.accounts.models import DutyHeld
from liamm.features.accounts.tests.factories import PersonFactory
from liamm.features.spaces.enums import Audience, SpaceKind, Standing
from liamm.features.spaces.models import Shareable, Space
from liamm.features.spaces.queries import audience_keys, keys_of, may_see, shared_with
from liamm.features.spaces.tests.factories import LabSpaceFactory, MembershipFactory, SpaceFactory
from liamm.kernel.access import SYSTEM, LinkHolder
from liamm.kernel.model import uuid7

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def shared_thing():
    """A table of something that can be shared, for these tests only."""

    class Thing(Shareable):
        class Meta:
            app_label = "spaces"
            managed = False
            db_table = "spaces_test_thing"

    yield Thing
    del Thing._meta.apps.all_models["spaces"]["thing"]
    Thing._meta.apps.clear_cache()


@pytest.fixture
def things(shared_thing, db):
    """One thing per circle and audience: 4 × 4."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE spaces_test_thing (id uuid, created_at timestamptz, space_id uuid, audience text)"
            " ON COMMIT DROP"
        )
    spaces = [LabSpaceFactory(), *(SpaceFactory(kind=kind) for kind in list(SpaceKind)[1:])]
    return [
        shared_thing.objects.create(id=uuid7(), space=space, audience=audience)
        for space in spaces
        for audience in Audience
    ]


people = st.fixed_dictionaries(
    {
        "standings": st.lists(st.sampled_from([None, *Standing]), min_size=4, max_size=4),
        "duties": st.sets(st.sampled_from(list(Duty))),
    }
)


def person_with(told, spaces):
    person = PersonFactory(email=f"{uuid7()}@exemple.example")
    for space, standing in zip(spaces, told["standings"], strict=True):
        if standing:
            MembershipFactory(space=space, person=person, standing=standing)
    for duty in told["duties"]:
        DutyHeld.objects.create(person=person, duty=duty)
    return person


def check(actor, things):
    model = type(things[0])
    shown = set(shared_with(actor, model.objects.all()).values_list("pk", flat=True))
    for thing in things:
        assert may_see(actor, thing) == (thing.pk in shown), (thing.audience, thing.space)


def test_decision_and_queryset_are_one_for_all_kinds_of_people(things):
    spaces = list(Space.objects.filter(pk__in={thing.space_id for thing in things}).order_by("created_at"))

    @settings(max_examples=60, deadline=None)
    @given(people)
    def same(told):
        check(person_with(told, spaces), things)

    same()


@pytest.mark.parametrize("actor", [AnonymousUser(), SYSTEM, LinkHolder(uuid7())])
def test_decision_and_queryset_are_one_for_those_without_account(actor, things):
    check(actor, things)


def test_the_index_opens_what_the_policy_opens(things):
    """A thing found in the search is a thing that may be seen, and the other way round."""
    spaces = list(Space.objects.filter(pk__in={thing.space_id for thing in things}).order_by("created_at"))

    @settings(max_examples=40, deadline=None)
    @given(people)
    def same(told):
        person = person_with(told, spaces)
        keys = set(audience_keys(person))
        for thing in things:
            assert bool(keys & set(keys_of(thing))) == may_see(person, thing)

    same()
    assert audience_keys(AnonymousUser()) == ["public"]


def test_private_is_for_keepers_even_from_the_team():
    space = SpaceFactory()
    thing = SimpleNamespace(audience=Audience.PRIVATE, space_id=space.pk)
    member = MembershipFactory(space=space).person
    assert not may_see(member, thing)
    team = PersonFactory(duty=Duty.HEAD)
    assert not may_see(team, thing)
    assert may_see(MembershipFactory(space=space, standing=Standing.KEEPER).person, thing)


def test_a_shareable_thing_has_an_audience_by_default():
    assert Shareable._meta.get_field("audience").default == Audience.SPACE
    assert issubclass(Shareable, models.Model)
