"""Every sentence that an import may say about a row or a file, in Japanese and English, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Codes are stable: clients and tests rely on them."""

    EMPTY_FILE = "empty_file"
    NO_ROWS = "no_rows"
    UNKNOWN_FORMAT = "unknown_format"
    UNKNOWN_ENCODING = "unknown_encoding"
    NO_TEXT_COLUMN = "no_text_column"
    MISSING_COLUMNS = "missing_columns"
    NO_COMMENT_BODY = "no_comment_body"
    BROKEN_ARCHIVE = "broken_archive"
    TOO_LARGE_INSIDE = "too_large_inside"
    NOT_A_WORKBOOK = "not_a_workbook"
    A_WORKBOOK = "a_workbook"
    NO_SHEET = "no_sheet"
    BROKEN_JSON = "broken_json"
    CELL_TOO_LONG = "cell_too_long"
    NUL_BYTE = "nul_byte"
    UNDECODABLE = "undecodable"
    WRONG_COLUMN_COUNT = "wrong_column_count"
    REJOINED = "rejoined"
    OPEN_QUOTE = "open_quote"
    NOT_AN_OBJECT = "not_an_object"
    BAD_DATE = "bad_date"
    NO_DATE = "no_date"
    UNLIKELY_DATE = "unlikely_date"
    BAD_SCORE = "bad_score"
    SAME_ID = "same_id"
    KNOWN_ID = "known_id"
    KNOWN_SCORE = "known_score"
    NOT_AN_ANSWER = "not_an_answer"
    REFUSED = "refused"


_SENTENCES: dict[Reason, tuple[str, str]] = {
    Reason.EMPTY_FILE: (
        "ファイル {name} は空です。見出し行と 1 件以上のコメントがあるファイルを渡してください。",
        "The file {name} is empty; wanted a heading row and at least one comment.",
    ),
    Reason.NO_ROWS: (
        "ファイル {name} には見出しだけがあり、データ行がありません。見出しの下にコメントの行が必要です。",
        "The file {name} has headings but no data rows; wanted rows of comments below the headings.",
    ),
    Reason.UNKNOWN_FORMAT: (
        "ファイル {name} の形式が分かりません。使える形式: {wanted}。",
        "The format of {name} is not known; wanted one of: {wanted}.",
    ),
    Reason.UNKNOWN_ENCODING: (
        "ファイル {name} の文字コードが分かりません（{found}）。"
        "UTF-8 か CP932（Shift_JIS）で保存し直すか、文字コードを指定してください。",
        "The encoding of {name} is not known ({found}); wanted UTF-8 or CP932 (Shift_JIS), or say which it is.",
    ),
    Reason.NO_TEXT_COLUMN: (
        "コメント本文の列が見つかりません。ある列: {found}。本文の列を指定してください（例: text=ご意見）。",
        "No column holds the comments. Columns found: {found}. Say which one does (for example text=Comment).",
    ),
    Reason.MISSING_COLUMNS: (
        "指定された列がありません: {missing}。ファイルにある列: {found}。",
        "These mapped columns are not in the file: {missing}. Columns found: {found}.",
    ),
    Reason.NO_COMMENT_BODY: (
        "{layout} の書き出しにはコメント本文が含まれません。{advice_ja}",
        "A {layout} export carries no comment body. {advice_en}",
    ),
    Reason.BROKEN_ARCHIVE: (
        "ファイル {name} の圧縮が壊れています（{found}）。もう一度書き出してください。",
        "The compressed file {name} is damaged ({found}); export it again.",
    ),
    Reason.TOO_LARGE_INSIDE: (
        "ファイル {name} は展開すると大きすぎます（{found}）。上限は {wanted} です。分けて渡してください。",
        "The file {name} is too large once unpacked ({found}); the limit is {wanted}. Split it.",
    ),
    Reason.NOT_A_WORKBOOK: (
        "ファイル {name} は Excel ブック（.xlsx）として開けません（{found}）。"
        "パスワードを外し、.xlsx で保存し直してください。",
        "The file {name} does not open as an Excel workbook ({found}); remove any password and save it as .xlsx.",
    ),
    Reason.A_WORKBOOK: (
        "ファイル {name} は文字のファイルではなく Excel ブックです。読み方の指定を外すか、xlsx を指定してください。",
        "The file {name} is an Excel workbook and no text; leave the connector out, or say xlsx.",
    ),
    Reason.NO_SHEET: (
        "シート「{sheet}」がありません。あるシート: {found}。",
        "There is no sheet {sheet!r}. Sheets found: {found}.",
    ),
    Reason.BROKEN_JSON: (
        "{row} 行目: JSON として読めません（{found}）。1 行に 1 つの JSON オブジェクト、または JSON の配列が必要です。",
        "Row {row}: not JSON ({found}); wanted one JSON object a line, or a JSON array.",
    ),
    Reason.CELL_TOO_LONG: (
        "{row} 行目の列「{column}」は {size} 文字あり、上限 {limit} 文字を超えています。この行は取り込みませんでした。",
        "Row {row}, column {column!r}: {size} characters, the limit is {limit}. The row was left out.",
    ),
    Reason.NUL_BYTE: (
        "{row} 行目の列「{column}」に NUL 文字（U+0000）があります。取り除いてから渡してください。",
        "Row {row}, column {column!r}: holds a NUL character (U+0000); remove it and send the row again.",
    ),
    Reason.UNDECODABLE: (
        "{row} 行目の列「{column}」に {encoding} として読めないバイトがあります（{found}）。",
        "Row {row}, column {column!r}: bytes that are not {encoding} ({found}).",
    ),
    Reason.WRONG_COLUMN_COUNT: (
        "{row} 行目: 列が {found} 個あります。見出しに合わせて {wanted} 個必要です。",
        "Row {row}: {found} columns; wanted {wanted}, as in the headings.",
    ),
    Reason.REJOINED: (
        "{row} 行目: 列が {found} 個ありました（見出しは {wanted} 個）。"
        "区切り文字を含む文章とみなし、余りを列「{column}」につなげました。",
        "Row {row}: {found} columns (the headings are {wanted}); taken as a text with delimiters in it, "
        "the surplus was joined to column {column!r}.",
    ),
    Reason.OPEN_QUOTE: (
        '{row} 行目: 引用符（"）が閉じられていません。セル内の引用符は "" と書いてください。',
        'Row {row}: a quote (") is never closed; write a quote inside a cell as "".',
    ),
    Reason.NOT_AN_OBJECT: (
        "{row} 行目: JSON オブジェクトではありません（{found}）。{{...}} の形が必要です。",
        "Row {row}: {found} instead of a JSON object; wanted {{...}}.",
    ),
    Reason.BAD_DATE: (
        "{row} 行目の列「{column}」の日時「{found}」が読めません（例: 2024/10/06 19:51）。"
        "取り込んだ日時で代用しました。",
        "Row {row}, column {column!r}: {found!r} is no date (wanted e.g. 2024-10-06 19:51); "
        "the time of import stands in.",
    ),
    Reason.NO_DATE: (
        "{row} 行目の列「{column}」に日時がありません（{found}）。取り込んだ日時で代用しました。",
        "Row {row}, column {column!r} holds no date ({found}); the time of import stands in.",
    ),
    Reason.UNLIKELY_DATE: (
        "{row} 行目の列「{column}」の日時「{found}」は、まだ来ていないか 1971 年より前です。"
        "取り込んだ日時で代用しました。",
        "Row {row}, column {column!r}: {found!r} is still to come, or before 1971; the time of import stands in.",
    ),
    Reason.BAD_SCORE: (
        "{row} 行目の列「{column}」の点数「{found}」が読めません（{wanted} の数が必要）。点数なしで取り込みました。",
        "Row {row}, column {column!r}: {found!r} is no score (wanted a number in {wanted}); taken without the score.",
    ),
    Reason.SAME_ID: (
        "{row} 行目の列「{column}」の ID「{found}」は {first} 行目と同じですが、内容が違います。"
        "ID は行ごとに別の値が必要です。",
        "Row {row}, column {column!r}: the id {found!r} is that of row {first}, with other content; ids must differ.",
    ),
    Reason.KNOWN_ID: (
        "{row} 行目の列「{column}」の ID「{found}」は取り込み済みですが、本文が違います。"
        "前の本文を残し、この行は保存しませんでした。"
        "別の回答なら、この列を ID に使わずに取り込んでください（例: {column}=counter）。",
        "Row {row}, column {column!r}: the id {found!r} is known, with other words; those stored first stay, "
        "this row was not stored. If it is another answer, import it without this id (for example {column}=counter).",
    ),
    Reason.KNOWN_SCORE: (
        "{row} 行目の列「{column}」の ID「{found}」は取り込み済みで、点数が違います。"
        "本文か日時も違うか、ほかの多くの ID で本文が違うため、別の回答かもしれません。"
        "前の点数を残し、この行の点数は保存しませんでした。",
        "Row {row}, column {column!r}: the id {found!r} is known, with another score; as its words or its time differ "
        "too, or the words of most other ids, it may be another answer: the score stored first stays.",
    ),
    Reason.NOT_AN_ANSWER: (
        "{row} 行目の列「{column}」が「{found}」のため、回答ではないと判断して取り込みませんでした。",
        "Row {row}, column {column!r} is {found!r}: not a customer's answer, so it was left out.",
    ),
    Reason.REFUSED: (
        "{row} 行目は保存できませんでした（{found}）。",
        "Row {row} could not be stored ({found}).",
    ),
}


@dataclass(frozen=True, slots=True)
class Words:
    """A part of a sentence that is words itself, and so differs by language."""

    ja: str
    en: str

    def __str__(self) -> str:
        return self.en


def sentence(code: Reason, **facts: object) -> tuple[str, str]:
    """The Japanese and the English sentence; long values are shortened so that a 50 MB cell never reaches a log."""
    ja, en = _SENTENCES[code]
    in_ja = {name: value.ja if isinstance(value, Words) else value for name, value in facts.items()}
    in_en = {name: value.en if isinstance(value, Words) else value for name, value in facts.items()}
    return ja.format(**_short(in_ja)), en.format(**_short(in_en))


def _short(facts: dict[str, object]) -> dict[str, object]:
    return {name: _shortened(value) for name, value in facts.items()}


def _shortened(value: object, limit: int = 200) -> object:
    return value[:limit] + "…" if isinstance(value, str) and len(value) > limit else value
