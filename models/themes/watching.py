"""Units that hold a watch-word, looked for in the texts themselves: a new word takes effect at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.tables import Comment, Unit

# Full-width letters and digits lie this far from the plain ones.
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def units_with(session: Session, workspace_id: int, words: Sequence[str]) -> NDArray[np.int64]:
    """Ids of the units with one of the words in them; width and case of letters do not matter.

    The database narrows it down by each word as it may be written; what it hands over is compared exactly.
    """
    wanted = {plain(word) for word in words}
    if not wanted:
        return np.zeros(0, np.int64)
    written = [func.lower(Comment.text).contains(form, autoescape=True) for word in wanted for form in _forms(word)]
    found = (
        select(Unit.id, func.substr(Comment.text, Unit.start + 1, Unit.end - Unit.start))
        .join(Comment, Comment.id == Unit.comment_id)
        .where(Unit.workspace_id == workspace_id, Comment.workspace_id == workspace_id, or_(*written))
    )
    rows = session.execute(found.order_by(Unit.id))
    return np.array([unit for unit, text in rows if any(word in plain(text) for word in wanted)], np.int64)


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _forms(word: str) -> set[str]:
    # SQLite lowers ASCII letters only, so wide capitals are asked for beside the small ones.
    wide = word.translate(_WIDE)
    return {word, wide, word.upper().translate(_WIDE)}
