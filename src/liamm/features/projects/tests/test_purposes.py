"""Projects as that for which rooms are booked: by who is in them, and by the team."""

import pytest

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.projects.manifest import manifest
from liamm.features.projects.tests.factories import carrier_of, running

pytestmark = pytest.mark.django_db


def test_those_one_is_in_and_what_one_may_read():
    project = running()
    (source,) = manifest.purposes
    for actor, offered in ((carrier_of(project), True), (TeamMemberFactory(), True), (PersonFactory(), False)):
        assert [one.id for one in source.offered(actor, None)] == [project.id] * offered
        assert source.shown(actor, [project.id])[project.id].url == f"/projets/{project.reference}/"
