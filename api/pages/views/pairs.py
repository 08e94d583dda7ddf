"""The opinion pairs of a theme: 「配送 → 遅い ×12」, each leading to a comment that says it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.pages.names import Names
from api.pages.tongue import Tongue
from nlp.plain_pairs import LANGUAGES

_SHOWN = 12
# Pairs stored before marks had a field of their own carry them in Japanese behind the predicate.
_BEHIND = re.compile(r"\(([^()]*)\)$")
_MARKS = {"否定": "negated", "要望": "wish", "願望": "own_desire"}
_PLAIN = "order"


@dataclass(frozen=True, slots=True)
class Said:
    """One pair in words; `href` is empty where no comment is known to say it."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class PairsView:
    """`plain` are made by the lighter rule for languages without a parser; `missing` says which have no rule.

    `none` says that no pair is there: people may complain of one thing in a hundred ways.
    """

    parsed: tuple[Said, ...]
    plain: tuple[Said, ...]
    missing: str
    none: str


def pairs_view(names: Names, pairs: Sequence[Mapping[str, object]], languages: Sequence[str]) -> PairsView:
    """`languages` are those that the theme is written in."""
    tongue, shown = names.tongue, pairs[:_SHOWN]
    without = [names.language(code) for code in languages if code != "ja" and code not in LANGUAGES]
    return PairsView(
        parsed=tuple(_said(tongue, one) for one in shown if one.get("rule") != _PLAIN),
        plain=tuple(_said(tongue, one) for one in shown if one.get("rule") == _PLAIN),
        missing=tongue.t("theme.pairs_missing", languages=tongue.listing(without)) if without else "",
        none="" if shown else tongue.t("theme.pairs_none"),
    )


def _said(tongue: Tongue, pair: Mapping[str, object]) -> Said:
    subject, predicate = str(pair.get("subject") or ""), str(pair.get("predicate") or "")
    behind = _BEHIND.search(predicate)
    given = pair.get("marks")
    marks = [str(mark) for mark in given] if isinstance(given, list | tuple) else []
    if behind and set(behind[1].split("・")) <= set(_MARKS):
        predicate, marks = predicate[: behind.start()], [_MARKS[mark] for mark in behind[1].split("・")]
    words = " → ".join(filter(None, (subject, predicate)))
    if marks:
        words = tongue.t("theme.pair_marked", pair=words, marks=tongue.listing([_mark(tongue, one) for one in marks]))
    comments = pair.get("comments")
    first = next(iter(comments), None) if isinstance(comments, list | tuple) else None
    return Said(f"{words} ×{pair['count']}" if pair.get("count") else words, f"/comments/{first}" if first else "")


def _mark(tongue: Tongue, mark: str) -> str:
    return tongue.t(f"theme.pair_mark.{mark}")
