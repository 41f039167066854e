"""Pictures of the rooms of the demonstration: drawn in the colours of the house, and saying that they are drawn."""

from __future__ import annotations

import io
from collections.abc import Sequence

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

_SIZE = (720, 480)
_FLOOR_FROM = 330
_LIME, _SAND, _WOOD, _GRANITE, _DOOR = "#f7f4ec", "#dccfb6", "#b98a5a", "#3d4450", "#1f4b5b"
_SKY, _GRASS, _GORSE, _SEAWEED, _BRICK, _WHITE = "#cfe3ea", "#a9c08f", "#e9b44c", "#5f8a6e", "#b5533c", "#ffffff"

Box = tuple[int, int, int, int]


def room_drawn(things: Sequence[str], *, indoors: bool) -> SimpleUploadedFile:
    """A room with some things in it."""
    picture = Image.new("RGB", _SIZE, _LIME if indoors else _SKY)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, _FLOOR_FROM, *_SIZE), fill=_SAND if indoors else _GRASS)
    if indoors:
        draw.rectangle((0, _FLOOR_FROM - 10, _SIZE[0], _FLOOR_FROM), fill=_WHITE)
    for thing in things:
        _THINGS[thing](draw)
    draw.rounded_rectangle((560, 414, 708, 468), radius=10, fill=_GRANITE)
    draw.text((634, 441), "Dessin", fill=_WHITE, anchor="mm", font=ImageFont.load_default(38))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return SimpleUploadedFile("dessin.png", out.getvalue(), "image/png")


def _window(draw: ImageDraw.ImageDraw) -> None:
    for left in (70, 200):
        draw.rectangle((left, 70, left + 100, 250), fill=_DOOR)
        for top in (80, 168):
            draw.rectangle((left + 8, top, left + 46, top + 74), fill=_SKY)
            draw.rectangle((left + 54, top, left + 92, top + 74), fill=_SKY)


def _screen(draw: ImageDraw.ImageDraw) -> None:
    draw.rounded_rectangle((400, 90, 640, 230), radius=8, fill=_GRANITE)
    draw.rectangle((410, 100, 630, 220), fill=_SKY)


def _projection(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((380, 60, 660, 230), fill=_WHITE, outline=_GRANITE, width=3)
    draw.polygon([(520, 0), (400, 210), (640, 210)], fill="#fdf7df")


def _board(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((390, 80, 650, 240), fill=_WHITE, outline=_WOOD, width=6)
    for top in (120, 150, 180):
        draw.line((420, top, 420 + top, top), fill=_DOOR, width=5)


def _notes(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((370, 60, 670, 250), fill=_WHITE)
    for place in range(15):
        left, top = 384 + place % 5 * 57, 72 + place // 5 * 58
        draw.rectangle((left, top, left + 44, top + 44), fill=(_GORSE, _SKY, _BRICK, _SEAWEED)[place % 4])


def _sofas(draw: ImageDraw.ImageDraw) -> None:
    _seat(draw, (60, 300, 300, 410), _SEAWEED)
    _seat(draw, (340, 300, 560, 410), _GORSE)


def _armchairs(draw: ImageDraw.ImageDraw) -> None:
    for left, colour in ((80, _BRICK), (250, _SEAWEED), (420, _GORSE)):
        _seat(draw, (left, 300, left + 120, 410), colour)


def _seat(draw: ImageDraw.ImageDraw, box: Box, colour: str) -> None:
    left, top, right, bottom = box
    draw.rounded_rectangle((left + 10, top - 50, right - 10, bottom), radius=22, fill=colour)
    draw.rounded_rectangle((left, top, left + 34, bottom), radius=14, fill=colour, outline=_LIME, width=3)
    draw.rounded_rectangle((right - 34, top, right, bottom), radius=14, fill=colour, outline=_LIME, width=3)
    draw.rectangle((left + 20, bottom, left + 30, bottom + 16), fill=_WOOD)
    draw.rectangle((right - 30, bottom, right - 20, bottom + 16), fill=_WOOD)


def _table(draw: ImageDraw.ImageDraw) -> None:
    for left in (110, 240, 370, 500):
        draw.ellipse((left, 300, left + 60, 335), fill=_DOOR)
        draw.rectangle((left + 26, 330, left + 34, 400), fill=_GRANITE)
    _top(draw, (80, 345, 600, 370))


def _benches(draw: ImageDraw.ImageDraw) -> None:
    _top(draw, (60, 320, 330, 345))
    _top(draw, (380, 360, 690, 385))
    draw.rectangle((110, 285, 160, 320), fill=_GORSE)
    draw.polygon([(200, 320), (240, 270), (280, 320)], fill=_BRICK)


def _top(draw: ImageDraw.ImageDraw, box: Box) -> None:
    left, _, right, bottom = box
    draw.rounded_rectangle(box, radius=8, fill=_WOOD)
    for leg in (left + 24, right - 36):
        draw.rectangle((leg, bottom, leg + 12, bottom + 70), fill=_WOOD)


def _hob(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((400, 190, 690, 330), fill=_WHITE, outline=_SAND, width=4)
    draw.rectangle((400, 180, 690, 196), fill=_WOOD)
    for left in (430, 500):
        draw.ellipse((left, 172, left + 54, 186), fill=_GRANITE)
    draw.rounded_rectangle((580, 40, 690, 330), radius=10, fill=_SKY, outline=_DOOR, width=4)
    draw.line((600, 150, 600, 190), fill=_DOOR, width=5)


def _desk(draw: ImageDraw.ImageDraw) -> None:
    _top(draw, (330, 320, 690, 342))
    draw.rounded_rectangle((80, 290, 180, 400), radius=12, fill=_DOOR)
    draw.rounded_rectangle((220, 290, 320, 400), radius=12, fill=_DOOR)


def _cushions(draw: ImageDraw.ImageDraw) -> None:
    for left, top, colour in ((70, 380, _GORSE), (200, 350, _BRICK), (340, 385, _SEAWEED), (470, 355, _DOOR)):
        draw.rounded_rectangle((left, top, left + 110, top + 52), radius=24, fill=colour)


def _trees(draw: ImageDraw.ImageDraw) -> None:
    for left, size in ((30, 120), (560, 140)):
        draw.rectangle((left + size // 2 - 10, 240, left + size // 2 + 10, 340), fill=_WOOD)
        draw.ellipse((left, 250 - size, left + size, 280), fill=_SEAWEED)


def _parasols(draw: ImageDraw.ImageDraw) -> None:
    for left, colour in ((170, _GORSE), (390, _BRICK)):
        draw.rectangle((left + 76, 200, left + 84, 400), fill=_WOOD)
        draw.pieslice((left, 130, left + 160, 290), 180, 360, fill=colour)
        draw.rounded_rectangle((left + 10, 350, left + 150, 366), radius=6, fill=_WOOD)


_THINGS = {
    "window": _window,
    "screen": _screen,
    "projection": _projection,
    "board": _board,
    "notes": _notes,
    "sofas": _sofas,
    "armchairs": _armchairs,
    "table": _table,
    "benches": _benches,
    "hob": _hob,
    "desk": _desk,
    "cushions": _cushions,
    "trees": _trees,
    "parasols": _parasols,
}
"""What may be drawn in a room."""
