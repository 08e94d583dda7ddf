"""The value that opinion pairs are given in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Ease(StrEnum):
    """What 〜にくい and 〜やすい say of an action."""

    HARD = "hard"
    EASY = "easy"


@dataclass(frozen=True, slots=True)
class Pair:
    """`aspect` and `predicate` are in their dictionary form; the offsets span both.

    `wish` asks somebody (改善してほしい), `own_desire` is the writer's own (解約したい). `rule` says how it was
    found: "parse" from a dependency parse, "order" from the order of words alone.
    """

    aspect: str
    predicate: str
    negated: bool
    wish: bool
    own_desire: bool
    ease: Ease | None
    question: bool
    start: int
    end: int
    rule: str

    def at(self, start: int, end: int) -> Pair:
        return replace(self, start=start, end=end)

    def __str__(self) -> str:
        """The pair as a table shows it: 配送-遅い, 品質-良い(否定), 改善-する(要望)."""
        marks = [
            name for name, holds in (("否定", self.negated), ("要望", self.wish), ("願望", self.own_desire)) if holds
        ]
        return f"{self.aspect}-{self.predicate}" + (f"({'・'.join(marks)})" if marks else "")
