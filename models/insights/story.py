"""The story in plain sentences, made from facts: what rose, since when, where, what it costs, how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class FactKind(StrEnum):
    """What a sentence can be about."""

    RISING = "rising"
    NEW = "new"
    FALLING = "falling"
    COSTS = "costs"
    LIFTS = "lifts"


class Sureness(StrEnum):
    """`strong`: survives the control of false discoveries. `moderate`: an alarm on its own. `weak`: a hint."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing worth telling. Shares are 0..1 of respondents; costs are score points, negative with a lower score.

    `held_equal`: the adjusted effect in score points, only where it is evident and points the other way than `cost`.
    `latest`: respondents of the last week; `over`: that week is back at the level of before. `respondents` counts
    everyone once.
    """

    kind: FactKind
    theme_id: str
    label: Mapping[str, str]
    sureness: Sureness
    since: date | None = None
    touchpoint: Mapping[str, str] | None = None
    segment: str | None = None
    share_before: float | None = None
    share_now: float | None = None
    score_kind: str = "nps"
    cost: float | None = None
    cost_low: float | None = None
    cost_high: float | None = None
    held_equal: float | None = None
    respondents: int = 0
    latest: int | None = None
    over: bool = False


_CHANGE = {
    "ja": {
        FactKind.RISING: "「{label}」の声が{since}増えています",
        FactKind.NEW: "「{label}」という新しい声が{since}出てきました",
        FactKind.FALLING: "「{label}」の声が{since}減っています",
        FactKind.COSTS: "「{label}」は{score}の低さと関連する話題の一つです",
        FactKind.LIFTS: "「{label}」は{score}の高さと関連する話題です",
    },
    "en": {
        FactKind.RISING: "“{label}” has been rising{since}",
        FactKind.NEW: "“{label}” is new{since}",
        FactKind.FALLING: "“{label}” has been falling{since}",
        FactKind.COSTS: "“{label}” is among the themes that go with a lower {score}",
        FactKind.LIFTS: "“{label}” goes with a higher {score}",
    },
}
_OVER = {
    "ja": "「{label}」の声が{since}急に増えましたが、直近の週は{latest}人で、以前の水準に戻っています",
    "en": "“{label}” rose sharply{since}; the latest week, with {latest}, is back at the level of before",
}
_WITH_OTHERS = {
    "ja": (
        "{score}の{theirs}と関連するほかのテーマやチャネルとともに語られることが多く、"
        "ほかの条件をそろえると、触れた人の{score}は{points:.1f}ポイント{own}なっています。"
    ),
    "en": (
        "It is often heard along with other themes, or on channels, that go with a {theirs} {score}; "
        "other things held equal, people who mention it score {points:.1f} points {own}. "
    ),
}
_WAYS = {"ja": (("高さ", "低く"), ("低さ", "高く")), "en": (("higher", "lower"), ("lower", "higher"))}
_SURE = {
    "ja": {
        Sureness.STRONG: "確かな変化です。",
        Sureness.MODERATE: "可能性は高いですが、来週も確かめてください。",
        Sureness.WEAK: "まだ偶然の範囲かもしれません。",
    },
    "en": {
        Sureness.STRONG: "The evidence is strong.",
        Sureness.MODERATE: "This is likely; look again next week.",
        Sureness.WEAK: "This may still be chance.",
    },
}


_TIES_ARE_SURE = "確かな関連です。"


def sentence(fact: Fact, locale: str) -> str:
    """The fact in Japanese (`ja`) or English (anything else), with every figure it has and none it has not."""
    return _japanese(fact) if locale == "ja" else _english(fact)


def _japanese(fact: Fact) -> str:
    since = f"{fact.since.month}月{fact.since.day}日の週から" if fact.since else ""
    where = "・".join(part for part in (fact.touchpoint and fact.touchpoint["ja"], fact.segment) if part)
    parts = [_opening(fact, "ja", since)]
    parts.append(
        f"（{_percent(fact.share_before)}→{_percent(fact.share_now)}、{fact.respondents}人）" if _grew(fact) else ""
    )
    text = "".join(parts) + "。"
    if where:
        text += f"特に{where}に集中しています。"
    if fact.cost is not None:
        text += (
            f"{fact.score_kind.upper()}との関連は{fact.cost:+.1f}ポイント{_interval(fact, '（95%区間 ', '）')}です。"
        )
    tie = fact.kind in (FactKind.COSTS, FactKind.LIFTS) and fact.sureness is Sureness.STRONG
    return text + _with_others(fact, "ja") + (_TIES_ARE_SURE if tie else _SURE["ja"][fact.sureness])


def _english(fact: Fact) -> str:
    since = f" {'in' if fact.over else 'since'} the week of {fact.since.isoformat()}" if fact.since else ""
    text = _opening(fact, "en", since)
    if _grew(fact):
        text += f" ({_percent(fact.share_before)} → {_percent(fact.share_now)}, {fact.respondents} people)"
    text += "."
    where = ", ".join(part for part in (fact.touchpoint and fact.touchpoint["en"], fact.segment) if part)
    if where:
        text += f" It concentrates in: {where}."
    if fact.cost is not None:
        reach = _interval(fact, " (95 % interval ", ")")
        text += f" It goes with {fact.cost:+.1f} points of {fact.score_kind.upper()}{reach}."
    return f"{text} {_with_others(fact, 'en')}{_SURE['en'][fact.sureness]}"


def _opening(fact: Fact, locale: str, since: str) -> str:
    words = _OVER[locale] if fact.over else _CHANGE[locale][fact.kind]
    return words.format(label=fact.label[locale], since=since, score=fact.score_kind.upper(), latest=fact.latest)


def _with_others(fact: Fact, locale: str) -> str:
    """Where the adjusted effect points the other way than the figure before, both are said."""
    if fact.held_equal is None:
        return ""
    theirs, own = _WAYS[locale][fact.held_equal > 0]
    score, points = fact.score_kind.upper(), abs(fact.held_equal)
    return _WITH_OTHERS[locale].format(score=score, theirs=theirs, own=own, points=points)


def _grew(fact: Fact) -> bool:
    """A birth has no before to speak of: never a percentage from zero."""
    return fact.kind is not FactKind.NEW and fact.share_before is not None and fact.share_now is not None


def _interval(fact: Fact, opening: str, closing: str) -> str:
    if fact.cost_low is None or fact.cost_high is None:
        return ""
    return f"{opening}{fact.cost_low:+.1f} … {fact.cost_high:+.1f}{closing}"


def _percent(share: float | None) -> str:
    return f"{100 * (share or 0.0):.1f}%"
