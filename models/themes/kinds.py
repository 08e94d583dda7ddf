"""What a person can do to a theme, by the name of its event; what cannot be undone can be retired or forbidden."""

from __future__ import annotations

BORN = "born"
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
