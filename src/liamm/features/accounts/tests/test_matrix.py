"""The test of rights would see a queryset that says something else than the rule."""

from enum import StrEnum

import pytest

from liamm.features.accounts.models import Organisation
from liamm.features.accounts.tests.factories import OrganisationFactory, PersonFactory
from liamm.kernel.access import ALLOWED, Policy
from liamm.kernel.access.matrix import Sample, World, disagreements, markdown, trials

pytestmark = pytest.mark.django_db


class Permission(StrEnum):
    VIEW = "test.thing.view"
    DO = "test.thing.do"


def test_a_queryset_that_hides_what_the_rule_shows_is_named():
    policy = Policy()
    policy.rule(Permission.VIEW)(lambda actor, target: ALLOWED)
    policy.rule(Permission.DO)(lambda actor, target: ALLOWED)
    policy.visible(Organisation, Permission.VIEW)(lambda actor, rows: rows.none())
    world = World(actors={"someone": PersonFactory()}, circle=None, lab=None, enter=lambda space: None)
    thing = OrganisationFactory()
    samples = [
        Sample(Permission.VIEW, "a thing", thing),
        Sample(Permission.DO, "a thing", thing),
        Sample(Permission.DO, "in general"),
    ]
    (said,) = disagreements(policy, world, samples)
    assert said == "test.thing.view · a thing · someone: the queryset says False"
    written = markdown({"test": trials(policy, world, samples)})
    assert "| `test.thing.do` | in general | yes |" in written
