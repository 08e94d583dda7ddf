"""How `kikitori themes discover --preview` shows what would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.cli.change_line import change_line
from api.cli.screen import out, tell

if TYPE_CHECKING:
    from workers.preview import Preview


def show(preview: Preview) -> None:
    """The changes on stdout, a line each; what to do next on stderr."""
    for change in preview.changes:
        line = change_line(change.kind, change.label, change.theme_id, change.others, change.units, change.detail)
        out().print(line, highlight=False, markup=False, soft_wrap=True)
    tell("preview.units", moved=preview.moved, kept=preview.kept)
    tell("preview.first" if preview.first else "preview.next", seed=preview.seed)
