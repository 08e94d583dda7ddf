from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from string import Formatter
from zoneinfo import ZoneInfo

import pytest
from markupsafe import Markup

from api.pages.templating import FOLDER
from api.pages.tongue import LOCALES, Tongue, preferred, tongue, words

ZONE = ZoneInfo("Asia/Tokyo")
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture(params=LOCALES)
def spoken(request: pytest.FixtureRequest) -> Tongue:
    return tongue(request.param, ZONE)


def stems(code: str) -> set[str]:
    return {key.removesuffix(".one") for key in words(code)}


def holes(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_the_same_words() -> None:
    assert stems("ja") == stems("en")


def test_a_sentence_takes_the_same_values_in_both_languages() -> None:
    different = {
        key: (holes(words("ja")[key]), holes(words("en")[key]))
        for key in words("ja")
        if key in words("en") and not holes(words("en")[key]) <= holes(words("ja")[key]) | {"n"}
    }
    assert different == {}


def test_no_word_was_left_empty_or_cut_off() -> None:
    empty = {key for code in LOCALES for key, text in words(code).items() if text in ("", "None")}
    assert empty <= {"unit.nps", "report.respondents_unit", "report.comments_unit"}


def asked_for() -> set[str]:
    """Every key that a template or a view names in full."""
    found: set[str] = set()
    for path in [*(FOLDER / "templates").glob("*.html"), *FOLDER.rglob("*.py")]:
        found |= set(
            re.findall(r"""\b(?:t|html)\(\s*f?["']([a-z_.]+[a-z_])["']\s*[,)]""", Path(path).read_text("utf-8"))
        )
    return found


@pytest.mark.parametrize("code", LOCALES)
def test_every_word_a_page_asks_for_is_there(code: str) -> None:
    asked = asked_for()
    assert len(asked) > 150
    assert {key for key in asked if key not in words(code)} == set()


def test_an_unknown_key_says_where_it_was_wanted() -> None:
    with pytest.raises(KeyError, match=r"no 'report.nothing'; wanted it in locales/ja\.yaml"):
        tongue("ja", ZONE).t("report.nothing")


def test_one_thing_is_not_many() -> None:
    spoken = tongue("en", ZONE)
    assert spoken.t("age.day", n=1) == "1 day ago"
    assert spoken.t("age.day", n=2) == "2 days ago"


def test_values_in_a_sentence_with_markup_are_escaped_unless_they_are_markup() -> None:
    found = tongue("en", ZONE).html("story.where", place="<b>x</b>")
    assert "&lt;b&gt;" in found
    assert "<b>" in tongue("en", ZONE).html("story.where", place=Markup("<b>x</b>"))


def test_weeks_and_days_are_written_as_people_there_write_them() -> None:
    monday = date(2026, 11, 2)
    assert tongue("ja", ZONE).week(monday) == "11/2の週"
    assert tongue("en", ZONE).week(monday) == "week of 2 Nov"
    assert tongue("ja", ZONE).week(monday, year=True) == "2026/11/2の週"
    assert tongue("en", ZONE).week(monday, year=True) == "week of 2 Nov 2026"
    assert tongue("ja", ZONE).week(None) == "–"
    assert tongue("ja", ZONE).day(monday) == "2026年11月2日"
    assert tongue("en", ZONE).day(monday) == "2 Nov 2026"


def test_moments_are_told_in_the_time_of_the_workspace() -> None:
    assert tongue("ja", ZONE).moment(datetime(2026, 11, 1, 15, 30, tzinfo=UTC)) == "2026年11月2日 00:30"


@pytest.mark.parametrize(
    ("value", "text"),
    [(4.26, "+4.3"), (-4.26, "−4.3"), (0.0, "±0.0"), (-0.04, "±0.0"), (None, "–"), (1234.5, "+1,234.5")],
)
def test_signs(value: float | None, text: str) -> None:
    assert tongue("ja", ZONE).signed(value) == text


@pytest.mark.parametrize(("share", "text"), [(0.0, "0%"), (0.125, "12%"), (1.0, "100%"), (None, "–")])
def test_shares(spoken: Tongue, share: float | None, text: str) -> None:
    assert spoken.percent(share) == text


@pytest.mark.parametrize(
    ("since", "ja", "en"),
    [
        (timedelta(days=3, hours=5), "3日前", "3 days ago"),
        (timedelta(hours=1), "1時間前", "1 hour ago"),
        (timedelta(seconds=20), "0分前", "0 minutes ago"),
        (timedelta(seconds=-20), "0分前", "0 minutes ago"),
    ],
)
def test_ages(since: timedelta, ja: str, en: str) -> None:
    assert tongue("ja", ZONE).age(NOW - since, NOW) == ja
    assert tongue("en", ZONE).age(NOW - since, NOW) == en


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("ja,en;q=0.8", "ja"),
        ("en-GB,en;q=0.9,ja;q=0.8", "en"),
        ("fr,ja;q=0.3", "ja"),
        ("fr", "ja"),
        ("", "ja"),
        ("*;q=x", "ja"),
    ],
)
def test_the_browsers_languages(header: str, code: str) -> None:
    assert preferred(header, "ja") == code


def test_a_name_in_another_language_is_better_than_none(spoken: Tongue) -> None:
    assert spoken.label({"ja": "配送"}) == "配送"
    assert spoken.label({}, "T-0001") == "T-0001"


def test_lists() -> None:
    assert tongue("ja", ZONE).listing(["配送", "接客"]) == "配送、接客"
    assert tongue("en", ZONE).listing(["a", "b", "c"]) == "a, b and c"
    assert tongue("en", ZONE).listing([]) == ""
