"""How `kikitori themes discover --preview` shows what would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.cli.locale import locale, say
from api.cli.screen import out, tell

if TYPE_CHECKING:
    from workers.preview import Preview, PreviewedChange


def show(preview: Preview) -> None:
    """The changes on stdout, a line each; what to do next on stderr."""
    for change in preview.changes:
        out().print(_line(change), highlight=False, markup=False, soft_wrap=True)
    tell("preview.units", moved=preview.moved, kept=preview.kept)
    tell("preview.next", seed=preview.seed)


def _line(change: PreviewedChange) -> str:
    name = change.label.get(locale()) or next(iter(change.label.values()), "")
    theme = f"{change.theme_id} {name}" if change.theme_id else name
    others = ", ".join(map(str, change.others))
    what = say(f"preview.kind.{change.kind}", theme=theme, others=others)
    return say("preview.line", what=what, units=change.units, reason=change.reason)
