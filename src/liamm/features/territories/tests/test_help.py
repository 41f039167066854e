from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from liamm.features.territories.help import SHIPPED, read_help
from liamm.features.territories.queries import help_lines
from liamm.kernel.env import ConfigurationError

OWN = """
[[emergencies]]
number = "144"
form = true
whom = { de = "ein Notfall" }

[rights]
number = "0 800"
whom = { de = "die Ombudsstelle" }
"""


def test_every_country_shipped_names_whom_to_call_in_both_languages():
    for file in SHIPPED.glob("*.toml"):
        lines = read_help(Path(settings.LIAMM_LAB_FOLDER), file.stem)
        assert lines.emergencies[0].form
        for line in (*lines.emergencies, lines.rights):
            assert line.number
            assert set(line.whom) >= {"fr", "en"}


def test_the_words_follow_the_language():
    first = help_lines().emergencies[0]
    with override("fr"):
        assert (first.number, first.said) == ("112", "une urgence")
    with override("en"):
        assert first.said == "an emergency"


def test_a_laboratory_may_give_its_own(tmp_path):
    (tmp_path / "help.toml").write_text(OWN)
    lines = read_help(tmp_path, "fr")
    assert [line.number for line in lines.emergencies] == ["144"]
    with override("fr"):
        assert lines.rights.said == "die Ombudsstelle"


def test_what_cannot_be_read_is_told_with_its_file(tmp_path):
    with pytest.raises(ConfigurationError, match=r"help\.toml"):
        read_help(tmp_path, "nowhere")
    (tmp_path / "help.toml").write_text("emergencies = 3")
    with pytest.raises(ConfigurationError, match="Mend it"):
        read_help(tmp_path, "fr")


def test_no_number_stands_in_the_code_or_in_a_page():
    root = SHIPPED.parents[3]
    files = [*root.rglob("*.py"), *root.rglob("templates/**/*.html")]
    lines = help_lines()
    numbers = {line.number for line in (*lines.emergencies[2:], lines.rights)}
    held = [
        file.name for file in files if "tests" not in file.parts and any(one in file.read_text() for one in numbers)
    ]
    assert not held
