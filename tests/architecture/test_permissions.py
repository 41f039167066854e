"""Who may do what: tried for real, the same for one thing and for many, and written where people read it."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser

from liamm.features.accounts.enums import Duty
from liamm.features.accounts.tests.factories import AdminFactory, HeadFactory, PersonFactory, TeamMemberFactory
from liamm.features.spaces.enums import Audience, Standing
from liamm.features.spaces.tests.factories import (
    CommunityMemberFactory,
    LabSpaceFactory,
    MembershipFactory,
    SpaceFactory,
)
from liamm.kernel.access import SYSTEM
from liamm.kernel.access.matrix import Row, World, disagreements, markdown, trials
from liamm.kernel.extension import manifests
from liamm.kernel.prepared import forget

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).parents[2] / "docs" / "permissions.md"
WRITE = "WRITE_PERMISSIONS=1 .venv/bin/pytest tests/architecture/test_permissions.py"
HEADING = f"""# Who may do what

Made from the policies themselves by `{WRITE}`; a test fails when this page is not what they answer.
Each permission is tried on something real. Columns: *visitor* (no account), *signed in* (an account, nothing more),
*member* (of the community), *in circle* and *keeper* (member and keeper of the circle the thing belongs to),
*team*, *head*, *admin* (duties), *house* (jobs and reactions). A role of the charter opens nothing and has no column.

"""


def make_world() -> World:
    circle = SpaceFactory(audience=Audience.SPACE, name="Le cercle")
    inside, keeper = PersonFactory(), PersonFactory()

    def enter(space) -> None:
        MembershipFactory(space=space, person=inside)
        MembershipFactory(space=space, person=keeper, standing=Standing.KEEPER)
        for person in (inside, keeper):
            forget(person, "circles")

    enter(circle)
    return World(
        actors={
            "visitor": AnonymousUser(),
            "signed in": PersonFactory(),
            "member": CommunityMemberFactory(),
            "in circle": inside,
            "keeper": keeper,
            "team": TeamMemberFactory(),
            "head": HeadFactory(),
            "admin": AdminFactory(),
            "house": SYSTEM,
        },
        circle=circle,
        lab=LabSpaceFactory(),
        enter=enter,
    )


@pytest.fixture
def world():
    return make_world()


def features():
    """The features that have a policy, with their samples when they give some."""
    for manifest in manifests():
        if manifest.policy is None:
            continue
        folder = Path(__file__).parents[2] / "src" / "liamm" / "features" / manifest.name / "tests" / "samples.py"
        module = f"liamm.features.{manifest.name}.tests.samples"
        yield manifest, import_module(module).samples if folder.exists() else None


def rows_of(manifest, samples, world) -> list[Row]:
    if samples:
        return trials(manifest.policy, world, samples(world))
    return [Row(str(permission), "(no sample given)", {}) for permission in manifest.policy.rules]


def test_the_table_says_what_the_policies_answer(world):
    tables = {manifest.name: rows_of(manifest, samples, world) for manifest, samples in features()}
    written = HEADING + markdown(tables)
    if os.environ.get("WRITE_PERMISSIONS"):
        PAGE.write_text(written)
    assert PAGE.read_text() == written, f"rights changed; look at them with: {WRITE}"


def test_one_and_many_get_the_same_answer(world):
    found = []
    for manifest, samples in features():
        if samples:
            found += disagreements(manifest.policy, world, samples(world))
    assert not found


def test_every_permission_of_a_feature_with_samples_is_tried(world):
    for manifest, samples in features():
        if samples:
            tried = {sample.permission for sample in samples(world)}
            assert set(manifest.policy.rules) == tried, manifest.name


def test_every_permission_has_a_rule_and_a_house_name():
    for manifest in manifests():
        if manifest.policy is None:
            continue
        assert manifest.permissions is not None, manifest.name
        assert set(manifest.permissions) == set(manifest.policy.rules), manifest.name
        for permission in manifest.permissions:
            parts = str(permission).split(".")
            assert len(parts) == 3, permission
            assert parts[0] == manifest.name, permission


def test_every_no_has_its_reason(world):
    for manifest, samples in features():
        for sample in samples(world) if samples else []:
            for name, actor in world.actors.items():
                decision = manifest.policy.decide(actor, sample.permission, sample.target)
                assert decision.allowed or decision.reason, f"{sample.permission} {name}"


def test_a_role_of_the_charter_opens_nothing(world):
    """Authority is never derived from a role name: the engine does not even know the word."""
    member = world.actors["member"]
    assert not member.duties
    assert {duty.value for duty in Duty} == {"team", "head", "admin"}
