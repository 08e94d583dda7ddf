"""The value that opinion pairs are given in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

_IN_JAPANESE = {"negated": "否定", "wish": "要望", "own_desire": "願望"}


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

    @property
    def marks(self) -> tuple[str, ...]:
        """What changes the sense of the predicate, by name: a page says it in its own language."""
        held = {"negated": self.negated, "wish": self.wish, "own_desire": self.own_desire}
        return tuple(name for name, holds in held.items() if holds)

    def __str__(self) -> str:
        """The pair as Japanese tables write it: 配送-遅い, 品質-良い(否定), 改善-する(要望)."""
        marks = "・".join(_IN_JAPANESE[mark] for mark in self.marks)
        return f"{self.aspect}-{self.predicate}" + (f"({marks})" if marks else "")
