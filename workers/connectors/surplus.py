"""A row with more cells than headings: commas that nobody quoted, in a comment that stands last."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from workers.headings import roles_of
from workers.mapping import Role

# Cells of these hold no commas of their own, so that the surplus can only come from the column behind them.
_WITHOUT_COMMAS = frozenset(Role) - {Role.TEXT, Role.TITLE, Role.QUESTION, Role.PERSONAL, Role.IGNORED}


@lru_cache(maxsize=16)
def last_takes_surplus(headings: tuple[str, ...]) -> bool:
    """Whether surplus cells belong to the last column: it is a comment, and no other column could have shifted.

    With a name or a second text before it, a comma there would move somebody's name into the comment.
    """
    *before, last = ((roles_of(heading) or [Role.IGNORED])[0] for heading in headings)
    return last is Role.TEXT and all(role in _WITHOUT_COMMAS for role in before)


def rejoined(cells: Sequence[str], width: int, delimiter: str) -> list[str]:
    return [*cells[: width - 1], delimiter.join(cells[width - 1 :])]
