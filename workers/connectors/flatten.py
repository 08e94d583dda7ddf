"""Turns a nested JSON record into cells: keys joined by dots, so that a layout can name them like columns."""

from __future__ import annotations

from collections.abc import Iterator

_DEEPEST = 6
_LONGEST_LIST = 20
# Lists of named values become columns of their names: custom fields of tickets, our own scores.
_NAMES = ("kind", "name", "key", "id", "title")


def flat(record: dict[str, object]) -> dict[str, str]:
    return dict(_cells(record, "", 0))


def _cells(value: object, path: str, depth: int) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict) and depth < _DEEPEST:
        for key, inner in value.items():
            yield from _cells(inner, f"{path}.{key}" if path else str(key), depth + 1)
    elif isinstance(value, list) and depth < _DEEPEST:
        yield from _list_cells(value, path, depth)
    elif value is not None and not isinstance(value, dict | list):
        yield path, _word(value)


def _list_cells(values: list[object], path: str, depth: int) -> Iterator[tuple[str, str]]:
    if all(not isinstance(value, dict | list) for value in values):
        if values:
            yield path, ", ".join(_word(value) for value in values if value is not None)
        return
    for index, value in enumerate(values[:_LONGEST_LIST]):
        name = _own_name(value)
        if name is None:
            yield from _cells(value, f"{path}.{index}", depth + 1)
        elif isinstance(value, dict):
            yield from _cells(value["value"], f"{path}.{name}", depth + 1)
            rest = {key: inner for key, inner in value.items() if key not in ("value", *_NAMES)}
            yield from _cells(rest, f"{path}.{name}", depth + 1)


def _own_name(value: object) -> str | None:
    if not isinstance(value, dict) or "value" not in value:
        return None
    return next((str(value[key]) for key in _NAMES if value.get(key) is not None), None)


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
