"""The map of a région made by the server: numbers and patterns beside colour, and the same as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _

from liamm.features.territories import rules
from liamm.features.territories.enums import TerritoryKind
from liamm.features.territories.models import Territory
from liamm.features.territories.queries import by_codes, said_count
from liamm.features.territories.shapes import Shape, drawing_of
from liamm.ui.dates import say_number

_WIDTH, _TEXT, _HALO = 1000, 22, 5
_PATTERN = (
    SafeString(""),
    SafeString('<circle class="map-ink" cx="5" cy="5" r="1.5"/>'),
    SafeString('<path class="map-line" d="M-2 12 12-2M-2 2 2-2M8 12l4-4"/>'),
    SafeString('<path class="map-line" d="M0 5h10M5 0v10"/>'),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a territory and its value, in figures and in words."""

    territory: Territory
    value: float
    said: str
    url: str = ""
    on_map: bool = True


@dataclass(frozen=True, slots=True)
class Picture:
    """A map and all that it says: `svg` is empty where no contours are shipped, the table never is.

    `rows` have a value, the greatest first; `without` are those of the région that have none.
    """

    title: str
    svg: SafeString
    legend: Sequence[tuple[SafeString, str]]
    rows: Sequence[Row]
    without: Sequence[Row]
    notes: Sequence[str] = field(default=())


@dataclass(frozen=True, slots=True)
class _Pen:
    """What all shapes of one picture share: a prefix for its patterns, the classes of values, a word for a value."""

    name: str
    bounds: Sequence[float]
    said: Callable[[float], str]
    scale: float = 1.0

    def fill(self, value: float) -> str:
        step = rules.step_of(value, self.bounds)
        return f"url(#{self.name}-{step})" if step else ""


def territory_map(
    values: Mapping[str, float],
    *,
    level: str,
    title: str,
    links: Mapping[str, str] | None = None,
    said: Callable[[float], str] = say_number,
    within: Territory | None = None,
) -> Picture:
    """The map of the laboratory's région by commune, EPCI or département, from values by code; one query.

    `links` gives the address of a territory by its code, `said` the words of a value (« 3 remontées »). `within` keeps
    to one département or EPCI. Values of places elsewhere stand in the table and are counted in the notes.
    """
    drawing = drawing_of(settings.LIAMM_IDENTITY.region_code)
    shapes = dict(drawing.levels.get(level, {})) if drawing else {}
    known = by_codes({*shapes, *(code for code, value in values.items() if value)}, level)
    if within is not None:
        shapes = {code: shape for code, shape in shapes.items() if code in known and _lies_in(known[code], within)}
    rows = [
        Row(one, values.get(code, 0), said(values.get(code, 0)), (links or {}).get(code, ""), code in shapes)
        for code, one in sorted(known.items(), key=lambda pair: (-values.get(pair[0], 0), pair[1].sort_key))
    ]
    pen = _Pen(slugify(title) or "carte", rules.steps([row.value for row in rows if row.on_map]), said)
    return Picture(
        title=title,
        svg=_svg(shapes, rows, pen, title) if shapes else SafeString(""),
        legend=_legend(pen),
        rows=[row for row in rows if row.value > 0],
        without=[row for row in rows if row.value <= 0 and row.on_map],
        notes=_notes(rows, TerritoryKind(level), has_map=bool(shapes)),
    )


def _lies_in(territory: Territory, wider: Territory) -> bool:
    return wider.pk in {territory.epci_id, territory.departement_id, territory.region_id}


def _svg(shapes: Mapping[str, Shape], rows: Sequence[Row], pen: _Pen, title: str) -> SafeString:
    shown = [(row, shapes[row.territory.code]) for row in rows if row.on_map]
    left, top, width, height = _box(shapes)
    pen = replace(pen, scale=width / _WIDTH)
    return format_html(
        '<svg class="map" viewBox="{}" role="group" aria-labelledby="{}-title {}-desc">'
        '<title id="{}-title">{}</title><desc id="{}-desc">{}</desc><defs>{}</defs>{}'
        '<g class="map-numbers" font-size="{}" stroke-width="{}" aria-hidden="true">{}</g></svg>',
        f"{left} {top} {width} {height}",
        pen.name,
        pen.name,
        pen.name,
        title,
        pen.name,
        _described(rows),
        _patterns(pen),
        format_html_join("", "{}", ((_area(row, shape, pen),) for row, shape in shown)),
        round(_TEXT * pen.scale, 1),
        round(_HALO * pen.scale, 1),
        format_html_join(
            "",
            '<text x="{}" y="{}">{}</text>',
            ((shape.x, shape.y, say_number(row.value)) for row, shape in shown if row.value > 0),
        ),
    )


def _box(shapes: Mapping[str, Shape]) -> tuple[int, int, int, int]:
    boxes = [shape.box for shape in shapes.values()]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    width, height = max(box[2] for box in boxes) - left, max(box[3] for box in boxes) - top
    margin = max(1, width // 80)
    return left - margin, top - margin, width + 2 * margin, height + 2 * margin


def _area(row: Row, shape: Shape, pen: _Pen) -> SafeString:
    fill = pen.fill(row.value)
    name = _("%(name)s : %(value)s") % {"name": row.territory.name, "value": row.said}
    path = format_html(
        '<path class="map-area{}" d="{}"{}><title>{}</title></path>',
        "" if fill else " map-none",
        shape.path,
        format_html(' fill="{}"', fill) if fill else "",
        name,
    )
    if not row.url:
        return path
    return format_html('<a href="{}" tabindex="-1" aria-label="{}">{}</a>', row.url, name, path)


def _patterns(pen: _Pen) -> SafeString:
    return format_html_join(
        "",
        '<pattern id="{}-{}" width="10" height="10" patternUnits="userSpaceOnUse" patternTransform="scale({})">'
        '<rect class="map-step-{}" width="10" height="10"/>{}</pattern>',
        ((pen.name, step, round(pen.scale, 2), step, _PATTERN[step - 1]) for step in range(1, len(pen.bounds) + 1)),
    )


def _legend(pen: _Pen) -> list[tuple[SafeString, str]]:
    lines = []
    below = 0.0
    for step, bound in enumerate(pen.bounds, start=1):
        swatch = format_html(
            '<svg class="map-swatch" viewBox="0 0 40 20" aria-hidden="true" focusable="false">'
            '<rect class="map-area" fill="url(#{}-{})" width="40" height="20"/></svg>',
            pen.name,
            step,
        )
        lines.append((swatch, _between(below, bound, pen)))
        below = bound
    return lines


def _between(below: float, bound: float, pen: _Pen) -> str:
    first = below + 1
    if float(bound).is_integer() and first == bound:
        return pen.said(bound)
    if below == 0:
        return _("jusqu’à %(last)s") % {"last": pen.said(bound)}
    return _("de %(first)s à %(last)s") % {"first": say_number(first), "last": pen.said(bound)}


def _described(rows: Sequence[Row]) -> str:
    most = [row for row in rows if row.value > 0][:3]
    if not most:
        return _("Aucun territoire n’a encore de valeur.")
    names = ", ".join(f"{row.territory.name} ({row.said})" for row in most)
    return _("Le plus : %(names)s. Tout est dans le tableau.") % {"names": names}


def _notes(rows: Sequence[Row], kind: TerritoryKind, *, has_map: bool) -> list[str]:
    if not has_map:
        return [_("Aucun contour n’est livré pour cette région à ce niveau : le tableau dit tout.")]
    elsewhere = sum(1 for row in rows if not row.on_map and row.value > 0)
    if not elsewhere:
        return []
    return [_("Hors de la carte : %(count)s.") % {"count": said_count(kind, elsewhere)}]
