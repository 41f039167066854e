"""Telling authors a step: once, in one sentence, at the link always and by mail when they left an address."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils import translation
from django.utils.functional import Promise

from liamm.features.terrain.following import follow_path, open_link
from liamm.features.terrain.letters import StepLetter
from liamm.features.terrain.models import Author, FieldSignal, SignalStep
from liamm.kernel.post.letters import absolute, post

Words = str | Promise


def author_of(signal: FieldSignal) -> Author | None:
    """How to reach the author, None when nothing is kept any more."""
    return Author.objects.filter(signal=signal).first()


def tell_step(ids: Iterable[UUID], key: str, sentence: Words, *, url: str = "", by_mail: bool = True) -> list[UUID]:
    """Tell a step to the authors of these signals who were not told it yet; returns those who now were."""
    wanted = sorted(set(ids))
    list(FieldSignal.objects.filter(pk__in=wanted).select_for_update(of=("self",)).order_by("pk").only("pk"))
    known = set(SignalStep.objects.filter(signal__in=wanted, key=key).values_list("signal_id", flat=True))
    fresh = FieldSignal.objects.filter(pk__in=wanted).exclude(pk__in=known).select_related("author").order_by("pk")
    told = list(fresh)
    for signal in told:
        _tell(signal, key, sentence, url=url, by_mail=by_mail)
    return [signal.pk for signal in told]


def _tell(signal: FieldSignal, key: str, sentence: Words, *, url: str, by_mail: bool) -> None:
    author: Author | None = getattr(signal, "author", None)
    with translation.override(author.language if author else "fr"):
        words = str(sentence)
    SignalStep.objects.create(signal=signal, key=key[:120], sentence=words, url=url)
    if author and author.mail and by_mail:
        link = follow_path(open_link(signal))
        letter = StepLetter(
            signal_id=signal.pk,
            reference=signal.reference,
            link=link,
            sentence=words,
            url=absolute(url) if url else "",
        )
        post(letter, author.recipient)
