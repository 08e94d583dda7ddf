"""Whether a comment says the opposite of what it means, learnt from comments that say whether they do.

It hears what the network knows of the text, what each scorer alone makes of its tone (words that praise where the whole
complains are what irony is made of; Joshi et al. 2015, incongruity), and how it is spelt. Beside what is learnt stands
one rule: thanks for having been kept waiting.
"""

# ruff: noqa: E501 -- a pattern reads as one line of a table

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from nlp.blend import sigmoid
from nlp.spelling import Linear
from nlp.tasks import columns

Floats = NDArray[np.float32]
_AT = columns("passage")["sentiment"]

_FEWEST_LETTERS = 10  # of a shorter text the scorer knows too little
_SOBER = frozenset(("safety", "privacy"))  # whoever reports these means what they say

_SO_LONG = (
    r"(?:[0-9一二三四五六七八九十何数半]{1,4}(?:度|回|つ|[かヶカヵケ箇]月|週間|日|時間|分|年)間?|ひと月)(?:以上)?も"
)
# Given, not asked for: 「無視してください」「放置していただいて構いません」 thank for nothing.
_GIVEN = r"(?:いただ(?!け[れまる]|きた|いて(?:構|結構|も))|頂(?!け[れまる]|きた|いて(?:構|結構|も))|くれ(?!な|ませ)|(?:くだ|下)さ(?!い(?!まし)))"
_SLOW = r"(?:返[信事答金]|回答|対応|配[送達]|発送|審査|会計|手続き?|納品)に"
# The trouble itself is what was given; or it is admired and thanked for.
_GIVEN_TROUBLE = re.compile(
    rf"{_SO_LONG}[^。、]{{0,6}}(?<!お)(?:待た|並ば)せて?(?:{_GIVEN}|いただけるとは)|(?:たらい回しに|放置|無視|保留に)し?て?{_GIVEN}"
    rf"|{_SLOW}{_SO_LONG}かけて{_GIVEN}|{_SO_LONG}[^。、]{{0,12}}(?:かけ|言い|書き)直させて{_GIVEN}"
)
_PRAISED_TROUBLE = re.compile(
    rf"(?:さすが|流石|見事|素晴らし|ありがと|有難う|感謝)[^。]{{0,20}}?(?:{_SO_LONG}[^。、]{{0,6}}(?:待た[せさ]|放置|無視)|たらい回し)"
)
# Where these stand, the thanks are for something else.
_TURNS = re.compile(
    r"[たすだい]が[、,\s]|けれ?ど|ものの|でも[、,]|以前|前の|他社|他の|(?:せ|され?)ず|(?:せ|さ)れ?(?:る|た)?こと(?:が|も|は)?な|も?なく"
    r"|ほどよ|程よ|そっと|(?:いい|良い)意味"
)


def signs(impressions: Floats, parts: Sequence[Floats]) -> Floats:
    """What irony is told by (texts, features): impressions (texts, n), then each scorer's sentiments (texts, 6)."""
    found: Floats = np.concatenate([impressions, *(part[:, _AT] for part in parts)], axis=1)
    return found


def thanked_for_trouble(text: str) -> bool:
    """Whether a normalised text thanks for, or admires, having been kept waiting or sent about: 「3時間も待たせていただき」."""
    found = _GIVEN_TROUBLE.search(text) or _PRAISED_TROUBLE.search(text)
    return found is not None and _TURNS.search(text) is None


def may_be_irony(text: str, learnt: bool, praise: bool, found: Sequence[str]) -> bool:
    """Whether a person should ask if it is meant: by what was learnt, or by rule where the tone was read as praise.

    What was learnt says nothing of a text of a few letters, nor of one that reports a danger.
    """
    heard = learnt and sum(map(str.isalpha, text)) >= _FEWEST_LETTERS and _SOBER.isdisjoint(found)
    return heard or (praise and thanked_for_trouble(text))


@dataclass(frozen=True, slots=True)
class IronyScorer:
    """A linear layer: `table` (features,) on `signs`, and last of all on the score of `spelling` (buckets, 1)."""

    table: Floats
    constant: float
    spelling: Linear

    def chances(self, found: Floats, spelt: Floats) -> Floats:
        """The chance of irony (texts,), 0..1, from `signs` and the scores of spelling (texts,).

        Summed row by row, so that a text reads the same in any company.
        """
        return sigmoid((found * self.table[:-1]).sum(axis=1) + spelt * self.table[-1] + np.float32(self.constant))

    def save(self, path: Path) -> None:
        constant = np.array([self.constant], dtype=np.float32)
        save_file({"table": self.table, "constant": constant, **self.spelling.packed("spelling")}, path)

    @classmethod
    def load(cls, path: Path) -> IronyScorer:
        parts = load_file(path)
        return cls(parts["table"], float(parts["constant"][0]), Linear.unpacked(parts, "spelling"))
