"""What a declaration of an export says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from workers.mapping import Role
from workers.words import folded


@dataclass(frozen=True, slots=True)
class Layout:
    """`signature`: headings (regular expressions on the folded heading) that must all be there; `first`: at the left.

    `roles`: heading pattern to role, first match wins. `open`: columns not declared are guessed (survey questions);
    otherwise they are left out. `advice`: the export holds no comment; what to export instead, in ja and en.
    """

    name: str
    title: str
    channel: str
    signature: tuple[str, ...]
    first: str = ""
    roles: tuple[tuple[Role, str], ...] = field(default=())
    open: bool = False
    html: bool = False
    scale: tuple[float, float] = (1.0, 5.0)
    id_pattern: str = ""
    skip: tuple[tuple[str, str], ...] = ()
    advice: tuple[str, str] | None = None

    def matches(self, headings: Sequence[str]) -> bool:
        words = [folded(heading) for heading in headings]
        if self.first and not (words and re.fullmatch(self.first, words[0])):
            return False
        return all(any(re.fullmatch(pattern, word) for word in words) for pattern in self.signature)

    def role_of(self, heading: str) -> Role | None:
        word = folded(heading)
        return next((role for role, pattern in self.roles if re.fullmatch(pattern, word)), None)
