import re
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from liamm.ui import plots

amounts = st.floats(min_value=0, max_value=1e6, allow_nan=False)


def rectangles(svg):
    return {one.get("class"): one for one in ET.fromstring(str(svg)).iter() if one.tag.endswith("rect")}


@given(amounts, amounts, amounts)
def test_a_load_is_drawn_whole_and_never_wider_than_its_box(held, limit, added):
    drawn = rectangles(plots.load_bar(held, limit, added))
    sizes = sum(float(one.get("width")) for name, one in drawn.items() if name != "track")
    assert sizes <= 1000.5
    beyond = 1000 * max(0, held + added - limit) / (max(limit, held + added) or 1)
    assert ("over" in drawn) == (round(beyond, 1) > 0)


def test_what_passes_the_limit_shows_beyond_a_line():
    svg = plots.load_bar(4.5, 4)
    assert rectangles(svg)["over"].get("width") == "111.1"
    assert 'class="limit"' in svg
    assert 'class="limit"' not in plots.load_bar(2, 4)


def test_dots_are_said_in_words():
    svg = plots.dots(3, own=True)
    assert 'aria-label="3 avis, les porteurs"' in svg
    assert svg.count("<circle") == 4
    assert plots.dots(40).count("<circle") == 12


def test_a_spread_leaves_empty_what_nobody_chose():
    cells = plots.Spread("Impact", (0, 2, 0), own=2).cells
    assert cells[0] == ""
    assert "2 avis" in cells[1]
    assert "les porteurs" in cells[2]


def test_bars_share_one_scale_and_their_limit():
    plot = plots.BarPlot("Charge", [plots.Bar("mai", 2), plots.Bar("juin", 4, "4 jours", "wait")], limit=8)
    widths = [re.search(r'width="([\d.]+)"', str(drawing))[1] for _bar, drawing in plot.lines]
    assert widths == ["250.0", "500.0"]
    assert [bar.words for bar in plot.bars] == ["2", "4 jours"]
    assert all("limit" in drawing for _bar, drawing in plot.lines)


def test_an_empty_plot_draws_nothing():
    assert plots.BarPlot("Rien", []).lines == []
    assert "NaN" not in plots.load_bar(0, 0)


def test_a_strip_keeps_inside_its_time():
    svg = plots.strip([plots.Stretch(-10, 20, "stop"), plots.Stretch(200, 300)], 0, 100, now=50)
    assert svg.count('class="mark') == 1
    assert 'x="0.0"' in svg
    assert 'x1="500.0"' in svg
    assert 'class="limit"' not in plots.strip([], 0, 100, now=400)


def test_words_are_escaped():
    assert "<script" not in plots.strip([plots.Stretch(0, 1, '"><script>')], 0, 1)
