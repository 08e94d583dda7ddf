"""One figure of the table: what was measured, what stock BERTopic gives, what we give, what must be reached."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """`must` is None for figures that are only reported. `lower` says that less is better."""

    name: str
    stock: float | None
    ours: float
    must: float | None = None
    aim: float | None = None
    lower: bool = False
    upper: float | None = None
    note: str = ""

    @property
    def met(self) -> bool:
        """Whether the figure reaches what it must; `upper` closes a range such as .93 to .97 from above."""
        if self.must is None:
            return True
        reached = self.ours <= self.must if self.lower else self.ours >= self.must
        # A figure may come from numpy, whose True no JSON writer knows.
        return bool(reached and (self.upper is None or self.ours <= self.upper))

    @property
    def wanted(self) -> str:
        if self.must is None:
            return ""
        if self.upper is not None:
            return f"{self.must:g} to {self.upper:g}"
        return f"{'≤' if self.lower else '≥'} {self.must:g}"
