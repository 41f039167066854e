"""The package alone is enough: installed elsewhere, it has its assets, its charters and its translations."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WITHIN = (
    "liamm/ui/static/built/house.css",
    "liamm/ui/static/built/boot.js",
    "liamm/ui/locale/en/LC_MESSAGES/django.mo",
    "liamm/charters/ti-lab/lab.toml",
    "liamm/features/territories/data/territories.csv.gz",
)

pytestmark = pytest.mark.process


def do(*words: object, **environment: str) -> str:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LIAMM_", "DJANGO_", "PYTHON"))}
    command = [str(word) for word in words]
    done = subprocess.run(
        command, cwd="/", env=kept | environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return next(tmp_path.glob("*.whl"))


def test_it_holds_what_it_needs_and_nothing_of_the_workshop(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert not [name for name in WITHIN if name not in names]
    assert not [name for name in names if "/tests/" in name or name.endswith((".ts", ".po"))]
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_installed_elsewhere_it_makes_its_database_and_its_static_files(wheel: Path, tmp_path: Path) -> None:
    env = tmp_path / "env"
    do(sys.executable, "-m", "venv", "--without-pip", env)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(env)}))
    zipfile.ZipFile(wheel).extractall(packages)
    # the dependencies are those of this environment; Liamm itself is only where the wheel was unpacked
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    var = tmp_path / "var"

    where = do(env / "bin" / "python", "-c", "import liamm; print(liamm.__file__)").strip()
    do(env / "bin" / "python", "-m", "liamm", "migrate", LIAMM_VAR=str(var))

    assert Path(where).is_relative_to(env)
    assert list((var / "static" / "built").glob("house.*.css"))
