"""How opinion pairs stand on the page of a theme."""

from __future__ import annotations

import re
from typing import Any

import pytest

from api.pages.views.pairs import Said, pairs_view
from models.database import writing
from models.tables import Theme

PARSED = {"subject": "対応", "predicate": "良い", "count": 4, "marks": ["negated"], "rule": "parse", "comments": [7]}
PLAIN = {"subject": "staff", "predicate": "rude", "count": 2, "marks": [], "rule": "order", "comments": []}
OLD = {"subject": "品質", "predicate": "良い(否定・要望)", "count": 3}


def test_marks_are_said_in_the_language_of_the_page(specimens: Any) -> None:
    english = pairs_view(specimens.words("en"), [PARSED, OLD], ["ja"])
    assert english.parsed == (
        Said("対応 → 良い (negated) ×4", "/comments/7"),
        Said("品質 → 良い (negated and asked for) ×3", ""),
    )
    japanese = pairs_view(specimens.words("ja"), [PARSED], ["ja"])
    assert japanese.parsed[0].words == "対応 → 良い（否定） ×4"


def test_pairs_of_the_lighter_rule_stand_apart(specimens: Any) -> None:
    shown = pairs_view(specimens.words("en"), [PARSED, PLAIN], ["ja", "en"])
    assert (len(shown.parsed), [one.words for one in shown.plain]) == (1, ["staff → rude ×2"])
    assert (shown.missing, shown.none) == ("", "")


@pytest.mark.parametrize(("locale", "wanted"), [("en", "in Thai and Vietnamese"), ("ja", "ベトナム語")])
def test_languages_without_a_rule_are_named(specimens: Any, locale: str, wanted: str) -> None:
    shown = pairs_view(specimens.words(locale), [], ["ja", "it", "th", "vi"])
    assert wanted in shown.missing
    assert not re.search("Italian|イタリア", shown.missing)
    assert shown.none


def test_the_page_links_a_pair_and_says_what_is_missing(desk_to_work_at: Any) -> None:
    desk = desk_to_work_at
    theme, comment = desk.seeded.themes[0], desk.seeded.comments[0]
    with writing(desk.house.sessions) as session:
        found = session.get_one(Theme, theme)
        found.pairs = [PARSED | {"comments": [comment]}, PLAIN]
        found.keywords = {"ja": ["対応"], "th": ["x"]}
    text = desk.text(f"/themes/{theme}?period=all", "en")
    text = text[text.index('id="words"') : text.index('id="where"')]
    assert f'<a class="tag" href="/comments/{comment}">対応 → 良い (negated) ×4</a>' in text
    assert "lighter rule that sees only the order of words" in text
    assert "no rule yet that finds such pairs in Thai" in text
    assert "否定" not in text
