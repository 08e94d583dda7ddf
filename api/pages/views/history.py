"""The history of a theme: what happened, what it was before and after, who did it and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from api.pages.names import Names
from api.pages.views.events import who
from api.pages.views.pieces import Dated
from api.wording import worded
from models.reports.theme_values import EventView
from models.themes import kinds

State = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class History:
    """Events in words; `themes` are the names of all themes, for events name others by their number."""

    names: Names
    themes: Mapping[int, str]

    def lines(self, events: Iterable[EventView]) -> tuple[Dated, ...]:
        """The newest first, as they come."""
        by_id = {event.id: event for event in events}
        return tuple(self._line(event, by_id) for event in by_id.values())

    def _line(self, event: EventView, by_id: Mapping[int, EventView]) -> Dated:
        tongue = self.names.tongue
        reason = worded(event.reason, tongue.code)
        return Dated(
            when=tongue.moment(event.at),
            what=self._what(event),
            who=who(tongue, event.by),
            detail=self._undid(event, by_id) if event.kind == kinds.UNDONE else self._detail(event),
            reason=tongue.t("event.reason", reason=reason) if reason else "",
            taken_back=tongue.t("event.taken_back") if event.undone else "",
            undo=event.id if event.undoable and not event.undone else 0,
        )

    def _what(self, event: EventView) -> str:
        kind = "unpinned" if event.kind == kinds.PINNED and not event.after.get("pinned") else event.kind
        return self._named("event", kind)

    def _undid(self, event: EventView, by_id: Mapping[int, EventView]) -> str:
        """Which act was taken back; one beyond the end of the list is known by its kind alone."""
        told: State = event.before
        done = by_id.get(told.get("event", 0))
        if done is None:
            return self.names.tongue.t("event.undid_kind", what=self._named("event", str(told.get("kind"))))
        when, what = self.names.tongue.moment(done.at), self._what(done)
        detail = self._detail(done)
        return self._joined(
            self._say("undid", when=when, what=what), self._say("undid_act", detail=detail) if detail else ""
        )

    def _detail(self, event: EventView) -> str:
        before: State = event.before
        after: State = event.after
        match event.kind:
            case kinds.BORN:
                return self._born(before, after)
            case kinds.SPLIT:
                return self._split(after)
            case kinds.MERGED:
                return self._merged(after)
            case kinds.MOVED:
                return self._themes(before, after, "theme_id", "hand.no_theme")
            case kinds.PARENT:
                return self._themes(before, after, "parent_id", "hand.no_parent")
            case kinds.WATCHED:
                return self._change(self._words(before), self._words(after))
        if "label" in before and "label" in after:
            return self._change(self._label(before), self._label(after))
        if "state" in before and "state" in after:
            return self._change(*(self._named("tag", str(state["state"])) for state in (before, after)))
        return self._units(after.get("units"))

    def _born(self, before: State, after: State) -> str:
        origin = self._say("split_from", theme=self._theme(before["split_from"])) if "split_from" in before else ""
        return self._joined(origin, self._units(after.get("units")))

    def _split(self, after: State) -> str:
        names = [self._say("quoted", name=self._theme(one)) for one in after.get("themes") or ()]
        told = self._say("split_into", parts=self.names.tongue.listing(names)) if names else ""
        return self._joined(told, self._units(after.get("units")))

    def _merged(self, after: State) -> str:
        told = self._say("into", theme=self._theme(after["merged_into"])) if "merged_into" in after else ""
        return self._joined(told, self._units(after.get("units")))

    def _themes(self, before: State, after: State, name: str, none: str) -> str:
        was, now = (self._theme(state.get(name)) or self.names.tongue.t(none) for state in (before, after))
        return self._change(was, now)

    def _words(self, state: State) -> str:
        words = [str(word) for word in state.get("words") or ()]
        return self.names.tongue.listing(words) or self._say("no_words")

    def _change(self, before: str, after: str) -> str:
        return self._say("change", before=before, after=after) if before != after else ""

    def _joined(self, *sentences: str) -> str:
        return ("" if self.names.tongue.code == "ja" else " ").join(one for one in sentences if one)

    def _units(self, count: int | None) -> str:
        return self._say("units", n=count) if count else ""

    def _theme(self, theme_id: int | None) -> str:
        return "" if theme_id is None else self.themes.get(theme_id, str(theme_id))

    def _label(self, state: State) -> str:
        return self.names.tongue.label({str(code): str(name) for code, name in state["label"].items()})

    def _named(self, group: str, code: str) -> str:
        key = f"{group}.{code}"
        return self.names.tongue.t(key) if self.names.tongue.has(key) else code

    def _say(self, key: str, **values: object) -> str:
        return self.names.tongue.t(f"event.{key}", **values)
