"""What one takes away of the identity of the lab: its sign, its colours, and the neutral signs of its rooms.

Made from the data of the lab (`lab.toml`, the rooms of the charter in force): another lab has its own without code.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from liamm.kernel.lab import Identity
from liamm.kernel.late import Late

if TYPE_CHECKING:
    import typst
else:
    typst = Late("typst")

_HERE = Path(__file__).parent
_PICTURES = {"signe-512.png": 144.0, "signe-1024.png": 288.0}
_INK, _PAPER, _DOT = "#1d2b36", "#ffffff", "#f4b400"


def kit(identity: Identity, sign: str, rooms: Sequence[str], language: str) -> bytes:
    """A ZIP of the sign (SVG, PNG of 512 and 1,024 pixels), the colours (JSON, CSS) and the signs of rooms (PDF).

    `sign` is the SVG of the lab, empty when it has none: then its pictures are left out.
    """
    colours = {name: value for name, value in identity.colours.items() if value.startswith("#")}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        if sign:
            archive.writestr("signe.svg", sign)
            for name, density in _PICTURES.items():
                archive.writestr(name, _picture(sign, density))
        archive.writestr("couleurs.json", json.dumps(colours, ensure_ascii=False, indent=2))
        archive.writestr("couleurs.css", _style(colours))
        archive.writestr("signaletique.pdf", _signs(identity.name, _palette(identity, colours), tuple(rooms), language))
    return held.getvalue()


def _style(colours: dict[str, str]) -> str:
    return ":root {\n" + "".join(f"  --{name}: {value};\n" for name, value in colours.items()) + "}\n"


def _palette(identity: Identity, colours: dict[str, str]) -> tuple[str, str, str]:
    dot = colours.get(identity.colours.get("dot", ""), _DOT)
    return colours.get("granite", _INK), colours.get("lime", _PAPER), dot


@lru_cache(maxsize=8)
def _picture(sign: str, density: float) -> bytes:
    made = typst.compile(str(_HERE / "sign.typ"), root=str(_HERE), format="png", ppi=density, sys_inputs={"svg": sign})
    return bytes(made)


@lru_cache(maxsize=8)
def _signs(lab: str, palette: tuple[str, str, str], rooms: tuple[str, ...], language: str) -> bytes:
    ink, paper, dot = palette
    data = {
        "title": _("Signes neutres des salles"),
        "lab": lab,
        "lang": language,
        "rooms": rooms,
        "ink": ink,
        "paper": paper,
        "dot": dot,
    }
    made = typst.compile(
        str(_HERE / "signs.typ"),
        root=str(_HERE),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
    return bytes(made)
