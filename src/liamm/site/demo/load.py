"""Loading the demonstration: all of it or nothing, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db import transaction
from django.utils import translation

from liamm.features.accounts.models import Person
from liamm.kernel import clock
from liamm.site.demo.scenes import people
from liamm.site.demo.stage import Stage

SCENES: Sequence[Callable[[Stage], None]] = (people.play,)


def is_empty() -> bool:
    """Whether nobody has an account yet."""
    return not Person.objects.exists()


def load() -> Stage:
    """Tell the whole story; a process killed in the middle leaves the database as empty as it was."""
    stage = Stage(clock.today())
    with transaction.atomic(), translation.override("fr"):
        for play in SCENES:
            play(stage)
    return stage
