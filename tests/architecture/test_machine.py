"""What a machine lacks is said in a sentence, or installed; the figures ask for it as the tests do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def ask(*words, folder):
    """What the tool says on a machine that has nothing but what is in a folder."""
    return subprocess.run(
        [sys.executable, "tools/machine.py", *words],
        cwd=ROOT,
        env=os.environ | {"PATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def program(folder, name, script=""):
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_a_machine_without_chromium_is_told_the_package(tmp_path):
    said = ask("chromium", folder=tmp_path)
    assert said.returncode == 1
    assert said.stdout == "The figures need programs that are not here. On Debian: apt install chromium\n"
    assert not said.stderr


def test_nothing_is_said_where_nothing_lacks(tmp_path):
    program(tmp_path, "chromium")
    said = ask("chromium", folder=tmp_path)
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may install")
def test_root_installs_what_lacks(tmp_path):
    program(tmp_path, "apt-get", f': > "{tmp_path}/chromium"; /bin/chmod 755 "{tmp_path}/chromium"')
    said = ask("chromium", folder=tmp_path)
    assert (said.returncode, said.stdout) == (0, "Installing chromium …\n")


def test_only_known_programs_are_asked_for(tmp_path):
    assert ask(folder=tmp_path).returncode == 2
    assert ask("fortune", folder=tmp_path).returncode == 2


def test_the_figures_ask_before_they_begin():
    planned = subprocess.run(["make", "-n", "bench"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert planned.index("tools/machine.py chromium &&") < planned.index("-m tests.bench")
