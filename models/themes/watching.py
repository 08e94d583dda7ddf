"""Units that hold a watch-word, looked for in the texts themselves: a new word takes effect at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.tables import Comment, ThemeLink, Unit

# Full-width letters and digits lie this far from the plain ones.
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
# Half-width kana and their marks, by the plain ones.
_HALF = {ord(unicodedata.normalize("NFKC", chr(code))): code for code in range(0xFF61, 0xFFA0)}


def units_with(
    session: Session, workspace_id: int, words: Sequence[str], *, theme_id: int | None = None
) -> NDArray[np.int64]:
    """Ids of the units (of a theme) with one of the words in them; width and case of letters do not matter.

    The database narrows it down by each word as it may be written; what it hands over is compared exactly. A word of
    which only a part is wide, or only a letter within it great, may be missed.
    """
    wanted = {plain(word) for word in words}
    if not wanted:
        return np.zeros(0, np.int64)
    forms = {form for word in words for spelt in {plain(word), word.lower()} for form in _forms(spelt)}
    written = [func.lower(Comment.text).contains(form, autoescape=True) for form in sorted(forms)]
    found = (
        select(Unit.id, func.substr(Comment.text, Unit.start + 1, Unit.end - Unit.start))
        .join(Comment, Comment.id == Unit.comment_id)
        .where(Unit.workspace_id == workspace_id, Comment.workspace_id == workspace_id, or_(*written))
    )
    if theme_id is not None:
        found = found.join(ThemeLink, ThemeLink.unit_id == Unit.id).where(ThemeLink.theme_id == theme_id)
    rows = session.execute(found.order_by(Unit.id))
    return np.array([unit for unit, text in rows if any(word in plain(text) for word in wanted)], np.int64)


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _forms(word: str) -> set[str]:
    # SQLite lowers ASCII letters only, so all other capitals are asked for beside the small ones.
    cased = (word, word.upper(), word.title(), word.capitalize())
    return {_lower_ascii(form) for form in cased} | {form.translate(_WIDE) for form in cased} | {_half(word)}


def _lower_ascii(word: str) -> str:
    return "".join(letter.lower() if letter.isascii() else letter for letter in word)


def _half(word: str) -> str:
    """ガ has a mark of its own there: ｶﾞ."""
    taken_apart = (unicodedata.normalize("NFD", kana) if "ァ" <= kana <= "ヺ" else kana for kana in word)
    return "".join(taken_apart).translate(_HALF)
