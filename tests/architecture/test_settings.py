"""Every setting is declared once with its meaning, and documented."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READ_DIRECTLY = re.compile(r"""environ(?:\.get\(|\.setdefault\(|\[)["'](LIAMM_\w+)""")


def test_the_page_of_settings_is_what_the_code_declares(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "tools/settings.py", "--check"],
        cwd=ROOT,
        env=os.environ | {"LIAMM_VAR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_setting_is_read_that_the_page_does_not_tell() -> None:
    told = (ROOT / "docs" / "ops" / "settings.md").read_text()
    sources = [path for path in (ROOT / "src").rglob("*.py") if "tests" not in path.parts]
    read = {name for path in sources for name in READ_DIRECTLY.findall(path.read_text())}
    assert read
    assert not [name for name in sorted(read) if f"`{name}`" not in told]
