import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from liamm.features.charter.bindings.shapes.community import Welcome
from liamm.features.charter.bindings.shapes.registry import SCHEMAS
from liamm.features.charter.faults import CharterError
from liamm.features.charter.files import declared, versions_of
from liamm.features.charter.inheriting import with_sources
from liamm.features.charter.reading import read_amendment, read_charter
from liamm.features.charter.tests.factories import CHARTERS
from liamm.features.charter.texts import CharterText
from liamm.kernel.env import ConfigurationError
from liamm.kernel.locating import line_of, lines_of

Change = Callable[[str, str, str], str]
PLACES = '''
a = """
b = 1
"""
[t]
list = [
  { x = 1 },
  { x = [2] },
]
[[u]]
[[u]]
k = 1
[[u.v]]
[u.v.w]
z = 1 # ['''


@pytest.fixture
def lab(tmp_path: Path) -> Path:
    shutil.copytree(CHARTERS / "ti-lab", tmp_path / "ti-lab")
    return tmp_path / "ti-lab"


@pytest.fixture
def faults(lab: Path) -> Change:
    """Change one thing in one file; what is said when the charter is read."""

    def change(file: str, old: str, new: str) -> str:
        path = lab / "4.0" / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(CharterError) as caught:
            read_charter(lab / "4.0", declared())
        return str(caught.value)

    return change


def line(file: str, words: str) -> int:
    lines = (CHARTERS / "ti-lab" / "4.0" / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, text in enumerate(lines, start=1) if words in text)


def test_every_charter_shipped_is_read():
    for folder in CHARTERS.iterdir():
        for text in versions_of(folder):
            assert isinstance(text, CharterText)
            assert {binding.name for binding in text.bindings} == set(SCHEMAS)


def test_the_fingerprint_is_that_of_the_content(lab):
    first = read_charter(lab / "4.0", declared())
    assert first.digest == read_charter(lab / "4.0", declared()).digest
    (lab / "4.0" / "preamble.md").unlink()
    assert first.digest != read_charter(lab / "4.0", declared()).digest


def test_each_fault_is_a_configuration_error(faults):
    faults("bindings/skills.toml", "warn_above", "warn")
    assert issubclass(CharterError, ConfigurationError)


@pytest.mark.parametrize(
    ("file", "old", "new", "at", "said"),
    [
        ("bindings/skills.toml", "warn_above", "warn_abov", 0, "ti-lab/4.0/bindings/skills.toml, ligne 1"),
        ("bindings/skills.toml", "warn_above", "warn_abov", "warn_above", "vouliez-vous dire « warn_above »"),
        ("bindings/grid.toml", "minimum_sent = 3", 'minimum_sent = "trois"', "minimum_sent", "un nombre entier"),
        (
            "bindings/grid.toml",
            "gate = true",
            "gate = false",
            "gate = true",
            "le premier bloc de la grille est le filtre",
        ),
        ("bindings/grid.toml", 'at_least = "reelle"', 'at_least = "super"', "at_least", "pas sur l’échelle"),
        (
            "bindings/grid.toml",
            '["innovant"]',
            '["inconnue"]',
            '["innovant"]',
            "définition qui n’existe pas : « inconnue »",
        ),
        ("bindings/grid.toml", 'key = "agents"', 'key = "usagers"', 0, "la même clé"),
        ("bindings/bodies.toml", 'includes = "copil"', 'includes = "b4"', "includes", "« b4 » n’est pas une instance"),
        ("bindings/bodies.toml", 'key = "sgar"', 'key = "responsable"', 0, "deux sièges"),
        ("bindings/bodies.toml", "FREQ=MONTHLY;BYDAY=4TH", "le jeudi", "FREQ=MONTHLY;BYDAY=4TH", "par exemple FREQ="),
        ("bindings/bodies.toml", "at = 14:00:00", 'at = "tôt"', "at = 14:00:00", "une heure"),
        ("bindings/route.toml", 'matter = "action"', 'matter = "actoin"', 'matter = "action"', "dire « action »"),
        (
            "bindings/route.toml",
            'matter = "action"',
            'matter = "project"',
            'matter = "action"',
            "et un seul",
        ),
        ("bindings/route.toml", "required = false", 'required = "peut-être"', "required = false", "true ou false"),
        ("bindings/phases.toml", '"ideation", "prototypage"]', '"rêve"]', 0, "une phase qui n’existe pas"),
        ("bindings/project_roles.toml", 'carrier = "col-porteur"', 'carrier = "chef"', 0, "un rôle attendu"),
        ("bindings/rooms.toml", "id = 2", "id = 1", 0, "le même numéro"),
        ("bindings/rooms.toml", "setup_minutes = 15", "setup_minutes = 45", 0, "plus de temps"),
        ("bindings/rooms.toml", "{ ilots = 24", "{ lit = 24", 0, "une disposition"),
        ("bindings/opening.toml", "closes = 21:00:00", "closes = 06:00:00", "closes", "ferme après avoir ouvert"),
        ("bindings/opening.toml", 'article = "2.6"', 'article = "2.9"', 'article = "2.6"', "« 2.9 »|2.9 n’existe pas"),
        ("bindings/opening.toml", 'article = "2.6"', "", 0, "doit dire son article"),
        ("bindings/theory.toml", 'source = "house"', 'source = "house"\narticle = "1.2"', 0, "ne cite pas d’article"),
        ("bindings/theory.toml", 'validated_by = "codir"\n', "", 0, "il manque « validated_by »"),
        ("bindings/theory.toml", "validated_by =", "validated_by", 3, "ce n’est pas du TOML"),
        ("bindings/uses.toml", 'article = "3.6" }', 'article = "3.66" }', 'article = "3.6" }', "3.66 n’existe pas"),
        ("bindings/route.toml", 'proposes = "copil"', 'proposes = "copyl"', "proposes", "dire « copil »"),
        ("bindings/route.toml", 'informs = ["b4"]', 'informs = ["b5"]', "informs", "« b5 » n’est pas une instance"),
        ("bindings/route.toml", 'seat = "adjointe"', 'seat = "adjoint"', 'seat = "adjointe"', "n’est pas un siège"),
        ("bindings/route.toml", 'body = "codir"', 'body = "codire"', 'body = "codir"', "dire « codir »"),
        ("bindings/route.toml", 'confirms = "codir"', 'confirms = "copil"', "confirms", "décidé lui-même"),
        ("bindings/bodies.toml", 'seat = "sgar"', 'seat = "prefet-region"', 'seat = "sgar"', "où il n’a pas de siège"),
        ("bindings/theory.toml", '"codir"', '"codur"', "validated_by", "« codur » n’est pas une instance"),
        ("bindings/bodies.toml", 'room = "salon"', 'room = "grenier"', "room", "« grenier » n’est pas une salle"),
        ("bindings/bodies.toml", 'host = "region"', 'host = "regions"', "host", "maison hôte de lab.toml"),
        ("bindings/bodies.toml", "BYDAY=4TH", "BYDAY=9XX", "BYDAY=4TH", "ne donne pas de jours"),
        ("bindings/bodies.toml", "share = 0.5", "share = 50", "share", "de plus de 0 à 1"),
        ("bindings/uses.toml", '["atelier", "immersion"', '["chantier", "immersion"', "towards", "usage accueilli"),
        ("bindings/grid.toml", "minimum = 3", "minimum = 9", "minimum = 3", "le minimum (9) dépasse le maximum (7)"),
        ("bindings/grid.toml", "minimum_sent = 3", "minimum_sent = 8", "minimum_sent", "jamais franchi"),
        ("bindings/grid.toml", "minimum_sent = 3", "minimum_sent = 0", "minimum_sent", "de 1 ou plus"),
        ("bindings/rooms.toml", "rooms = [1, 2]", "rooms = [1, 22]", "rooms = [1, 2]", "n’existe pas : 22"),
        ("bindings/opening.toml", '"Europe/Paris"', '"Europe/Pari"', "timezone", "dire « Europe/Paris »"),
        ("bindings/opening.toml", "days = [1", "days = [8", "days =", "« 8 » n’en est pas un"),
        ("bindings/opening.toml", '"responsable"', '"gardienne"', "answered_by", "n’est pas un siège"),
        ("bindings/project_opening.toml", 'by = "carriers"', 'by = "cariers"', "by =", "dire « carriers »"),
        ("bindings/functions.toml", 'asks = "action"', 'asks = "project"', 'asks = "action"', "deux fonctions"),
        ("bindings/skills.toml", 'key = "design"', 'key = "facilitation"', 'key = "design"', "la même clé"),
        ("charter.toml", 'version = "4.0"', "", 0, "il manque « version »"),
        ("charter.toml", "adopted = 2021-02-20", "adopted = 2021-02-30", "adopted = 2021", "ce n’est pas du TOML"),
        ("charter.toml", "adopted = 2021-02-20", "adopted = true", "adopted = 2021", "une date"),
        ("articles/1.1.md", "+++\n", "", 0, "« +++ » manque"),
        ("articles/2.md", 'number = "2"', 'number = "1.1"', "number =", "écrit deux fois"),
        ("articles/1.1.md", "order = 2", 'ordre = "2"', "order = 2", "dire « order »"),
    ],
)
def test_a_fault_names_its_file_its_line_and_its_mend(faults, file, old, new, at, said):
    number = line(file, at) if isinstance(at, str) else at
    found = faults(file, old, new).replace("\u202f", " ").replace("\u00a0", " ")
    assert f"ti-lab/4.0/{file}, ligne {number or ''}" in found
    assert any(words in found for words in said.split("|")), found


def test_an_unknown_and_a_missing_binding(lab):
    (lab / "4.0/bindings/rooms.toml").rename(lab / "4.0/bindings/roms.toml")
    with pytest.raises(CharterError) as caught:
        read_charter(lab / "4.0", declared())
    unknown, missing = str(caught.value).replace("\u202f", " ").replace("\u00a0", " ").splitlines()
    assert unknown == (
        "ti-lab/4.0/bindings/roms.toml, ligne 1 : personne ne lit de règle nommée « roms »"
        " ; vouliez-vous dire « rooms » ?"
    )
    assert missing == "ti-lab/4.0/bindings/rooms.toml, ligne 1 : la règle « rooms » manque."


def test_what_the_identity_names_is_in_the_charter(lab):
    file = lab / "lab.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("archipel =", "archipels ="), encoding="utf-8")
    with pytest.raises(CharterError, match=r"ti-lab/lab\.toml, ligne \d+.: «.archipels.» n’est pas une fonction"):
        read_charter(lab / "4.0", declared())


def test_an_amendment_leaves_nothing_astray(lab):
    folder = lab / "amendments/trajectoire"
    route = folder / "bindings/route.toml"
    route.write_text(route.read_text(encoding="utf-8").replace('["codir", "b4"]', '["codir", "b6"]'), encoding="utf-8")
    with pytest.raises(CharterError, match=r"route\.toml, ligne 8.: «.b6.» n’est pas une instance"):
        read_amendment(folder, declared(), versions_of(CHARTERS / "ti-lab"))
    route.unlink()
    bodies = folder / "bindings/bodies.toml"
    bodies.write_text(bodies.read_text(encoding="utf-8").replace('key = "b4"', 'key = "b5"'), encoding="utf-8")
    with pytest.raises(CharterError, match=r"amendment\.toml, ligne 1.: dans route\.toml, que cet amendement"):
        read_amendment(folder, declared(), versions_of(CHARTERS / "ti-lab"))


def test_a_missing_head(lab):
    (lab / "4.0/charter.toml").unlink()
    with pytest.raises(CharterError, match="le fichier manque"):
        read_charter(lab / "4.0", declared())


def test_an_amendment_to_nothing(lab):
    file = lab / "amendments/trajectoire/amendment.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('amends = "4.0"', 'amends = "9.9"'), encoding="utf-8")
    with pytest.raises(CharterError, match=r"amendment\.toml, ligne 4"):
        read_amendment(file.parent, declared(), versions_of(CHARTERS / "ti-lab"))


def test_an_amendment_without_its_head(lab):
    folder = lab / "amendments/trajectoire"
    (folder / "amendment.toml").unlink()
    with pytest.raises(CharterError, match="le fichier manque"):
        read_amendment(folder, declared(), versions_of(CHARTERS / "ti-lab"))


def test_places_in_a_toml_text():
    lines = lines_of(PLACES)
    assert ("b",) not in lines
    assert lines["t", "list", 1] == 8
    assert lines["u", 1, "k"] == 12
    assert lines["u", 1, "v", 0, "w", "z"] == 15
    assert line_of(lines, ("t", "list", 1, "x")) == 8
    assert line_of(lines, ("nowhere",)) == 1


def test_sources_go_down():
    data = {
        "source": "article",
        "article": "1",
        "text": "x",
        "integration": {"source": "article", "newcomers_per_month": 1, "conversation": True, "answer_days": 1},
    }
    filled = with_sources(Welcome, data)
    assert filled["integration"]["article"] == "1"
    assert with_sources(Welcome, {**data, "integration": 3})["integration"] == 3
