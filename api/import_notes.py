"""What an import tells about a file as a whole, worded: (Japanese, English) a code of workers/connectors/notes.py."""

from __future__ import annotations

from typing import Any

NOTES: dict[str, tuple[str, str]] = {
    "table": ("文字コード {encoding}、区切り {delimiter}", "encoding {encoding}, delimiter {delimiter}"),
    "json_lines": ("文字コード {encoding}、JSON Lines", "encoding {encoding}, JSON lines"),
    "json_document": ("文字コード {encoding}、JSON文書", "encoding {encoding}, JSON document"),
    "sheet": ("シート「{sheet}」", "sheet “{sheet}”"),
    "skipped_lines": ("見出しの上の {lines} 行を飛ばしました", "skipped {lines} line(s) above the headings"),
    "no_headings": (
        "見出しの行がないため、列に番号を付けました",
        "no heading row found; columns are numbered",
    ),
    "heading_rows": ("見出しは {rows} 行（{tool}）", "{rows} heading rows ({tool})"),
    "no_date": (
        "日時として使える列がないため、取り込んだ日時で代用します",
        "no column can be used as the date: the time of import is used",
    ),
    "unfit_date": (
        "列「{column}」は見出しは日時ですが、日時として読めないセルが多いため日時には使いません（例: {cells}）。"
        "使うには列の用途（mapping）に date を指定してください",
        "column “{column}” is a date by its heading, but most cells are none (for example {cells}): not used as one; "
        "give it as 'date' in the mapping to use it",
    ),
    "unfit_score": (
        "列「{column}」は見出しは点数（{score}）ですが、点数として読めないセルが多いため点数には使いません"
        "（例: {cells}）。使うには列の用途（mapping）に {score}:最高点 を指定してください",
        "column “{column}” is a score ({score}) by its heading, but most cells are none (for example {cells}): not "
        "used as one; give it as '{score}:HIGHEST' in the mapping to use it",
    ),
    "date_order": (
        "列「{column}」の日付は月/日/年とも日/月/年とも読めます。月/日/年として読みました",
        "dates of “{column}” could be month first or day first; month first taken",
    ),
    "like_another": (
        "「{source}」の初めの声は、ほとんどが ID も本文も取り込み済みの「{other}」と同じです。"
        "このままでは二重に数えます。続きとして加えるには、取り込み元（source）にその名前を指定してください: "
        "--source {other}",
        "most of the first comments of “{source}” are stored under “{other}” already, with the same ids and words, "
        "and are counted twice now. To add a file to that source, name it as the source: --source {other}",
    ),
}


def with_words(result: dict[str, Any]) -> dict[str, Any]:
    """The result of a job; the notes of an import carry their sentences beside code and parts."""
    notes = result.get("notes")
    return result | {"notes": [_worded(one) for one in notes]} if isinstance(notes, list) else result


def _worded(note: Any) -> Any:  # noqa: ANN401 - jobs of earlier versions keep sentences
    if not isinstance(note, dict) or note.get("code") not in NOTES:
        return note
    ja, en = (words.format(**note) for words in NOTES[note["code"]])
    return note | {"ja": ja, "en": en}
