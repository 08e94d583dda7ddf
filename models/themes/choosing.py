"""Which units of a theme are meant when a person splits it by what they say, not one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models.errors import Conflict, Refused
from models.tables import ThemeLink, Unit
from models.themes.watching import units_with

MOST_WORDS = 50
LONGEST = 100
SIDES: Mapping[str, int] = {"negative": -1, "neutral": 0, "positive": 1}


@dataclass(frozen=True, slots=True)
class Choice:
    """Units with one of the `words` in them, about this pain point, of this side: whatever is given must hold.

    `polarity`: -1, 0 or 1. Width and case of letters do not matter.
    """

    words: tuple[str, ...] = ()
    pain_point: str | None = None
    polarity: int | None = None

    @classmethod
    def of(cls, words: Sequence[str] = (), pain_point: str | None = None, side: str | None = None) -> Choice:
        """Without empty words; `side` is one of `SIDES`. Raises `Refused` when nothing is left to choose by."""
        given = tuple(dict.fromkeys(word.strip() for word in words if word.strip()))
        if len(given) > MOST_WORDS or any(len(word) > LONGEST for word in given):
            wanted = f"at most {MOST_WORDS} words of 1 to {LONGEST} characters"
            ja = f"1〜{LONGEST}字の語を{MOST_WORDS}個まで"
            raise Refused("words", list(given), wanted, ja=ja, called="分ける言葉")
        if side and side not in SIDES:
            raise Refused.among("side", side, SIDES, called="側")
        if not given and not pain_point and not side:
            wanted = "words, a pain point or a side"
            raise Refused("split", None, wanted, ja="言葉・困りごと・側のどれか", called="分ける条件")
        return cls(given, pain_point or None, SIDES[side] if side else None)


def chosen_units(session: Session, workspace_id: int, theme_id: int, choice: Choice) -> list[int]:
    """All units of the theme that the choice means, in the order of their ids; it changes and locks nothing."""
    found = list(session.scalars(_as_read(workspace_id, theme_id, choice).order_by(Unit.id)))
    if not choice.words:
        return found
    said = set(units_with(session, workspace_id, choice.words, theme_id=theme_id).tolist())
    return [unit for unit in found if unit in said]


def looked_at(
    session: Session, workspace_id: int, theme_id: int, choice: Choice, most: int
) -> tuple[int, Sequence[int]]:
    """How many `chosen_units` are, and the last `most` of them. Without words the database counts."""
    if choice.words:
        found = chosen_units(session, workspace_id, theme_id, choice)
        return len(found), found[-most:]
    chosen = _as_read(workspace_id, theme_id, choice)
    count = session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    return count, session.scalars(chosen.order_by(Unit.id.desc()).limit(most)).all()


def units_to_split(session: Session, workspace_id: int, theme_id: int, choice: Choice) -> list[int]:
    """As `chosen_units`. Raises `Conflict` when there are none."""
    found = chosen_units(session, workspace_id, theme_id, choice)
    if not found:
        raise Conflict(
            f"no unit of theme {theme_id} is chosen by {choice}; wanted one at least",
            "条件に合う発言がこのテーマにありません。条件をゆるめてください。",
        )
    return found


def _as_read(workspace_id: int, theme_id: int, choice: Choice) -> Select[int]:
    """All that the choice says but its words."""
    here = (ThemeLink.theme_id == theme_id) & (Unit.workspace_id == workspace_id)
    chosen = select(Unit.id).join(ThemeLink, ThemeLink.unit_id == Unit.id).where(here)
    if choice.pain_point is not None:
        chosen = chosen.where(Unit.pain_point == choice.pain_point)
    if choice.polarity is not None:
        chosen = chosen.where(Unit.polarity == choice.polarity)
    return chosen
