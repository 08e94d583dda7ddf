"""One proposed change in one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from api.cli.locale import locale, say


def change_line(
    kind: str,
    label: Mapping[str, str],
    theme_id: int | None,
    others: Sequence[int],
    units: int,
    detail: Mapping[str, Any],
    labels: Mapping[int, Mapping[str, str]] | None = None,
) -> str:
    """`labels`: of the other themes, by id, where they are known."""
    theme = f"{theme_id} {label_of(label)}" if theme_id else label_of(label)
    other = {
        "merged": ", ".join(f"{one} {label_of((labels or {}).get(one, {}))}".strip() for one in others),
        "split": " / ".join(f"{label_of(part['label'])} ({part['units']:,})" for part in detail.get("parts", ())),
        "renamed": label_of(detail.get("label", {})),
        "placed": f"{detail.get('from_none', 0):,}",
        "drifted": f" ({detail.get('cosine', 1):.2f})",
    }.get(kind, "")
    return say(f"change.{kind}", theme="" if kind == "placed" else theme, others=other, units=units)


def label_of(label: Mapping[str, str]) -> str:
    return label.get(locale()) or next(iter(label.values()), "")
