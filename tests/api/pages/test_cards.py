"""What a card says of a comment: why it stands where it stands, who it comes from, all its words at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from api.pages.views.comment import comment_view
from api.pages.views.pieces import voices
from api.pages.views.triage import Item, TriageFacts, triage_view
from models.reports.comment_values import GivenScore, TriageCounts, TriagePage


def card(specimens: Any, lang: str = "ja", **changed: object) -> Item:
    page = TriagePage((specimens.triage_item(**changed),), None)
    facts = TriageFacts(page, TriageCounts(1, 0, 0, (0, 0, 0, 1)), (), "open", {}, specimens.NOON)
    return triage_view(specimens.words(lang), facts, lambda **_: "/triage").items[0]


@pytest.mark.parametrize(
    ("urgency", "signals", "badge", "lifted"),
    [
        (1, ("privacy",), "「早めに」扱い", "個人情報に関わるため"),
        (0, ("safety", "legal", "churn"), "「早めに」扱い", "安全、法的手段に関わるため"),
        (2, ("safety",), "早めに", ""),
        (1, ("churn",), "通常", ""),
    ],
)
def test_a_card_that_a_signal_lifts_says_so(
    specimens: Any, urgency: int, signals: tuple[str, ...], badge: str, lifted: str
) -> None:
    shown = card(specimens, urgency=urgency, signals=signals)
    assert (shown.urgency_name, shown.lifted) == (badge, lifted)
    assert shown.urgency == (2 if lifted else urgency)


def test_a_card_says_who_it_comes_from(specimens: Any) -> None:
    known = {"scores": (GivenScore("nps", "relational", 2, 0, 10),), "segment": {"tier": "ゴールド"}}
    assert card(specimens, **known).about == ("問い合わせ", "NPS 2/10", "会員ランク ゴールド")
    assert card(specimens, touchpoint=None).about == ()


def test_the_units_of_one_comment_stand_together(specimens: Any) -> None:
    first, second, other = specimens.verbatim(1, start=0, end=20), specimens.verbatim(1), specimens.verbatim(2)
    second = replace(second, unit_id=11, start=36, end=47)
    told = voices(specimens.words(), [second, first, other])
    assert [one.href for one in told] == ["/comments/1", "/comments/2"]
    assert [part.value for part in told[0].spoken] == ["10", "11"]
    assert sum(piece.kind == "negative" for piece in told[0].pieces) == 2
    assert told[1].spoken == ()


def test_a_heading_is_no_question_that_helped_to_read(specimens: Any) -> None:
    page = specimens.comment_page()
    page = replace(page, reading=replace(page.reading, flags=("question_context",)))

    def remarks(question: str) -> list[str]:
        shown = comment_view(specimens.words(), replace(page, question=question))
        return [fact.text for fact in shown.facts if fact.name == "備考"]

    assert remarks("ご不満な点をお聞かせください") == ["設問を踏まえて判断"]
    assert remarks("ご意見・ご感想") == []
