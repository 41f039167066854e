"""Forgetting what was written of somebody who applied, once their registration names nobody any more."""

from __future__ import annotations

from liamm.features.training.erasing import erase_words
from liamm.features.training.facts import WordsForgotten
from liamm.features.training.models import Application
from liamm.features.training.policies import Permission, policy
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import action
from liamm.kernel.ledger.record import record


@action
def forget_words(actor: Actor, application: Application) -> None:
    """Keep the levels, the outcome and the counts; the arguments, the appeal and its answer go."""
    require(policy, actor, Permission.KEEP)

    erase_words(application)
    record(actor, WordsForgotten(subject_id=application.pk, selection=application.selection_id))
