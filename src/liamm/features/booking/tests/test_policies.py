"""Who may see and take the rooms."""

import pytest
from django.contrib.auth.models import AnonymousUser

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.booking.models import Booking, Displacement, Waiting
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.tests.factories import asked_for, booked, opening_asked, waiting_for
from liamm.features.spaces.tests.factories import CommunityMemberFactory, LabSpaceFactory
from liamm.kernel.access import SYSTEM, LinkHolder
from liamm.kernel.model import uuid7

pytestmark = pytest.mark.django_db


def test_who_sees_a_booking_one_by_one_and_in_a_list():
    one = booked()
    left = PersonFactory()
    own = booked(rooms=(2,))
    own.booked_by = left
    own.save()
    for actor, seen in (
        (AnonymousUser(), set()),
        (PersonFactory(), set()),
        (left, {own}),
        (CommunityMemberFactory(), {one, own}),
        (TeamMemberFactory(), {one, own}),
        (SYSTEM, {one, own}),
    ):
        assert set(policy.visible_to(actor, Booking.objects.all())) == seen
        assert {each for each in (one, own) if policy.decide(actor, Permission.VIEW, each)} == seen


def test_who_may():
    one = booked()
    member, team = CommunityMemberFactory(), TeamMemberFactory()
    assert policy.decide(member, Permission.BOOK)
    assert not policy.decide(PersonFactory(), Permission.BOOK)
    assert not policy.decide(SYSTEM, Permission.BOOK)
    assert policy.decide(one.booked_by, Permission.CANCEL, one)
    assert policy.decide(team, Permission.CANCEL, one)
    assert not policy.decide(member, Permission.CANCEL, one)
    for keeping in (Permission.BLOCK, Permission.ARRANGE):
        assert policy.decide(team, keeping)
        assert policy.decide(SYSTEM, keeping)
        assert not policy.decide(member, keeping)


def test_who_reads_that_a_place_is_asked_for_one_by_one_and_in_a_list():
    one = asked_for(booked(), PersonFactory())
    for actor, sees in (
        (AnonymousUser(), False),
        (CommunityMemberFactory(), False),
        (LinkHolder(uuid7()), False),
        (LinkHolder(one.pk), True),
        (one.guest.booked_by, True),
        (one.asked_by, True),
        (TeamMemberFactory(), True),
        (SYSTEM, True),
    ):
        assert bool(policy.decide(actor, Permission.VIEW_PLACE, one)) is sees
        assert policy.visible_to(actor, Displacement.objects.all()).exists() is sees


def test_who_reads_what_the_guest_wrote():
    one = asked_for(booked(), TeamMemberFactory())
    for actor, reads in (
        (AnonymousUser(), False),
        (CommunityMemberFactory(), False),
        (LinkHolder(one.pk), True),
        (one.guest.booked_by, True),
        (one.asked_by, False),
        (TeamMemberFactory(), True),
    ):
        assert bool(policy.decide(actor, Permission.READ_ANSWER, one)) is reads


def test_who_sees_that_somebody_waits_one_by_one_and_in_a_list():
    one = waiting_for(booked(), PersonFactory())
    for actor, sees, leaves in (
        (AnonymousUser(), False, False),
        (CommunityMemberFactory(), False, False),
        (LinkHolder(uuid7()), False, False),
        (LinkHolder(one.pk), True, True),
        (one.person, True, True),
        (TeamMemberFactory(), True, False),
        (SYSTEM, True, False),
    ):
        assert bool(policy.decide(actor, Permission.VIEW_LINE, one)) is sees
        assert policy.visible_to(actor, Waiting.objects.all()).exists() is sees
        assert bool(policy.decide(actor, Permission.LEAVE_LINE, one)) is leaves


def test_nobody_answers_the_opening_they_asked_for():
    LabSpaceFactory()
    team, other = TeamMemberFactory(), TeamMemberFactory()
    one = opening_asked(team)
    assert not policy.decide(team, Permission.ANSWER_OPENING, one)
    assert policy.decide(other, Permission.ANSWER_OPENING, one)
    assert not policy.decide(CommunityMemberFactory(), Permission.ANSWER_OPENING, one)
