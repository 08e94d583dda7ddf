"""Who did it, for the audit trail, when a key speaks for a person of its house."""

from __future__ import annotations

from models.keys import Principal


def who(caller: Principal, person: str | None) -> str:
    """The trail always shows which key it was."""
    return f"{person} ({caller.name})" if person else caller.name
