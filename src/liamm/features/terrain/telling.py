"""Telling a step: once, in one sentence, at the link always and by mail to whoever may be written to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from uuid import UUID

from django.utils import translation
from django.utils.functional import Promise

from liamm.features.terrain.correspondents import AROUND, Correspondent, author_of, beside, contact_of, opening
from liamm.features.terrain.enums import Whence
from liamm.features.terrain.letters import StepLetter
from liamm.features.terrain.models import FieldSignal, SignalStep
from liamm.kernel.post.letters import absolute, post

Words = str | Promise


class ByMail(Enum):
    """Who gets a step by mail: everybody, only who stands beside an author written to otherwise, nobody."""

    EVERYBODY = "everybody"
    BESIDE = "beside"
    NOBODY = "nobody"


def tell_step(
    ids: Iterable[UUID],
    key: str,
    sentence: Words,
    *,
    passed: Words = "",
    url: str = "",
    by_mail: ByMail = ByMail.EVERYBODY,
) -> list[UUID]:
    """Tell a step to the authors of these signals who were not told it yet; returns those who now were.

    `passed` is what is said to whoever passed on the words of somebody else.
    """
    wanted = sorted(set(ids))
    list(
        FieldSignal.objects.filter(pk__in=wanted).select_for_update(of=("self",), no_key=True).order_by("pk").only("pk")
    )
    known = set(SignalStep.objects.filter(signal__in=wanted, key=key).values_list("signal_id", flat=True))
    fresh = FieldSignal.objects.filter(pk__in=wanted).exclude(pk__in=known).select_related(*AROUND).order_by("pk")
    told = list(fresh)
    for signal in told:
        _keep(signal, key, (sentence, passed), url)
        for one in _written_to(signal, by_mail):
            _write(signal, one, (sentence, passed), url)
    return [signal.pk for signal in told]


def _keep(signal: FieldSignal, key: str, said: tuple[Words, Words], url: str) -> None:
    author = author_of(signal)
    with translation.override(author.language if author else "fr"):
        sentence, passed = map(str, said)
    passed = passed if signal.passed_on else ""
    SignalStep.objects.create(signal=signal, key=key[:120], sentence=sentence, passed=passed, url=url)


def _written_to(signal: FieldSignal, by_mail: ByMail) -> Iterator[Correspondent]:
    if by_mail == ByMail.EVERYBODY and (contact := contact_of(signal)):
        yield contact
    if by_mail != ByMail.NOBODY and (other := beside(signal)):
        yield other


def _write(signal: FieldSignal, one: Correspondent, said: tuple[Words, Words], url: str) -> None:
    with translation.override(one.to.language):
        (sentence, passed), start = map(str, said), opening(signal, one)
    own = bool(passed) and one.whence == Whence.PASSED
    letter = StepLetter(**start, sentence=passed if own else sentence, own=own, url=absolute(url) if url else "")
    post(letter, one.to)
