"""What a company labelled itself, as the trainer wants it: rows of a file, and corrections of stored readings."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from api.label_sheet import LabelledRows, object_row, row_ja, sheet_rows
from models.corrections import corrections
from models.errors import Refused
from models.reports import comment_page
from nlp.tasks import INTENTS, NONE, PAIN_POINTS, SENTIMENTS, SIGNALS, TOUCHPOINTS
from nlp.taxonomy import Taxonomy
from nlp.training.corpus import Example, Point, comment

LEARNT = ("sentiment", "intents", "urgency", "signals")
POINTED = ("touchpoint", "pain_point", "polarity")
_OURS = {"touchpoint": (*TOUCHPOINTS, NONE), "pain_point": (*PAIN_POINTS, NONE)}


def labelled_rows(path: Path, taxonomy: Taxonomy | None = None) -> LabelledRows:
    """A table, or JSONL: objects as in nlp/training/comments, or with the plain values of a table.

    `taxonomy`: a company's own names. Raises `Refused` with the line that cannot be used.
    """
    known = taxonomy or Taxonomy.default()
    if path.suffix.lower() not in (".jsonl", ".json"):
        return sheet_rows(path, known)
    lines = enumerate(_text(path).splitlines(), start=1)
    found = [_labelled(path.name, number, line, known) for number, line in lines if line.strip()]
    return LabelledRows([example for example in found if example is not None], unlabelled=found.count(None))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        wanted = "JSON lines in UTF-8; name a workbook .xlsx and a table .csv"
        ja = "UTF-8のJSON Lines（表は .csv か .xlsx の名前）"
        raise Refused(path.name, f"not UTF-8 at byte {error.start:,}", wanted, ja=ja) from error


def _labelled(file: str, number: int, line: str, taxonomy: Taxonomy) -> Example | None:
    where = f"{file} line {number}"
    try:
        row: dict[str, Any] = {"id": f"{file}:{number}", "lang": "ja"} | json.loads(line.removeprefix("\ufeff"))
        if any(isinstance(value, list) for value in row.values()):
            return comment(row, "company")
    except (ValueError, KeyError, TypeError) as error:
        wanted = f"a JSON object with text and sentiment (-2 … 2 or mixed); {type(error).__name__}: {error}"
        ja = "本文と感情（-2 … 2 か mixed）のあるJSONオブジェクト"
        raise Refused(where, line, wanted, ja=ja, called=row_ja(where)) from error
    return object_row(where, row, taxonomy)


def corrected(session: Session, workspace_id: int) -> list[Example]:
    """One example a corrected comment, and one of each words of it that were: the last of each field, unless "none".

    What nobody corrected is not said, so that our own errors are not learnt.
    """
    last: dict[_Place, dict[str, str | None]] = defaultdict(dict)
    for one in corrections(session, workspace_id):
        if one.field in (POINTED if one.start is not None else (*LEARNT, *POINTED)):
            last[_Place(one.comment_id, one.start, one.end)][one.field] = one.after
    said = {place: {field: after for field, after in found.items() if after} for place, found in last.items()}
    return [_example(session, workspace_id, place, found) for place, found in said.items() if found]


class _Place(NamedTuple):
    """A comment, or its words from `start` to `end`."""

    comment_id: int
    start: int | None
    end: int | None


def _example(session: Session, workspace_id: int, place: _Place, last: dict[str, str]) -> Example:
    page = comment_page(session, workspace_id, place.comment_id)
    text = page.text[place.start : place.end]
    return Example(
        identifier=f"corrected:{place.comment_id}" + (f":{place.start}-{place.end}" if place.start is not None else ""),
        text=text,
        language=page.reading.language if page.reading else "und",
        source="company",
        question=page.question if place.start is None else None,
        sentiment=_places(SENTIMENTS, last.get("sentiment")),
        intents=_places(INTENTS, last.get("intents")),
        urgency=int(last["urgency"]) if last.get("urgency", "").isdecimal() else None,
        signals=_places(SIGNALS, last.get("signals")),
        points=(_point(text, last),) if any(field in last for field in POINTED) else None,
        extra={field: last[field] for field, codes in _OURS.items() if last.get(field, NONE) not in codes},
    )


def _point(text: str, last: dict[str, str]) -> Point:
    """What was corrected of all the words; a label that only the company has is no label of ours."""
    where, what = (codes.index(last[field]) if last.get(field) in codes else None for field, codes in _OURS.items())
    return Point(0, len(text), where, what, int(last["polarity"]) + 1 if "polarity" in last else None)


def _places(names: tuple[str, ...], codes: str | None) -> tuple[int, ...] | None:
    """Codes with commas as indices; None when nothing was said, unknown codes are passed over."""
    if codes is None:
        return None
    given = [code.strip() for code in codes.split(",")]  # older corrections were kept with their spaces
    return tuple(names.index(code) for code in given if code in names) or None
