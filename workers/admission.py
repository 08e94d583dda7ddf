"""What every door does to a comment before it is stored: mask personal data, mark what is the same."""

from __future__ import annotations

from dataclasses import replace

from models.comments import NewComment
from nlp.duplicates import fingerprint
from nlp.privacy import mask


def admit(comment: NewComment) -> NewComment:
    """The comment as it may be stored. Offsets of all readings refer to this masked text."""
    if not comment.text:
        return comment
    text = mask(comment.text).text
    return replace(comment, text=text, fingerprint=fingerprint(text))
