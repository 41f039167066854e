"""Compiles every catalogue of translations (`.po` to `.mo`) without gettext."""

from __future__ import annotations

from pathlib import Path

import polib

SOURCES = Path(__file__).resolve().parent.parent / "src" / "liamm"


def main() -> None:
    """Compile all; a catalogue that is replaced is so in one step."""
    for catalogue in sorted(SOURCES.rglob("locale/*/LC_MESSAGES/*.po")):
        compiled = catalogue.with_suffix(".mo")
        draft = compiled.with_suffix(".mo.new")
        polib.pofile(str(catalogue)).save_as_mofile(str(draft))
        draft.replace(compiled)


if __name__ == "__main__":
    main()
