"""What `kikitori ingest` says of a file and its columns: (Japanese, English)."""

from api.import_notes import NOTES

INGEST: dict[str, tuple[str, str]] = {
    "error.output": ("{path} に書けません: {error}", "Cannot write {path}: {error}"),
    "ingest.folder": (
        "{path} はフォルダーです。ファイルを1つ指定してください。",
        "{path} is a folder; wanted one file.",
    ),
    "ingest.rescored": (
        "既知のうち {total:,} 件は、ID が同じで点数が違います。"
        "別の回答かもしれないため、先に取り込んだ点数を残しました。",
        "{total:,} of the known came with another score under the same id, but may be other answers; the scores stored "
        "first were kept.",
    ),
    # what the columns are taken for
    "ingest.columns": ("形式: {layout}、チャネル: {channel}", "layout {layout}, channel {channel}"),
    "ingest.guessed": ("推定", "guessed"),
    "ingest.column": ("列", "column"),
    "ingest.use": ("用途", "use"),
    "ingest.detail": ("詳細", "detail"),
    "ingest.why": ("理由", "why"),
    "use.text": ("本文（text）", "text"),
    "use.title": ("件名（title）", "title"),
    "use.id": ("ID（id）", "id"),
    "use.counter": ("行の番号（counter）", "counter"),
    "use.date": ("日時（date）", "date"),
    "use.time": ("時刻（time）", "time"),
    "use.author": ("回答者（author）", "author"),
    "use.language": ("言語（language）", "language"),
    "use.question": ("設問（question）", "question"),
    "use.channel": ("チャネル（channel）", "channel"),
    "use.touchpoint": ("接点（touchpoint）", "touchpoint"),
    "use.nps": ("推奨度（nps）", "nps"),
    "use.csat": ("満足度（csat）", "csat"),
    "use.ces": ("手間の少なさ（ces）", "ces"),
    "use.segment": ("客層（segment）", "segment"),
    "use.personal": ("個人情報・保存しない（personal）", "personal"),
    "use.ignored": ("使わない（ignored）", "ignored"),
    "why.": ("", ""),
    "why.layout": ("書き出しの形式", "layout"),
    "why.heading": ("見出し", "heading"),
    "why.content": ("中身", "content"),
    "why.given": ("指定", "given"),
    "why.counts": (
        "行を数えているだけ。IDなら --mapping で id を指定",
        "counts the rows; give 'id' if it is one",
    ),
    "why.another_first": ("同じ用途の列が先にある", "another column of this use comes first"),
    "why.another_taken": (
        "同じ種類の点数の列が先にある。残すには segment を指定",
        "another score of this kind was taken; give 'segment' to keep it",
    ),
    "why.another_given": ("別の列が指定された", "another column was given"),
    "why.repeated": ("ほかの本文の列と同じ内容", "repeats another text column"),
    # what there is to know about the file
    "ingest.tab": ("タブ", "tab"),
    **{f"note.{code}": words for code, words in NOTES.items()},
}
