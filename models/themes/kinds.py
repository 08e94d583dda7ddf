"""What a person can do to a theme, by the name of its event; all of these can be undone."""

from __future__ import annotations

RENAMED = "renamed"
MERGED = "merged"
SPLIT = "split"
MOVED = "moved"
PINNED = "pinned"
FORBIDDEN = "forbidden"
PARENT = "parent"
WATCHED = "watched"
STATE = "state"
UNDONE = "undone"

UNDOABLE = frozenset((RENAMED, MERGED, SPLIT, MOVED, PINNED, FORBIDDEN, PARENT, WATCHED, STATE))
