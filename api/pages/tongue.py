"""The language of a page: its words, and how it writes numbers, shares, days and weeks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml
from markupsafe import Markup

LOCALES = ("ja", "en")
FOLDER = Path(__file__).parent / "locales"
DASH = "–"


@dataclass(frozen=True, slots=True)
class Tongue:
    """One locale. `t` takes a dotted key; a key with `.one` beside it is used when `n` is 1."""

    code: str
    words: Mapping[str, str]
    zone: ZoneInfo

    def t(self, key: str, **values: object) -> str:
        text = self.raw(key, values.get("n"))
        return text.format(**values) if values else text

    def html(self, key: str, **values: object) -> Markup:
        """The same with values that may be mark-up; those that are not are escaped."""
        return Markup(self.raw(key, values.get("n"))).format(**values)  # noqa: S704 -- our own words

    def raw(self, key: str, n: object = None) -> str:
        one = self.words.get(f"{key}.one") if n == 1 else None
        found = one or self.words.get(key)
        if found is None:
            raise KeyError(f"words of {self.code} have no {key!r}; wanted it in locales/{self.code}.yaml")
        return found

    def has(self, key: str) -> bool:
        return key in self.words

    def number(self, value: float | None, digits: int = 0) -> str:
        return DASH if value is None else f"{value:,.{digits}f}"

    def percent(self, share: float | None, digits: int = 0) -> str:
        """`share` in 0..1."""
        return DASH if share is None else f"{share * 100:.{digits}f}%"

    def signed(self, value: float | None, digits: int = 1) -> str:
        """With its sign; a true minus, and no sign on what rounds to zero."""
        if value is None:
            return DASH
        text = f"{abs(value):,.{digits}f}"
        if float(text.replace(",", "")) == 0:
            return f"±{text}"
        return f"{'+' if value > 0 else '−'}{text}"

    def day(self, value: date | datetime | None, *, year: bool = True) -> str:
        if value is None:
            return DASH
        local = self._local(value)
        if self.code == "ja":
            return f"{local.year}年{local.month}月{local.day}日" if year else f"{local.month}月{local.day}日"
        return f"{local.day} {local:%b} {local.year}" if year else f"{local.day} {local:%b}"

    def moment(self, value: datetime | None) -> str:
        if value is None:
            return DASH
        local = value.astimezone(self.zone)
        return f"{self.day(local)} {local:%H:%M}"

    def week(self, monday: date | None, *, year: bool = False) -> str:
        """A week by its Monday, as it stands in a sentence."""
        if monday is None:
            return DASH
        if self.code == "ja":
            return f"{f'{monday.year}/' if year else ''}{monday.month}/{monday.day}の週"
        return f"week of {self.day(monday, year=year)}"

    def short_week(self, monday: date) -> str:
        """A week under a column of a chart."""
        return f"{monday.month}/{monday.day}" if self.code == "ja" else f"{monday.day} {monday:%b}"

    def age(self, since: datetime, now: datetime) -> str:
        """How long ago, in the largest unit that says it."""
        minutes = max(int((now - since).total_seconds() // 60), 0)
        for unit, size in (("day", 1440), ("hour", 60)):
            if minutes >= size:
                return self.t(f"age.{unit}", n=minutes // size)
        return self.t("age.minute", n=minutes)

    def label(self, names: Mapping[str, str] | None, otherwise: str = "") -> str:
        """The name for this locale; another locale's name is better than none."""
        names = names or {}
        return names.get(self.code) or next((name for name in names.values() if name), otherwise)

    def listing(self, items: list[str]) -> str:
        if self.code == "ja":
            return "、".join(items)
        return ", ".join(items[:-1]) + (" and " if len(items) > 1 else "") + "".join(items[-1:])

    def _local(self, value: date | datetime) -> date:
        return value.astimezone(self.zone) if isinstance(value, datetime) else value


@cache
def words(code: str) -> Mapping[str, str]:
    """Every word of a locale under its dotted key."""
    if code not in LOCALES:
        raise ValueError(f"locale is {code!r}; wanted one of {', '.join(LOCALES)}")
    tree = yaml.safe_load((FOLDER / f"{code}.yaml").read_text("utf-8"))
    return dict(_flat(tree, ""))


def tongue(code: str, zone: ZoneInfo) -> Tongue:
    return Tongue(code, words(code), zone)


def preferred(accept_language: str, otherwise: str) -> str:
    """The first of the browser's languages that we speak."""
    ranked: list[tuple[float, str]] = []
    for part in accept_language.split(",")[:20]:
        name, _, quality = part.strip().partition(";q=")
        try:
            ranked.append((-float(quality or 1), name.lower()[:2]))
        except ValueError:
            continue
    return next((name for _, name in sorted(ranked, key=lambda pair: pair[0]) if name in LOCALES), otherwise)


def _flat(tree: Mapping[str, object], prefix: str) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for name, value in tree.items():
        key = f"{prefix}{name}"
        if isinstance(value, Mapping):
            pairs.extend(_flat(value, f"{key}."))
        else:
            pairs.append((key, str(value)))
    return pairs
