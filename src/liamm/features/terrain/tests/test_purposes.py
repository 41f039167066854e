"""Problems as that for which rooms are booked: those that are open, for who may read them."""

import pytest

from liamm.features.accounts.tests.factories import PersonFactory
from liamm.features.spaces.enums import Audience
from liamm.features.terrain.manifest import manifest
from liamm.features.terrain.tests.factories import ProblemFactory
from liamm.kernel import clock

pytestmark = pytest.mark.django_db


def test_open_ones_that_one_may_read():
    problem = ProblemFactory(audience=Audience.PUBLIC)
    ProblemFactory(audience=Audience.PUBLIC, closed_at=clock.now())
    ProblemFactory(audience=Audience.PRIVATE)
    (source,) = manifest.purposes
    person = PersonFactory()
    assert [one.id for one in source.offered(person, None)] == [problem.pk]
    assert source.shown(person, [problem.pk])[problem.pk].title == problem.question
