import pytest

from liamm.features.accounts.models import Organisation, Person
from liamm.features.spaces.models import Membership
from liamm.site.demo.cast import PLAYERS, TROUPES
from liamm.site.demo.guide import GUIDES
from liamm.site.demo.load import is_empty, load

pytestmark = pytest.mark.django_db


def test_the_demonstration_is_a_believable_lab():
    assert is_empty()
    load()
    assert not is_empty()
    assert Organisation.objects.count() == len(TROUPES) >= 12
    assert Person.objects.count() == len(PLAYERS) >= 40
    assert Organisation.objects.filter(is_host=True).count() == 2
    assert Organisation.objects.filter(kind="collective", siret="").exists()
    assert Membership.objects.filter(space__kind="lab").count() > 30
    addresses = set(Person.objects.values_list("email", flat=True))
    assert {guide.email for guide in GUIDES if guide.email} <= addresses
