"""Codes by the names that the pages have for them, in the language of the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.cli.locale import locale

if TYPE_CHECKING:
    from api.pages.names import Names


def names() -> Names:
    """Those of the taxonomy in use; touchpoints come with their own labels wherever a command shows them."""
    from zoneinfo import ZoneInfo

    from api.cli.opening import taxonomy
    from api.pages.names import Names
    from api.pages.tongue import tongue

    return Names(tongue(locale(), ZoneInfo("UTC")), {}, taxonomy())


def named(group: str, code: str) -> str:
    """A code of a closed set by its key in the locales, such as `tag.dormant`; an unknown one names itself."""
    from api.pages.tongue import words

    return words(locale()).get(f"{group}.{code}", code)
