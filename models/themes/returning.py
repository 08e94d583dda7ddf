"""Units on their way back when an act is taken back: each goes to where it would be today without that act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, load_only

from models.sheets.marks import mark, mark_themes
from models.statements import chunks
from models.tables import Comment, Theme, ThemeEvent, ThemeLink, Unit
from models.themes import kinds
from models.themes.older import recall_older
from models.themes.origins import MEMORY, NOWHERE, Was, amend, links_of, links_where, recall
from models.themes.records import theme_of

# Acts that carry along whatever is in a theme: without the act below them a unit would not have come with it.
CARRYING = (kinds.MERGED, kinds.FORBIDDEN)
_PERSONS = (ThemeEvent.undone_by.is_(None), ThemeEvent.by != "engine")


@dataclass
class Returning:
    """One undo. `event` counts as taken back already; the themes' own columns are as they will be."""

    session: Session
    event: ThemeEvent
    _events: dict[int, ThemeEvent] = field(default_factory=dict)
    _themes: dict[int, Theme] = field(default_factory=dict)
    _memories: dict[int, Mapping[int, Was]] = field(default_factory=dict)
    _joining: dict[int, dict[int, Was]] = field(default_factory=lambda: defaultdict(dict))
    _unborn: frozenset[int] | None = None

    def give_back(self) -> None:
        """Units that the act holds go back. One that a person has put elsewhere since goes when that is undone."""
        held = self._held()
        back = {unit: self.today(unit, self._before(self.event.id, unit, now)) for unit, now in held.items()}
        if self._whole():
            plain = update(ThemeLink).where(ThemeLink.event_id == self.event.id)
            plain = plain.values(theme_id=self.event.theme_id, event_id=None)
            self.session.execute(plain.execution_options(synchronize_session=False))
            mark_themes(self.session, self.event.workspace_id, [self.event.theme_id])
        self._settle(back)

    def holds(self) -> bool:
        return bool(self._held())

    def release(self, theme_id: int) -> None:
        """What the engine has put into a closed theme may go elsewhere; a person's word stands."""
        here = links_where(self.session, ThemeLink.theme_id == theme_id, ThemeLink.by == "engine")
        self._settle({unit: self.today(unit, was) for unit, was in here.items()})

    def today(self, unit: int, was: Was) -> Was:
        """Back past acts that are taken back themselves, and on with those that have carried its theme since."""
        while True:
            if was.event_id is not None and self._undone(was.event_id):
                was = self._before(was.event_id, unit, was)
            elif (on := self._carried_on(unit, was)) != was:
                was = on
            else:
                return was

    def _whole(self) -> bool:
        """Whether all that has no memory goes to the event's own theme, in one statement."""
        return self.event.kind in CARRYING and self._stands(self._theme(self.event.theme_id))

    def _held(self) -> dict[int, Was]:
        """As they are now; when all is given back in one statement, only those that need more than that."""
        carriers, memory = self._carriers(), self._memory(self.event.id)
        marks = list(carriers) if self.event.kind in CARRYING else []
        if not self._whole():
            marks.append(self.event.id)
        now = links_of(self.session, memory) | links_where(self.session, ThemeLink.event_id.in_(marks))
        return {
            unit: was
            for unit, was in now.items()
            if self._below(carriers, unit, was) == self.event.id or (unit in memory and self._lost_its_mark(was))
        }

    def _carriers(self) -> set[int]:
        """Standing merges and bans of the themes that the act has put units into, and of those that these went to."""
        found: set[int] = set()
        reached: set[int] = set()
        themes = set(destinations(self.event))
        while themes:
            reached |= themes
            chosen = select(ThemeEvent).where(
                ThemeEvent.theme_id.in_(themes), ThemeEvent.kind.in_(CARRYING), ThemeEvent.id > self.event.id, *_PERSONS
            )
            acts = self.session.scalars(chosen).all()
            found |= {act.id for act in acts}
            themes = {act.after["merged_into"] for act in acts if act.kind == kinds.MERGED} - reached
        return found

    def _below(self, carriers: set[int], unit: int, was: Was) -> int | None:
        """The act that a unit was in its place by before it was only carried along."""
        while was.event_id in carriers:
            was = self._before(was.event_id, unit, was)
        return was.event_id

    def _lost_its_mark(self, was: Was) -> bool:
        """Read again since, or marked before undoing put marks back: it is where the act had put it, and by whom."""
        if was.event_id is not None or was.theme_id not in destinations(self.event):
            return False
        return self.event.kind == kinds.SPLIT or was.by == ("person" if self.event.kind == kinds.MOVED else "engine")

    def _before(self, event_id: int, unit: int, now: Was) -> Was:
        """Where the unit was before that act, which is what put it where it is `now`."""
        found = self._memory(event_id).get(unit)
        if found is None:
            found = _from_elsewhere(self._event(event_id), now)
        return found if found.similarity is not None else replace(found, similarity=now.similarity)

    def _carried_on(self, unit: int, was: Was) -> Was:
        if was.theme_id is None or self._stands(theme := self._theme(was.theme_id)):
            return was
        if theme.state == "merged":
            return self._along(kinds.MERGED, unit, was, theme.merged_into)
        if theme.forbidden:
            return self._along(kinds.FORBIDDEN, unit, was, None)
        if was.by == "person":
            return replace(was, theme_id=None)
        if was.event_id is None:
            return NOWHERE
        return was if self._event(was.event_id).kind == kinds.MERGED else self._before(was.event_id, unit, was)

    def _along(self, kind: str, unit: int, was: Was, into: int | None) -> Was:
        """With the act that has carried its theme away, as if the unit had been in it then."""
        chosen = select(ThemeEvent).where(
            ThemeEvent.theme_id == was.theme_id, ThemeEvent.kind == kind, ThemeEvent.id != self.event.id, *_PERSONS
        )
        act = self.session.scalar(chosen.order_by(ThemeEvent.id.desc()).limit(1))
        if act is None:
            return replace(was, theme_id=into) if into is not None or was.by == "person" else NOWHERE
        if was.event_id is not None or unit in self._memory(act.id):
            self._joining[act.id][unit] = was
        return replace(was, theme_id=into, event_id=act.id)

    def _stands(self, theme: Theme) -> bool:
        unborn = theme.state == "retired" and theme.id in self._taken_back()
        return theme.state != "merged" and not theme.forbidden and not unborn

    def _taken_back(self) -> frozenset[int]:
        """Themes that were made by an act that is taken back."""
        if self._unborn is None:
            made = (ThemeEvent.workspace_id == self.event.workspace_id) & ThemeEvent.kind.in_((kinds.BORN, kinds.SPLIT))
            undone = ThemeEvent.undone_by.is_not(None) | (ThemeEvent.id == self.event.id)
            # Without what they remember: of an old store that is many times what is asked for.
            told = load_only(ThemeEvent.kind, ThemeEvent.theme_id, ThemeEvent.after)
            acts = self.session.scalars(select(ThemeEvent).options(told).where(made, undone))
            self._unborn = frozenset(theme for act in acts for theme in destinations(act))
        return self._unborn

    def _undone(self, event_id: int) -> bool:
        return event_id == self.event.id or self._event(event_id).undone_by is not None

    def _event(self, event_id: int) -> ThemeEvent:
        if event_id not in self._events:
            self._events[event_id] = self.session.get_one(ThemeEvent, event_id)
        return self._events[event_id]

    def _theme(self, theme_id: int) -> Theme:
        if theme_id not in self._themes:
            self._themes[theme_id] = theme_of(self.session, self.event.workspace_id, theme_id, alive=False)
        return self._themes[theme_id]

    def _memory(self, event_id: int) -> Mapping[int, Was]:
        if event_id not in self._memories:
            event = self._event(event_id)
            memory = recall if MEMORY in event.before else recall_older
            self._memories[event_id] = memory(self.session, event)
        return self._memories[event_id]

    def _settle(self, places: Mapping[int, Was]) -> None:
        mark(self.session, self.event.workspace_id, _weeks(self.session, places))
        for ids in chunks([unit for unit, was in places.items() if not was.by]):
            gone = delete(ThemeLink).where(ThemeLink.unit_id.in_(ids))
            self.session.execute(gone.execution_options(synchronize_session=False))
        rows = [
            {"unit_id": unit, "theme_id": was.theme_id, "by": was.by, "event_id": was.event_id,
             "similarity": was.similarity}
            for unit, was in places.items() if was.by
        ]  # fmt: skip
        if rows:
            self.session.execute(update(ThemeLink), rows)
        for act, units in self._joining.items():
            amend(self.session, self._event(act), units)
        self._joining.clear()


def destinations(event: ThemeEvent) -> tuple[int, ...]:
    """The themes that an act has put units into."""
    if event.kind == kinds.MERGED:
        return (event.after["merged_into"],)
    if event.kind == kinds.SPLIT:
        return tuple(event.after["themes"])
    if event.kind == kinds.MOVED:
        return (event.after["theme_id"],) if event.after["theme_id"] is not None else ()
    return () if event.kind == kinds.FORBIDDEN else (event.theme_id,)


def _from_elsewhere(event: ThemeEvent, now: Was) -> Was:
    """For a unit that the act does not remember: nothing had put it where it was, or nothing is known of it."""
    if event.kind in (*CARRYING, kinds.SPLIT):
        return Was(event.theme_id, now.by)
    if event.kind == kinds.MOVED:
        return Was(event.before["theme_id"], event.before["by"])
    return NOWHERE


def _weeks(session: Session, unit_ids: Iterable[int]) -> set[date]:
    found: set[date] = set()
    for ids in chunks(sorted(unit_ids), 5000):
        weeks = select(Comment.week).join(Unit, Unit.comment_id == Comment.id).where(Unit.id.in_(ids)).distinct()
        found.update(session.scalars(weeks))
    return found
