"""Maps: the same told by tone, pattern, number and table, in well-formed SVG without style or script."""

import gzip
import json
import re
from xml.etree import ElementTree as ET

import pytest
from django.template import engines
from django_cotton.compiler_regex import CottonCompiler

from liamm.features.territories.edition import DATA
from liamm.features.territories.enums import TerritoryKind
from liamm.features.territories.models import Territory
from liamm.features.territories.pictures import territory_map
from liamm.features.territories.queries import by_code, children
from liamm.features.territories.shapes import drawing_of

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def words_of(root: ET.Element, tag: str) -> str:
    return root.findtext(f"{SVG}{tag}") or ""


def signals(value: float) -> str:
    return f"{value:.0f} remontées"


def region_of_the_lab() -> Territory:
    found = by_code("53", TerritoryKind.REGION)
    assert found is not None
    return found


def test_every_territory_of_bretagne_has_its_shape():
    drawing = drawing_of("53")
    assert drawing is not None
    for level in ("departement", "commune"):
        codes = set(children(region_of_the_lab(), level).values_list("code", flat=True))
        assert codes == set(drawing.levels[level]), level
    codes = set(children(region_of_the_lab(), "epci").values_list("code", flat=True))
    assert codes <= set(drawing.levels["epci"])
    assert "243500741" in drawing.levels["epci"]


@pytest.mark.parametrize("region", sorted(path.name[:2] for path in (DATA / "shapes").glob("*.json.gz")))
def test_every_region_can_be_drawn(region: str):
    drawing = drawing_of(region)
    assert drawing is not None
    known = set(Territory.objects.filter(kind="epci").values_list("code", flat=True))
    assert set(drawing.levels["epci"]) <= known
    for level in drawing.levels.values():
        for shape in level.values():
            assert re.fullmatch(r"(M\d+ \d+l[-\d ]+z)+", shape.path)
            left, top, right, bottom = shape.box
            assert -1 <= left - 1 <= shape.x <= right + 1 <= drawing.width + 2
            assert -1 <= top - 1 <= shape.y <= bottom + 1 <= drawing.height + 2
    assert max(drawing.width, drawing.height) == 1000


def test_a_region_without_contours_has_none():
    assert drawing_of("00") is None
    assert drawing_of("../53") is None


def test_a_map_tells_values_by_pattern_number_and_table(django_assert_num_queries):
    values = {"200068120": 13, "243500139": 5, "242900314": 1, "244400404": 2}
    with django_assert_num_queries(1):
        picture = territory_map(values, level="epci", title="Remontées par EPCI", said=signals)
    root = parsed(picture.svg)
    assert words_of(root, "title") == "Remontées par EPCI"
    assert "Quimper Bretagne Occidentale (13 remontées)" in words_of(root, "desc")
    assert [text.text for text in root.iter(f"{SVG}text")] == ["13", "5", "1"]
    filled = {path.get("fill") for path in root.iter(f"{SVG}path") if path.get("fill")}
    assert filled == {f"url(#remontees-par-epci-{step})" for step in (1, 2, 3)}
    assert {f"url(#{pattern.get('id')})" for pattern in root.iter(f"{SVG}pattern")} == filled
    assert "style=" not in picture.svg
    assert [row.said for row in picture.rows] == ["13 remontées", "5 remontées", "2 remontées", "1 remontées"]
    assert len(picture.without) == 58
    assert [words for _swatch, words in picture.legend] == ["1 remontées", "de 2 à 5 remontées", "de 6 à 13 remontées"]
    assert picture.notes == ["Hors de la carte\u00a0: 1 intercommunalité."]


def test_more_values_cost_no_more_queries(django_assert_num_queries):
    values = {one.code: place for place, one in enumerate(children(region_of_the_lab(), "epci"))}
    with django_assert_num_queries(1):
        picture = territory_map(values, level="epci", title="Tout")
    assert len(picture.rows) == len(values) - 1
    assert len(picture.legend) == 4
    assert picture.legend[0][1].startswith("jusqu’à ")
    assert len(picture.svg) < 60_000


def test_links_lead_from_the_map_and_the_table():
    picture = territory_map({"29": 2}, level="departement", title="<Carte>", links={"29": "/terrain/?departement=29"})
    link = next(parsed(picture.svg).iter(f"{SVG}a"))
    assert link.get("href") == "/terrain/?departement=29"
    assert link.get("aria-label") == "Finistère\u00a0: 2"
    assert picture.rows[0].url == "/terrain/?departement=29"
    assert "&lt;Carte&gt;" in picture.svg


def test_a_part_of_the_region_fills_the_picture():
    morbihan = by_code("56", TerritoryKind.DEPARTEMENT)
    assert morbihan is not None
    whole = territory_map({"56165": 3, "29232": 1}, level="commune", title="Communes")
    part = territory_map({"56165": 3, "29232": 1}, level="commune", title="Communes", within=morbihan)
    assert len(part.svg) < len(whole.svg) / 3
    assert [row.on_map for row in part.rows] == [True, False]
    assert "1 commune" in part.notes[0]
    assert all(row.territory.code.startswith("56") for row in part.without)


def test_nothing_yet_is_a_map_without_numbers():
    picture = territory_map({}, level="departement", title="…")
    root = parsed(picture.svg)
    assert "encore" in words_of(root, "desc")
    assert not list(root.iter(f"{SVG}text"))
    assert (picture.rows, picture.legend, len(picture.without)) == ([], [], 4)


def test_without_contours_the_table_stays(settings):
    settings.LIAMM_IDENTITY = settings.LIAMM_IDENTITY.model_copy(update={"region_code": "00"})
    picture = territory_map({"29": 2}, level="departement", title="Départements")
    assert picture.svg == ""
    assert [row.territory.name for row in picture.rows] == ["Finistère"]
    assert "tableau" in picture.notes[0]


def test_the_component_shows_the_map_its_legend_and_its_table(rf):
    picture = territory_map({"29": 2, "35": 1}, level="departement", title="Départements", links={"29": "/d/29/"})
    written = CottonCompiler().process('<c-map :picture="picture" name_head="Où" value_head="Combien" />')
    template = engines["django"].from_string(written)
    text = template.render({"picture": picture}, rf.get("/"))
    assert text.count('<svg class="map"') == 1
    assert text.count("<li><svg") == 2
    assert '<th scope="row"><a href="/d/29/">Finistère</a></th>' in text
    assert "2 territoires sans rien" in text
    assert 'id="departements-title"' in text


def test_the_shipped_drawings_are_whole_numbers():
    for path in (DATA / "shapes").glob("*.json.gz"):
        read = json.loads(gzip.decompress(path.read_bytes()))
        assert all(isinstance(number, int) for arc in read["arcs"] for number in arc)
        used = {max(one, ~one) for level in ("epci", "departement") for shape in read[level].values()
                for ring in shape[2:] for one in ring}  # fmt: skip
        assert max(used) < len(read["arcs"])
