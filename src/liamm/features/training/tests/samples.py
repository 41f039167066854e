"""Things on which the rights over selections are tried: an application of *signed in*, and one of somebody else."""

from liamm.features.training.models import Appeal, Application
from liamm.features.training.policies import Permission
from liamm.features.training.tests.factories import applied, training
from liamm.kernel.access.matrix import Sample


def samples(world):
    event = training()
    other = Application.objects.get(registration=applied(event, 1))
    own = applied(event, 2)
    own.person = world.actors["signed in"]
    own.save()
    mine = Application.objects.get(registration=own)
    appeal = Appeal.objects.create(application=other, words="Regardez encore")
    return [
        Sample(Permission.PREPARE, "in general"),
        Sample(Permission.PUBLISH, "in general"),
        Sample(Permission.KEEP, "in general"),
        *(
            Sample(permission, words, thing)
            for permission in (Permission.VIEW_APPLICATION, Permission.READ, Permission.APPEAL)
            for words, thing in (("an application of somebody else", other), ("one of *signed in*", mine))
        ),
        Sample(Permission.ANSWER_APPEAL, "an appeal of somebody else", appeal),
    ]
