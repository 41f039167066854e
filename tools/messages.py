"""Compiles the translations without gettext, or checks that none is missing.

python tools/messages.py            every catalogue, `.po` to `.mo`; and, from the same texts, the French one: what the
                                    sources say, with the spaces and apostrophes of French typography and its plural
python tools/messages.py --check    every text of the sources is in the English catalogue of its folder
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polib

from liamm.kernel.french import typeset

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src" / "liamm"
CATALOGUE = Path("locale", "en", "LC_MESSAGES", "django.po")
HOLES = re.compile(r"%\(\w+\)[sd]|{\w+}")


def compile_all() -> None:
    """Compile every catalogue; one that is replaced is so in one step."""
    for catalogue in sorted(SOURCES.rglob("locale/*/LC_MESSAGES/*.po")):
        compiled = catalogue.with_suffix(".mo")
        draft = compiled.with_suffix(".mo.new")
        polib.pofile(str(catalogue)).save_as_mofile(str(draft))
        draft.replace(compiled)
    for catalogue in sorted(SOURCES.rglob(str(CATALOGUE))):
        french = catalogue.parents[2] / "fr" / "LC_MESSAGES" / "django.mo"
        french.parent.mkdir(parents=True, exist_ok=True)
        draft = french.with_suffix(".mo.new")
        typeset_catalogue(polib.pofile(str(catalogue))).save_as_mofile(str(draft))
        draft.replace(french)


def typeset_catalogue(source: polib.POFile) -> polib.POFile:
    """The French texts of a catalogue as they are shown: nobody has to type a narrow space, none is forgotten."""
    shown = polib.POFile()
    shown.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Language": "fr",
        "Plural-Forms": "nplurals=2; plural=(n > 1);",
    }
    for entry in source:
        if entry.msgid_plural:
            forms = {0: typeset(entry.msgid), 1: typeset(entry.msgid_plural)}
            shown.append(
                polib.POEntry(
                    msgctxt=entry.msgctxt, msgid=entry.msgid, msgid_plural=entry.msgid_plural, msgstr_plural=forms
                )
            )
        else:
            shown.append(polib.POEntry(msgctxt=entry.msgctxt, msgid=entry.msgid, msgstr=typeset(entry.msgid)))
    return shown


def complaints() -> list[str]:
    """What is missing or wrong, one sentence each."""
    found = [
        f"{catalogue.relative_to(ROOT)}: {wrong}"
        for catalogue in sorted(SOURCES.rglob(str(CATALOGUE)))
        for wrong in wrong_in(polib.pofile(str(catalogue)))
    ]
    known: dict[Path, set[tuple[str, str]]] = {}
    bare: Counter[str] = Counter()
    for source, text in texts():
        folder = next((one for one in source.parents if (SOURCES / one / CATALOGUE).is_file()), None)
        if folder is None:
            bare["/".join(source.parts[:2])] += 1
            continue
        if folder not in known:
            entries = polib.pofile(str(SOURCES / folder / CATALOGUE))
            known[folder] = {(entry.msgctxt or "", entry.msgid) for entry in entries if not entry.obsolete}
        if text not in known[folder]:
            found.append(f"src/liamm/{folder / CATALOGUE}: lacks « {text[1][:80]} » of {source}")
    return found + [f"src/liamm/{folder}: {number} texts have no English catalogue" for folder, number in bare.items()]


def wrong_in(catalogue: polib.POFile) -> Iterator[str]:
    """The entries without a translation, doubtful, no longer used, or with other holes than their text."""
    for entry in catalogue:
        shown = f"« {entry.msgid[:80]} »"
        given = [entry.msgstr] if not entry.msgid_plural else list(entry.msgstr_plural.values())
        if entry.obsolete:
            yield f"{shown} is used no longer"
        elif entry.fuzzy:
            yield f"{shown} is marked doubtful"
        elif not given or not all(given):
            yield f"{shown} is not translated"
        elif set(HOLES.findall(entry.msgid_plural or entry.msgid)) != set(HOLES.findall(given[-1])):
            yield f"{shown} and its translation have different holes"


def texts() -> Iterator[tuple[Path, tuple[str, str]]]:
    """Every text of the sources that can be translated: its file, its context and its words."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "liamm"
        leave_out = shutil.ignore_patterns("locale", "tests", "migrations", "static", "__pycache__")
        shutil.copytree(SOURCES, copy, ignore=leave_out)
        (copy / "locale").mkdir()
        asked = ["makemessages", "-l", "en", "-v", "0", "--no-wrap", "-e", "html,txt,py,md"]
        subprocess.run([sys.executable, "-m", "django", *asked], cwd=copy, check=True)
        catalogue = copy / CATALOGUE
        for entry in polib.pofile(str(catalogue)) if catalogue.is_file() else ():
            for source, _ in entry.occurrences:
                yield Path(source), (entry.msgctxt or "", entry.msgid)


def main() -> int:
    """Compile, or check; the exit code."""
    if "--check" not in sys.argv[1:]:
        compile_all()
        return 0
    found = complaints()
    print("\n".join(found) if found else "Every text has its English translation.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
