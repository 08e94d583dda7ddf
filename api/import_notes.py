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
    "two_heading_rows": ("見出しは 2 行（上の行はまとまりの名前）", "two heading rows, the upper one names groups"),
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
    "revised_scores": (
        "IDのない行のうち {comments} 件は、回答者・日時・本文が取り込み済みの声と同じで、点数が違います。"
        "同じ声とみなし、点数を直しました（前の点数は声のページの履歴にあります）",
        "{comments} rows without an id have respondent, time and words of a stored comment and another score: taken as "
        "that comment, its score was revised (the one before is in the history on its page)",
    ),
    "worded": (
        "点数だけで取り込み済みだった {comments} 件の回答に本文が届きました。"
        "同じ声とみなして本文を加え、これから読み取ります",
        "{comments} answers stored as a score alone have got their words: one comment each, about to be read",
    ),
    "revised_known": (
        "ID も本文も取り込み済みの声と同じ {comments} 件は、点数か客層が違います。"
        "同じ声とみなして直しました（点数 {scores} 件、客層 {segments} 件。前の値は声のページの履歴にあります）",
        "{comments} comments have id and words of a stored one and another score or segment: taken as that comment and "
        "revised (scores {scores}, segments {segments}; what was before is in the history on its page)",
    ),
    "maybe_revised": (
        "IDのない行のうち {comments} 件は、日付と本文が取り込み済みの声と同じで、点数などが違います。"
        "直した点数か別の人の声か分からないため、別の声として取り込みました。ID・回答者・時刻の列があれば見分けられます",
        "{comments} rows without an id have date and words of a stored comment and differ in score or another column. "
        "A corrected score cannot be told from another person here, so they were taken as other comments; a column of "
        "ids, respondents or times would tell",
    ),
    "turned": (
        "列「{column}」は、数の小さいほう（{low}）が良いと書かれているため、点数を裏返して読みました"
        "（{low} を {high} と数えます）。"
        "違うときは列の用途（mapping）に {score}:{low}-{high} を指定してください",
        "the words of column “{column}” say that its lowest figure ({low}) is the best, so it was turned round "
        "({low} counts as {high}); if that is wrong, give '{score}:{low}-{high}' in the mapping",
    ),
    "unclear_ends": (
        "列「{column}」の両端の言葉（{ends}）からは、どちらが良いか分かりません。数の大きいほうを良いと読みました。"
        "逆のときは列の用途（mapping）に {score}:{high}-{low} を指定してください",
        "the words at the ends of column “{column}” ({ends}) do not tell which is the good one: high is taken as good; "
        "if it is the other way round, give '{score}:{high}-{low}' in the mapping",
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
