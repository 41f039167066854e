"""The rights over what the lab can give are asked in general."""

from liamm.features.commitments.policies import Permission
from liamm.kernel.access.matrix import Sample, World


def samples(world: World) -> list[Sample]:
    return [Sample(permission, "in general") for permission in Permission]
