"""Compares headings as people write them: width, case, spaces and brackets do not matter."""

from __future__ import annotations

import re
import unicodedata

_BETWEEN = re.compile(r"[\s_\-‐―・:：;,.、。/\\|()（）\[\]【】「」『』<>＜＞*＊※?？!！'\"]+")


def folded(heading: str) -> str:
    """「性　別」 and 「性別」 fold to the same; "Star Rating" and "star_rating" too."""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", heading)).casefold()
