"""What typer writes around our own words in `--help`: the titles of its panels, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence

from api.cli.locale import say

_CONSTANTS = {
    "ARGUMENTS_PANEL_TITLE": "panel.arguments",
    "OPTIONS_PANEL_TITLE": "panel.options",
    "COMMANDS_PANEL_TITLE": "panel.commands",
    "DEFAULT_STRING": "panel.default",
    "REQUIRED_LONG_STRING": "panel.required",
}


def word_panels(arguments: Sequence[str]) -> None:
    """Only where help will be shown: a bare group shows its own, and rich takes long to import."""
    if "--help" not in arguments and len(arguments) > 1:
        return
    from typer import rich_utils

    for constant, key in _CONSTANTS.items():
        setattr(rich_utils, constant, say(key))
