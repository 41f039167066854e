"""Who reads who comes."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.spaces.tests.factories import CommunityMemberFactory
from liamm.features.welcome.models import Guest
from liamm.features.welcome.policies import Permission, policy
from liamm.features.welcome.tests.factories import ANNA, invited
from liamm.kernel.access import SYSTEM, LinkHolder
from liamm.kernel.model import uuid7

pytestmark = pytest.mark.django_db


def test_one_by_one_and_in_a_list():
    (guest,) = invited()
    proven, said = PersonFactory(email=ANNA.upper()), PersonFactory()
    EmailAddress.objects.create(user=proven, email=ANNA.upper(), verified=True)
    EmailAddress.objects.create(user=said, email=ANNA, verified=False)
    for actor, sees in (
        (AnonymousUser(), False),
        (CommunityMemberFactory(), False),
        (said, False),
        (LinkHolder(uuid7()), False),
        (LinkHolder(guest.pk), True),
        (proven, True),
        (guest.booking.booked_by, True),
        (TeamMemberFactory(), True),
        (SYSTEM, True),
    ):
        assert bool(policy.decide(actor, Permission.VIEW_GUEST, guest)) is sees
        assert policy.visible_to(actor, Guest.objects.all()).exists() is sees


def test_somebody_forgotten_is_nobody():
    (guest,) = invited()
    guest.email = ""
    guest.save()
    assert not policy.decide(PersonFactory(email="x@exemple.example"), Permission.VIEW_GUEST, guest)
