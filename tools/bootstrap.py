"""Makes everything that `make` needs, from the package registries only, and does nothing twice.

Runs under any Python 3 with the standard library alone. Each step leaves a stamp with the hash of what it was made
from, written when the step is done: interrupted, it is done again; unchanged, it costs a few milliseconds.

    python3 tools/bootstrap.py run     what running the product needs
    python3 tools/bootstrap.py test    what its tests need as well
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = VENV / "bin" / "uv"
STAMPS = VENV / "stamps"
LOCKS = ROOT / "requirements"
FRONT = ROOT / "frontend"
BUILT = ROOT / "src" / "liamm" / "ui" / "static" / "built"
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 20
LEVELS = ("run", "test")


class ImpossibleError(Exception):
    """Why a step cannot be done, and what to do about it."""


def say(sentence: str) -> None:
    """Tell what takes time."""
    print(sentence, flush=True)


def fingerprint(*parts: str | Path) -> str:
    """One hash of texts, and of the content of files."""
    digest = hashlib.sha256()
    for part in parts:
        content = part.read_bytes() if isinstance(part, Path) else part.encode()
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()


def is_done(step: str, made_from: str) -> bool:
    """Whether a step was completed for exactly this."""
    stamp = STAMPS / step
    return stamp.is_file() and stamp.read_text() == made_from


def done(step: str, made_from: str) -> None:
    """Remember that a step is complete."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / step).write_text(made_from)


def undone(step: str) -> None:
    """Forget a step before doing it again."""
    (STAMPS / step).unlink(missing_ok=True)


def call(*words: object, cwd: Path = ROOT) -> None:
    """Run a program.

    Raises ImpossibleError when it fails; it has said why by itself.
    """
    command = [str(word) for word in words]
    if subprocess.run(command, cwd=cwd, check=False).returncode != 0:
        raise ImpossibleError(f"This failed: {' '.join(command)}")


def python_of_the_machine() -> str:
    """A Python that is recent enough.

    Raises ImpossibleError when there is none.
    """
    if sys.version_info >= OLDEST_PYTHON:
        return sys.executable
    for minor in (14, 13, 12, 11):
        found = shutil.which(f"python3.{minor}")
        if found:
            return found
    raise ImpossibleError("Liamm needs Python 3.11 or later. On Debian 12 and later: apt install python3 python3-venv")


def environment(python: str) -> None:
    """The virtual environment, unless a sound one is there."""
    made_from = fingerprint(str(VENV))
    if is_done("venv", made_from) and PYTHON.exists():
        return
    if not _works(PYTHON, "import sys; sys.exit(sys.version_info < (3, 11))"):
        if not _works(python, "import ensurepip, venv"):
            version = subprocess.check_output([python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"])
            raise ImpossibleError(
                "This Python cannot make environments. On Debian and Ubuntu: "
                f"apt install python{version.decode().strip()}-venv"
            )
        say("Making the Python environment in .venv …")
        call(python, "-m", "venv", "--clear", VENV)
    done("venv", made_from)


def _works(python: object, code: str) -> bool:
    try:
        return subprocess.run([str(python), "-c", code], check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def packages(level: str, *, with_node: bool) -> None:
    """The Python packages of the lock, by their hashes, and Liamm itself from its sources.

    An environment for tests also runs the product: it is left as it is.
    """
    project = ROOT / "pyproject.toml"
    for better in LEVELS[LEVELS.index(level) :]:
        made_from = fingerprint(str(VENV), project, *_locks(better, with_node=with_node))
        if is_done("packages", made_from):
            return
    locks = _locks(level, with_node=with_node)
    undone("packages")
    say("Installing the Python packages …")
    installer()
    sources = [word for lock in locks for word in ("-r", lock)]
    if subprocess.run(
        [str(UV), "pip", "sync", "-q", "--python", str(PYTHON), "--require-hashes", *map(str, locks)],
        cwd=ROOT,
        check=False,
    ).returncode:
        say("uv could not; trying with pip, which knows the settings of this machine …")
        call(PYTHON, "-m", "pip", "install", "-q", "--require-hashes", *sources)
    call(UV, "pip", "install", "-q", "--python", PYTHON, "--no-deps", "--no-build-isolation", "-e", ROOT)
    done("packages", fingerprint(str(VENV), project, *locks))


def _locks(level: str, *, with_node: bool) -> list[Path]:
    names = [f"{level}.txt", "tools.txt", *(["node.txt"] if with_node else [])]
    return [LOCKS / name for name in names]


def installer() -> None:
    """`uv`, which installs the rest several times faster than pip (13 s instead of 27 for all, measured)."""
    if UV.exists():
        return
    if not _works(PYTHON, "import pip"):
        call(PYTHON, "-m", "ensurepip")
    call(
        PYTHON,
        "-m",
        "pip",
        "install",
        "-q",
        "--disable-pip-version-check",
        "--require-hashes",
        "-r",
        LOCKS / "tools.txt",
    )


def node_of_the_machine() -> str:
    """The Node of the machine if it is recent enough and has npm, else an empty text."""
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        return ""
    said = subprocess.run([node, "--version"], check=False, capture_output=True, text=True).stdout
    found = re.match(r"v(\d+)\.", said)
    return node if found and int(found.group(1)) >= OLDEST_NODE else ""


def front(level: str) -> None:
    """The front end: its packages, then its files, each only when what it is made from changed."""
    tools = FRONT / "node_modules"
    lock = [FRONT / "package.json", FRONT / "package-lock.json"]
    wanted = [fingerprint(str(tools), better, *lock) for better in LEVELS[LEVELS.index(level) :]]
    if not (tools.is_dir() and any(is_done("front-packages", one) for one in wanted)):
        undone("front-packages")
        say("Installing the packages of the front end …")
        omit = ["--omit=dev"] if level == "run" else []
        _npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *omit)
        done("front-packages", wanted[0])
    made_from = fingerprint(*_sources_of_the_front())
    if not (BUILT.is_dir() and is_done("front", made_from)):
        undone("front")
        say("Building the front end …")
        call(_program("node"), "build.mjs", cwd=FRONT)
        done("front", made_from)


def _program(name: str) -> str:
    inside = VENV / "bin" / name
    return str(inside) if inside.exists() else str(shutil.which(name))


def _npm(*words: str) -> None:
    call(_program("npm"), *words, cwd=FRONT)


def _sources_of_the_front() -> list[str | Path]:
    """Their paths as well as their contents: a file that was renamed or removed counts."""
    top = [path for path in FRONT.iterdir() if path.is_file()]
    liamm = ROOT / "src" / "liamm"
    inner = [path for kind in ("*.ts", "*.css") for path in liamm.rglob(kind) if BUILT not in path.parents]
    files = sorted([*top, *inner])
    return [part for path in files for part in (str(path.relative_to(ROOT)), path)]


def messages() -> None:
    """The translations, compiled, when one changed."""
    catalogues = sorted((ROOT / "src" / "liamm").rglob("locale/*/LC_MESSAGES/*.po"))
    compiled = all(path.with_suffix(".mo").is_file() for path in catalogues)
    program = ROOT / "tools" / "messages.py"
    made_from = fingerprint(program, *catalogues, *(str(path.relative_to(ROOT)) for path in catalogues))
    if compiled and is_done("messages", made_from):
        return
    undone("messages")
    call(PYTHON, program)
    done("messages", made_from)


def prepare(level: str) -> None:
    """Everything, in order.

    Raises ImpossibleError, with what to do, when something is missing.
    """
    environment(python_of_the_machine())
    packages(level, with_node=not node_of_the_machine())
    messages()
    front(level)


def main() -> int:
    """Prepare what was asked; the exit code."""
    level = sys.argv[1] if len(sys.argv) > 1 else "run"
    if level not in LEVELS:
        say(__doc__ or "")
        return 2
    try:
        prepare(level)
    except ImpossibleError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("\nStopped; the next time goes on from here.")
        return 130
    return 0


if __name__ == "__main__":
    # pip and npm follow the settings of the machine; nothing of ours may point into another environment
    os.environ.pop("VIRTUAL_ENV", None)
    sys.exit(main())
