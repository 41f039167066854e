"""Signals merged with one another: putting one under another, and taking it apart again."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from django.utils.translation import gettext_lazy

from liamm.features.accounts.models import Person
from liamm.features.terrain.models import FieldSignal, Merging
from liamm.features.terrain.queries.authors import signal_node
from liamm.features.terrain.telling import ByMail, tell_step
from liamm.kernel import clock
from liamm.kernel.thread.chain import tie, untie

MERGED = "merged_into"
TOLD_MERGED = gettext_lazy(
    "D’autres disent la même chose : votre remontée est rapprochée de la leur, et la suite vous sera dite."
)
TOLD_MERGED_PASSED = gettext_lazy(
    "D’autres disent la même chose : ce que vous avez transmis est rapproché de leur remontée, "
    "et la suite vous sera dite."
)
TOLD_JOINED = gettext_lazy(
    "Une autre personne dit la même chose : sa remontée est rapprochée de la vôtre, "
    "et la suite vous sera dite à toutes les deux."
)
TOLD_JOINED_PASSED = gettext_lazy(
    "Une autre personne dit la même chose : sa remontée est rapprochée de ce que vous avez transmis, "
    "et la suite vous sera dite à toutes les deux."
)
TOLD_PARTED = gettext_lazy(
    "Une remontée qui était rapprochée de la vôtre est de nouveau suivie pour elle-même ; la vôtre reste suivie ici."
)
TOLD_PARTED_PASSED = gettext_lazy(
    "Une remontée qui était rapprochée de ce que vous avez transmis est de nouveau suivie pour elle-même ; "
    "ce que vous avez transmis reste suivi ici."
)
TOLD_SPLIT = gettext_lazy("Votre remontée est de nouveau suivie pour elle-même.")
TOLD_SPLIT_PASSED = gettext_lazy("Ce que vous avez transmis est de nouveau suivi pour lui-même.")


def put_under(source: FieldSignal, target: FieldSignal, by: Person | None) -> None:
    """Let `target` stand for `source` and for all that `source` stood for."""
    concerned = list(FieldSignal.objects.filter(root_id=source.pk).values_list("pk", flat=True))
    FieldSignal.objects.filter(pk=source.pk).update(merged_into=target)
    FieldSignal.objects.filter(pk__in=concerned).update(root_id=target.pk)
    merging = Merging.objects.create(source=source, target=target, by=by)
    tie(signal_node(source), MERGED, signal_node(target))
    tell_step(concerned, f"merged:{merging.pk}", TOLD_MERGED, passed=TOLD_MERGED_PASSED)
    tell_step([target.pk], f"joined:{merging.pk}", TOLD_JOINED, passed=TOLD_JOINED_PASSED)


def take_apart(signal: FieldSignal, target: FieldSignal, by: Person | None) -> None:
    """Let `signal` stand by itself again, with all that was merged into it: as before it was put under `target`."""
    branch = _branch(signal)
    FieldSignal.objects.filter(pk=signal.pk).update(merged_into=None)
    FieldSignal.objects.filter(pk__in=branch).update(root_id=signal.pk)
    merging = Merging.objects.select_for_update(of=("self",), no_key=True).get(source=signal, undone_at__isnull=True)
    merging.undone_at, merging.undone_by = clock.now(), by
    merging.save()
    untie(signal_node(signal), MERGED, signal_node(target))
    tell_step(branch, f"split:{merging.pk}", TOLD_SPLIT, passed=TOLD_SPLIT_PASSED, by_mail=ByMail.NOBODY)
    tell_step([target.pk], f"parted:{merging.pk}", TOLD_PARTED, passed=TOLD_PARTED_PASSED)


def _branch(signal: FieldSignal) -> list[UUID]:
    """The signal and all that was merged into it, directly or through another."""
    root = FieldSignal.objects.values_list("root_id", flat=True).get(pk=signal.pk)
    children: dict[UUID | None, list[UUID]] = defaultdict(list)
    for pk, parent in FieldSignal.objects.filter(root_id=root).values_list("pk", "merged_into_id"):
        children[parent].append(pk)
    branch, waiting = [], [signal.pk]
    while waiting:
        one = waiting.pop()
        branch.append(one)
        waiting += children[one]
    return branch
