"""Drawings made by the server: pure functions that return safe SVG, without script or inline style.

Bars and strips stretch with their box and hold no text; the words stand beside them in HTML, so they wrap and zoom.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liamm.ui.dates import say_number

_WIDTH = 1000.0


def load_bar(held: float, limit: float, added: float = 0) -> SafeString:
    """What is held, what would be added, and the limit as a line; the scale grows when the limit is passed."""
    total = held + added
    top = max(limit, total) or 1.0
    within, beyond = _cut(held, added, limit)
    parts = [("held", 0.0, within[0]), ("added", within[0], within[1]), ("over", limit, beyond)]
    bars = format_html_join(
        "",
        '<rect class="{}" x="{}" y="0" width="{}" height="10"/>',
        [(name, _at(start, top), _at(size, top)) for name, start, size in parts if _at(size, top) > 0],
    )
    mark = format_html('<line class="limit" x1="{0}" x2="{0}" y1="-2" y2="12"/>', _at(limit, top))
    return format_html(
        '<svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect class="track" x="0" y="0" width="1000" height="10"/>{}{}</svg>',
        bars,
        mark if total > limit else "",
    )


def dots(count: int, *, own: bool = False) -> SafeString:
    """As many dots as appraisals, and a ring for the carriers' own; said in words too."""
    shown = min(count, 12)
    circles = format_html_join(
        "", '<circle class="mark" cx="{}" cy="8" r="6"/>', [(8 + place * 15,) for place in range(shown)]
    )
    ring = format_html('<circle class="mark own" cx="{}" cy="8" r="5.5"/>', 8 + shown * 15) if own else ""
    width = max(1, shown + own) * 15 + 1
    words = [ngettext("%(count)s avis", "%(count)s avis", count) % {"count": count}] if count else []
    words += [_("les porteurs")] if own else []
    return format_html(
        '<svg class="dots" viewBox="0 0 {0} 16" width="{0}" height="16" role="img" aria-label="{1}">{2}{3}</svg>',
        width,
        ", ".join(words),
        circles,
        ring,
    )


@dataclass(frozen=True, slots=True)
class Spread:
    """How often each appreciation of an ordinal scale was given; `own` is what the carriers say themselves."""

    label: str
    counts: Sequence[int]
    own: int | None = None

    @property
    def cells(self) -> list[SafeString]:
        """One drawing per appreciation, empty where nobody stands."""
        marks = [(count, place == self.own) for place, count in enumerate(self.counts)]
        return [dots(count, own=own) if count or own else SafeString("") for count, own in marks]


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a bar plot. `tone`: a function, good, wait, stop, info or plain."""

    label: str
    value: float
    said: str = ""
    tone: str = "plain"
    url: str = ""

    @property
    def words(self) -> str:
        """The value as read."""
        return self.said or say_number(self.value)


@dataclass(frozen=True, slots=True)
class BarPlot:
    """A table whose last column is drawn."""

    title: str
    bars: Sequence[Bar]
    limit: float | None = None
    label_head: str = ""
    value_head: str = ""

    @property
    def lines(self) -> list[tuple[Bar, SafeString]]:
        """Each bar with its drawing, all on one scale."""
        top = max([bar.value for bar in self.bars] + [self.limit or 0.0]) or 1.0
        return [(bar, _bar(bar, top, self.limit)) for bar in self.bars]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A dated stretch of a timeline, in any unit that grows (days from the first, for instance)."""

    start: float
    end: float
    tone: str = "plain"


def strip(stretches: Sequence[Stretch], start: float, end: float, now: float | None = None) -> SafeString:
    """One line of a timeline, from `start` to `end`, with today as a line."""
    size = (end - start) or 1.0
    bars = format_html_join(
        "",
        '<rect class="mark {}" x="{}" y="1" width="{}" height="8" rx="2"/>',
        [
            (
                one.tone,
                _at(max(one.start, start) - start, size),
                max(4.0, _at(min(one.end, end) - max(one.start, start), size)),
            )
            for one in stretches
            if one.end >= start and one.start <= end
        ],
    )
    inside = now is not None and start <= now <= end
    mark = format_html('<line class="limit" x1="{0}" x2="{0}" y1="-2" y2="12"/>', _at((now or 0) - start, size))
    return format_html(
        '<svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect class="track" x="0" y="0" width="1000" height="10"/>{}{}</svg>',
        bars,
        mark if inside else "",
    )


def _bar(bar: Bar, top: float, limit: float | None) -> SafeString:
    mark = format_html('<line class="limit" x1="{0}" x2="{0}" y1="-2" y2="12"/>', _at(limit or 0.0, top))
    return format_html(
        '<svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect class="mark {}" x="0" y="0" width="{}" height="10"/>{}</svg>',
        bar.tone,
        _at(bar.value, top),
        "" if limit is None else mark,
    )


def _at(value: float, top: float) -> float:
    return round(_WIDTH * value / top, 1)


def _cut(held: float, added: float, limit: float) -> tuple[tuple[float, float], float]:
    """What is held and added below the limit, and all that passes it."""
    below = min(held, limit)
    room = max(0.0, limit - below)
    return (below, min(added, room)), max(0.0, held + added - limit)
