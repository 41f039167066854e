"""What the author of a signal sees behind the secret link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from liamm.features.terrain.correspondents import author_of, contact_of
from liamm.features.terrain.models import Exchange, FieldSignal, PublicWording, SignalFile, SignalStep
from liamm.features.terrain.queries.authors import signal_node
from liamm.kernel.access import LinkHolder
from liamm.kernel.post.letters import is_stopped
from liamm.kernel.thread.chain import Stage, stages


@dataclass(frozen=True, slots=True)
class FollowPage:
    """One signal as its author follows it."""

    signal: FieldSignal
    steps: Sequence[SignalStep]
    exchanges: Sequence[Exchange]
    files: Sequence[SignalFile]
    wording: PublicWording | None
    thread: Sequence[Stage]
    language: str
    has_mail: bool
    stopped: bool


def follow_page(signal: FieldSignal) -> FollowPage:
    """Everything that concerns this signal; the people of the team are shown as the team."""
    author, contact = author_of(signal), contact_of(signal)
    chain = stages(LinkHolder(signal.pk), signal_node(signal))
    return FollowPage(
        signal=signal,
        steps=list(signal.steps.all()),
        exchanges=list(signal.exchanges.all()),
        files=list(signal.files.order_by("created_at")),
        wording=PublicWording.objects.filter(signal=signal, withdrawn_at=None).select_related("signal").first(),
        thread=chain if len(chain) > 1 else [],
        language=author.language if author else "fr",
        has_mail=contact is not None,
        stopped=contact is not None and is_stopped(contact.to.key, f"signal:{signal.pk}"),
    )
