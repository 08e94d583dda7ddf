"""What can happen to a theme, by the name of its event, and which of it a person can take back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

BORN = "born"
RENAMED = "renamed"
MERGED = "merged"
SPLIT = "split"
MOVED = "moved"
PLACED = "placed"
DRIFTED = "drifted"
RENEWED = "renewed"
PINNED = "pinned"
FORBIDDEN = "forbidden"
PARENT = "parent"
WATCHED = "watched"
STATE = "state"
UNDONE = "undone"
RAISED_FROM = "into_state"  # in a merge's `before`: the state of the theme that was made active by it

UNDOABLE = frozenset((RENAMED, MERGED, SPLIT, MOVED, PLACED, DRIFTED, PINNED, FORBIDDEN, PARENT, WATCHED, STATE))
# A birth that a person brought about stands alone; one that was part of a split goes back with the split.
BORN_ALONE = ("proposal", "seed")


def undoable(kind: str, by: str, after: Mapping[str, Any]) -> bool:
    """Whether `undo` knows the way back: only a person's own acts are taken back."""
    if by == "engine":
        return False
    return kind in UNDOABLE or (kind == BORN and any(name in after for name in BORN_ALONE))
