"""Things on which the rights over the charter are tried."""

from liamm.features.charter.models import Amendment, CharterVersion
from liamm.features.charter.policies import Permission
from liamm.kernel import clock
from liamm.kernel.access.matrix import Sample, World


def samples(world: World) -> list[Sample]:
    version = CharterVersion.objects.earliest("in_force_from")
    amendment = Amendment.objects.create(
        amends=version, key="essai", title="Essai", reasons="Voir.", proposed_by="Tous", proposed_on=clock.today()
    )
    return [
        Sample(Permission.VIEW_VERSION, "a version", version),
        Sample(Permission.VIEW_AMENDMENT, "an amendment", amendment),
        Sample(Permission.ADOPT_VERSION, "in general"),
        Sample(Permission.REGISTER_AMENDMENT, "in general"),
    ]
