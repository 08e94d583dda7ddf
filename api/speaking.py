"""Who did it, for the audit trail, when a key speaks for a person of its house."""

from __future__ import annotations

from models.keys import Principal

LONGEST = 200  # what the columns for it hold


def who(caller: Principal, person: str | None) -> str:
    """The trail always shows which key it was; names too long to stand side by side are cut, each for itself."""
    if not person:
        return caller.name
    if len(whole := f"{person} ({caller.name})") <= LONGEST:
        return whole
    key = f" ({_cut(caller.name, LONGEST // 2)})"
    return _cut(person, LONGEST - len(key)) + key


def _cut(name: str, most: int) -> str:
    return name if len(name) <= most else name[: most - 1] + "…"
