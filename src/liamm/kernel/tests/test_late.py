import os
import subprocess
import sys

import pytest

from liamm.kernel.late import Late

HEAVY = ("PIL", "holidays", "pi_heif", "segno", "typst")
BEGUN = {
    "web": "import liamm.site.asgi; from django.urls import get_resolver; get_resolver().url_patterns",
    "worker": "import django; django.setup(); import liamm.site.command.worker",
}


@pytest.mark.parametrize("process", BEGUN)
def test_a_process_begins_without_what_it_may_never_use(process, tmp_path):
    asked = f"import sys; {BEGUN[process]}; print([name for name in {HEAVY} if name in sys.modules])"
    settled = {
        "DJANGO_SETTINGS_MODULE": "liamm.site.settings",
        "LIAMM_DATABASE_URL": "postgresql://nobody/nothing",
        "LIAMM_VAR": str(tmp_path),
    }
    said = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", asked],
        env=os.environ | settled, check=True, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert said.stdout.splitlines()[-1] == "[]"


def test_a_late_module_is_imported_when_something_of_it_is_asked(monkeypatch):
    late = Late("colorsys")
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    assert "colorsys" not in sys.modules
    assert late.rgb_to_hsv(0, 0, 0) == (0.0, 0.0, 0)
    assert "colorsys" in sys.modules


def test_what_a_late_module_does_not_have_is_said_as_of_any_module():
    with pytest.raises(AttributeError, match="colorsys"):
        _ = Late("colorsys").nothing_of_the_kind
