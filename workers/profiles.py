"""What a column holds, measured on a sample of its cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from workers.dates import parse_clock, parse_date
from workers.degrees import degree_of
from workers.headings import is_blank, is_unanswered
from workers.mapping import CHANNELS
from workers.scores import figure

_PERSONAL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|\d{1,3}(\.\d{1,3}){3}|\+?[\d()]{2,5}[- ]\d{2,4}[- ]\d{3,4}|0\d{9,10}")
_LINK_OR_CODE = re.compile(r"https?://\S+|[A-Za-z0-9_./:#@+-]*\d[A-Za-z0-9_./:#@+-]*|[\d,.]+\s?[A-Za-z%]{1,3}")
_JAPANESE = re.compile(r"[\u3041-\u9fff]")
_NUMERIC = re.compile(r"[\d,.\s%+-]+")


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares are 0..1 of the filled cells; lengths in characters. `values` are the filled cells.

    Of dates, times and scores the shares are of the cells that say something: 「わからない」 is no wrong date.
    `clocks`: times of day. `numbers`: scores in figures; `degrees`: those in words, `worded` their share; `scores`:
    the share of both. `odd_dates` and `odd_scores`: the first cells that are none.
    """

    heading: str
    values: tuple[str, ...]
    distinct: int
    mean_length: float
    dates: float
    days: float
    clocks: float
    scores: float
    numbers: list[float]
    degrees: frozenset[int]
    worded: float
    personal: float
    codes: float
    japanese: float
    odd_dates: tuple[str, ...] = ()
    odd_scores: tuple[str, ...] = ()

    @property
    def filled(self) -> int:
        return len(self.values)

    @property
    def variety(self) -> float:
        return self.distinct / max(1, self.filled)

    @property
    def is_wordy(self) -> bool:
        """Words, few or many: not numbers, stars, dates, codes or addresses."""
        # Only short cells: 「3点ほど気になりました」 begins with a score and is a comment.
        figures = len(self.numbers) / max(1, self.filled) if self.mean_length <= 6 else 0.0
        return self.filled > 0 and max(self.dates, self.codes, self.personal, figures) <= 0.5

    @property
    def is_free_text(self) -> bool:
        """Words that vary: not numbers, dates, codes, nor the few labels of a category."""
        if not self.is_wordy:
            return False
        long_enough = self.mean_length >= (4 if self.japanese > 0.3 else 8)
        few_rows = self.filled < 20
        return long_enough and (few_rows or self.variety > 0.3 or self.mean_length > 25)

    @property
    def is_long_text(self) -> bool:
        """So much prose that it is a comment whatever its heading."""
        return self.is_free_text and self.mean_length >= (20 if self.japanese > 0.3 else 40) and self.variety > 0.5

    @property
    def is_counter(self) -> bool:
        """1, 2, 3 … from the top of the file: it starts again in the next one. A few numbers may be missing."""
        if len(self.numbers) < max(1, 0.9 * self.filled) or any(n != int(n) for n in self.numbers):
            return False
        missing = max(self.numbers) - min(self.numbers) + 1 - len(set(self.numbers))
        return min(self.numbers) in (0, 1) and missing <= max(1, 0.1 * self.filled)

    @property
    def is_category(self) -> bool:
        if self.filled < 20 or self.mean_length > 30 or self.numbers or self.dates > 0.3 or self.worded > 0.5:
            return False
        return 2 <= self.distinct <= min(50, self.filled // 4)

    @property
    def is_zero_to_ten(self) -> bool:
        whole = self.numbers and all(0 <= n <= 10 and n == int(n) for n in self.numbers)
        return bool(whole) and self.scores == 1.0 and len(set(self.numbers)) >= 5 and max(self.numbers) > 7

    @property
    def is_date(self) -> bool:
        """Days, not months: a month alone is more often the age of a product than the time of a comment."""
        return self.dates >= 0.95 and self.days > 0.5

    @property
    def is_channel(self) -> bool:
        return self.filled > 0 and {value.casefold() for value in self.values} <= set(CHANNELS)

    @property
    def is_area(self) -> bool:
        """An "address" of a few short words is a prefecture, not a home."""
        return self.filled >= 20 and self.distinct <= 60 and self.mean_length <= 5 and self.personal == 0


def profile(heading: str, cells: Sequence[str]) -> Profile:
    values = tuple(cell.strip() for cell in cells if not is_blank(cell))
    count = max(1, len(values))
    said = [value for value in values if not is_unanswered(value)]
    dated = {value: found.at for value in said if (found := parse_date(value))}
    dates = [dated[value] for value in said if value in dated]
    short = [value for value in said if len(value) <= 40]
    numbers = [number for value in short if (number := figure(value)) is not None]
    degrees = [degree for value in short if figure(value) is None and (degree := degree_of(value)) is not None]
    return Profile(
        heading=heading,
        values=values,
        distinct=len(set(values)),
        mean_length=sum(map(len, values)) / count,
        dates=len(dates) / max(1, len(said)),
        days=sum(date.day != 1 for date in dates) / max(1, len(said)),
        clocks=sum(parse_clock(value) is not None for value in said) / max(1, len(said)),
        scores=(len(numbers) + len(degrees)) / max(1, len(said)),
        numbers=numbers,
        degrees=frozenset(degrees),
        worded=len(degrees) / max(1, len(said)),
        personal=sum(bool(_PERSONAL.fullmatch(value)) for value in values) / count,
        codes=sum(bool(_LINK_OR_CODE.fullmatch(value) or _NUMERIC.fullmatch(value)) for value in values) / count,
        japanese=sum(bool(_JAPANESE.search(value)) for value in values) / count,
        odd_dates=_first(value for value in said if value not in dated),
        odd_scores=_first(value for value in said if len(value) > 40 or not _is_score(value)),
    )


def _is_score(value: str) -> bool:
    return figure(value) is not None or degree_of(value) is not None


def _first(values: Iterable[str], at_most: int = 3) -> tuple[str, ...]:
    return tuple(islice(dict.fromkeys(values), at_most))
