"""Japanese or English, as the environment says: KIKITORI_LOCALE first, then what every program reads."""

from __future__ import annotations

import os

from api.cli.messages import MESSAGES


def locale() -> str:
    for name in ("KIKITORI_LOCALE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "ja" if value.lower().startswith("ja") else "en"
    return "en"


def say(key: str, **values: object) -> str:
    """The message in the reader's language."""
    ja, en = MESSAGES[key]
    words = ja if locale() == "ja" else en
    return words.format(**values) if values else words
