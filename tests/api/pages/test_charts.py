from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from api.pages.charts import Part, columns, interval, sentiment_bar, sparkline
from api.pages.priority_chart import NARROW, Bubble, priority_map
from api.pages.scales import Scale, nice_ceiling

SVG = "{http://www.w3.org/2000/svg}"


def drawn(chart: str) -> ElementTree.Element:
    return ElementTree.fromstring(str(chart).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def widths(chart: str, kind: str) -> list[float]:
    return [float(one.attrib["width"]) for one in drawn(chart).iter(f"{SVG}rect") if one.attrib["class"] == kind]


def test_the_parts_of_a_bar_have_the_width_of_their_share() -> None:
    chart = sentiment_bar([Part("negative", 3, "不満"), Part("positive", 1, "好意")], "内訳")
    assert widths(chart, "negative") == pytest.approx([149.2])
    assert widths(chart, "positive") == pytest.approx([49.2])


def test_a_bar_of_nothing_is_an_empty_track() -> None:
    chart = sentiment_bar([Part("negative", 0, "不満")], "内訳")
    assert widths(chart, "track") == [200.0]
    assert widths(chart, "negative") == []


def test_a_part_without_comments_takes_no_room() -> None:
    chart = sentiment_bar([Part("negative", 0, "不満"), Part("positive", 5, "好意")], "内訳")
    assert widths(chart, "negative") == []
    assert widths(chart, "positive") == pytest.approx([199.2])


def test_a_sparkline_rises_when_values_do() -> None:
    line = drawn(sparkline([0, 5, 10], "推移")).find(f"{SVG}polyline")
    assert line is not None
    heights = [float(pair.split(",")[1]) for pair in line.attrib["points"].split()]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] == 25.0
    assert heights[-1] == 3.0


def test_a_sparkline_stresses_the_week_it_is_told_to() -> None:
    dot = drawn(sparkline([1, 9, 2], "推移", marked=1)).find(f"{SVG}circle")
    assert dot is not None
    assert float(dot.attrib["cx"]) == pytest.approx(60.0)


@pytest.mark.parametrize("values", [[], [0], [3]])
def test_a_sparkline_of_little_is_still_a_drawing(values: list[float]) -> None:
    assert drawn(sparkline(values, "推移")).attrib["aria-label"] == "推移"


def test_an_interval_stands_where_its_values_are_and_marks_zero() -> None:
    chart = drawn(interval(-5, -10, 5, (-10, 10), "影響"))
    lines = {one.attrib["class"]: one for one in chart.iter(f"{SVG}line")}
    assert float(lines["range"].attrib["x1"]) == pytest.approx(2.0)
    assert float(lines["range"].attrib["x2"]) == pytest.approx(119.0)
    assert float(lines["zero"].attrib["x1"]) == pytest.approx(80.0)


def test_an_interval_beyond_its_span_ends_at_the_edge() -> None:
    lines = list(drawn(interval(0, -99, 99, (-10, 10), "影響")).iter(f"{SVG}line"))
    assert [float(lines[-1].attrib[x]) for x in ("x1", "x2")] == [2.0, 158.0]


def test_columns_stack_and_are_named() -> None:
    stacks = [
        [Part("negative", 3, "不満"), Part("rest", 1, "他")],
        [Part("negative", 0, "不満"), Part("rest", 5, "他")],
    ]
    chart = columns(["11/2", "11/9"], stacks, "週ごと")
    bars = [(one.attrib["class"], round(float(one.attrib["height"]), 1)) for one in drawn(chart).iter(f"{SVG}rect")]
    assert bars == [("negative", 76.8), ("rest", 25.6), ("negative", 0.0), ("rest", 128.0)]
    assert re.findall(r">(11/\d)<", chart) == ["11/2", "11/9"]


def bubble(label: str, x: float = 10, y: float = -2, **changed: object) -> Bubble:
    given: dict[str, object] = {"low": y - 1, "high": y + 1, "size": 8, "kind": "fix", "href": "/themes/1"}
    return Bubble(x=x, y=y, label=label, **(given | changed))  # type: ignore[arg-type]


def test_the_map_puts_harm_below_the_line_and_good_above() -> None:
    chart = drawn(priority_map([bubble("遅い", y=-3), bubble("親切", y=3, kind="keep")], "人数", "影響", "地図"))
    heights = {a.attrib["class"]: float(a.find(f"{SVG}circle").attrib["cy"]) for a in chart.iter(f"{SVG}a")}  # type: ignore[union-attr]
    zero = next(float(one.attrib["y1"]) for one in chart.iter(f"{SVG}line") if one.attrib["class"] == "zero")
    assert heights["keep"] < zero < heights["fix"]


def labels(chart: str) -> dict[str, tuple[float, float]]:
    found = (one for one in drawn(chart).iter(f"{SVG}text") if "class" not in one.attrib)
    return {str(one.text): (float(one.attrib["x"]), float(one.attrib["y"])) for one in found}


def test_labels_on_the_map_do_not_lie_on_each_other() -> None:
    found = labels(priority_map([bubble("遅い"), bubble("届かない"), bubble("破損")], "人数", "影響", "地図"))
    assert len(found) >= 2
    assert all(
        abs(x - other_x) > 40 or abs(y - other_y) >= 15
        for (word, (x, y)) in found.items()
        for (other, (other_x, other_y)) in found.items()
        if word != other
    )


def test_only_the_named_carry_their_label() -> None:
    chart = priority_map([bubble("遅い", named=False), bubble("親切", y=2)], "人数", "影響", "地図")
    assert list(labels(chart)) == ["親切"]
    assert {a.findtext(f"{SVG}title") for a in drawn(chart).iter(f"{SVG}a")} == {"遅い", "親切"}


def test_an_interval_beyond_the_map_ends_at_its_edge() -> None:
    lines = list(drawn(priority_map([bubble("遅い", low=-900, high=900)], "", "", "地図")).iter(f"{SVG}line"))
    ends = sorted(float(lines[-1].attrib[y]) for y in ("y1", "y2"))
    assert ends == [30.0, 424.0]


def test_every_theme_is_on_the_narrow_map_within_its_frame() -> None:
    many = [bubble(f"とても長い名前のテーマ{n}", x=30 + 40 * n, y=n - 6, href=f"/themes/{n}") for n in range(12)]
    chart = drawn(
        priority_map(
            many, "NPS・関係性（リレーショナル）に答えた603人のうち、言及した人数", "影響", "地図", plot=NARROW
        )
    )
    circles = list(chart.iter(f"{SVG}circle"))
    assert len(circles) == 12
    assert all(NARROW.left <= float(one.attrib["cx"]) <= NARROW.right for one in circles)
    assert all(NARROW.top <= float(one.attrib["cy"]) <= NARROW.bottom for one in circles)
    names = [str(one.text) for one in chart.iter(f"{SVG}text") if one.attrib.get("class") == "axis-name"]
    assert "".join(names[:-1]) == "NPS・関係性（リレーショナル）に答えた603人のうち、言及した人数"
    assert len(names) == 3
    sentence = "of the 603 who gave the NPS (relational), the people who mention it"
    chart = drawn(priority_map(many[:1], sentence, "impact", "map", plot=NARROW))
    names = [str(one.text) for one in chart.iter(f"{SVG}text") if one.attrib.get("class") == "axis-name"]
    assert " ".join(names[:-1]) == sentence


def test_a_small_theme_lies_on_a_large_one() -> None:
    chart = drawn(priority_map([bubble("小", size=4), bubble("大", size=15)], "", "", "地図"))
    assert [a.findtext(f"{SVG}title") for a in chart.iter(f"{SVG}a")] == ["大", "小"]


@pytest.mark.parametrize("weeks", [7, 12, 26])
def test_a_phone_leaves_out_every_second_week_but_never_the_last(weeks: int) -> None:
    labels = [f"w{week}" for week in range(weeks)]
    chart = drawn(columns(labels, [[Part("negative", 1, "")]] * weeks, "x"))
    texts = [text for text in chart.iter(f"{SVG}text") if text.text in labels]
    hidden = [text.attrib.get("class") == "between" for text in texts]
    assert (texts[-1].text, hidden[-1]) == (labels[-1], False)
    assert all(one != other for one, other in pairwise(hidden))


def test_words_in_charts_are_escaped() -> None:
    evil = '"><script>alert(1)</script>'
    for chart in (
        sentiment_bar([Part("negative", 1, evil)], evil),
        sparkline([1], evil),
        columns([evil], [[Part("negative", 1, evil)]], evil),
        priority_map([bubble(evil, href=evil)], evil, evil, evil),
    ):
        assert "<script" not in chart
        drawn(chart)


def test_charts_carry_no_inline_style() -> None:
    chart = priority_map([bubble("遅い")], "人数", "影響", "地図")
    assert "style=" not in chart


@pytest.mark.parametrize(("value", "ceiling"), [(0, 1), (1, 1), (3, 5), (11, 20), (21, 25), (99, 100), (1200, 2000)])
def test_axes_end_on_round_numbers(value: float, ceiling: float) -> None:
    assert nice_ceiling(value) == ceiling


def test_a_scale_of_one_value_stays_at_its_start() -> None:
    assert Scale(5, 5, 10, 90)(5) == 10
