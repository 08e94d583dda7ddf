"""What a caller can do nothing about but say: the thing is not there, or somebody was first."""

from __future__ import annotations


class NotFound(LookupError):
    """No `kind` with this id in this workspace."""

    def __init__(self, kind: str, key: int | str) -> None:
        super().__init__(f"{kind} is {key!r}; wanted the id of one in this workspace")
        self.kind = kind
        self.key = key


class Conflict(ValueError):
    """The state of the thing does not allow it; the sentence says what is in the way."""


class Refused(ValueError):
    """A value that cannot be stored: which field, what it was, what was wanted."""

    def __init__(self, field: str, value: object, wanted: str) -> None:
        shown = repr(value)
        super().__init__(f"{field} is {shown if len(shown) <= 80 else shown[:77] + '...'}; wanted {wanted}")
        self.field = field
        self.value = value
        self.wanted = wanted
