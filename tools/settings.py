"""Writes `docs/ops/settings.md` from what the code declares; with `--check`, says whether it is up to date."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django

from liamm.kernel.env import DECLARED, Declared

PAGE = Path(__file__).resolve().parent.parent / "docs" / "ops" / "settings.md"
HEAD = """# Settings

Liamm is set by its environment and by nothing else. Each setting is read once, when a process starts. Any of them may
be put in a file, whose path is then given as `NAME_FILE`: do so for those marked *secret*. A setting that cannot be
used is said in one sentence, with its mend; `liamm check` looks at the rest.

This page is made from the code by `python tools/settings.py`.

| setting | default | what it is for |
|---|---|---|
"""


def rows() -> list[str]:
    """One row per setting, by name."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "liamm.site.settings"
    django.setup()
    import liamm.site.asgi  # noqa: PLC0415  # it declares, and wants Django set up
    import liamm.site.options  # noqa: F401, PLC0415  # it declares

    return [row(DECLARED[name]) for name in sorted(DECLARED)]


def row(setting: Declared) -> str:
    """A row of the table."""
    default = f"`{setting.default}`" if setting.default else "empty"
    secret = " *Secret.*" if setting.secret else ""
    return f"| `{setting.name}` | {default} | {setting.purpose.replace('|', '/')}{secret} |\n"


def main() -> int:
    """Write the page, or compare it; the exit code."""
    for name in [name for name in os.environ if name.startswith("LIAMM_") and name != "LIAMM_VAR"]:
        del os.environ[name]
    text = HEAD + "".join(rows())
    if "--check" not in sys.argv[1:]:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(text, encoding="utf-8")
        return 0
    if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    print("docs/ops/settings.md is not what the code declares. Run: python tools/settings.py")
    return 1


if __name__ == "__main__":
    sys.exit(main())
