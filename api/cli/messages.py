"""Every sentence of the command line: (Japanese, English). A test sees that none is missing and none is left over."""

MESSAGES: dict[str, tuple[str, str]] = {
    "app.help": (
        "聞き取り: お客さまの声を読み、何が・どこで・どれだけ困らせているかを書き出します。",
        "Reads customer feedback and writes down what hurts, where, and how badly.",
    ),
    "option.json": ("結果をJSONで標準出力に書きます。", "Write the result to stdout as JSON."),
    "option.source": ("取り込み元の名前。省略時はファイル名。", "Name of the source; the file's name when left out."),
    "option.yes": ("確認せずに進めます。", "Do not ask."),
    "error.unknown": ("予期しない問題が起きました: {error}", "Something unexpected went wrong: {error}"),
    "error.file": ("{path} を読めません: {error}", "Cannot read {path}: {error}"),
    "error.settings": ("設定に誤りがあります: {error}", "A setting cannot be used: {error}"),
    "error.value": ("{error}", "{error}"),
    "error.stopped": ("中断しました。", "Stopped."),
    # classify
    "help.classify": (
        "文章を読んで結果を返します（保存しません）。1件なら文章をそのまま、多いときは --input でJSONLを渡します。",
        "Read texts, keep nothing. Give one text as the argument, or many as JSONL with --input.",
    ),
    "classify.text": ("読む文章。", "The text to read."),
    "classify.input": (
        '読むJSONL。1行に {"id","text","lang"?,"question"?}。- は標準入力。',
        'JSONL to read, {"id","text","lang"?,"question"?} a line; - is stdin.',
    ),
    "classify.output": ("結果のJSONL。省略時は標準出力。", "JSONL to write; stdout when left out."),
    "classify.lang": ("言語のヒント（ja, en など）。", "A hint of the language (ja, en, …)."),
    "classify.question": ("回答者が答えた設問。", "The question that was being answered."),
    "classify.strict": (
        "読めない行が1行でもあれば終了コード1にします（既定は0）。",
        "Exit with 1 when any line has an error (0 otherwise).",
    ),
    "classify.one_or_other": (
        "文章を1つ、または --input FILE のどちらか一方を指定してください。",
        "Give either one text or --input FILE.",
    ),
    "classify.unreadable": ("読めませんでした: {error}", "This text could not be read: {error}"),
    "classify.progress": ("読み取り", "Reading"),
    "classify.done": (
        "{lines:,} 行を処理しました（うち読めない行 {bad:,}）。",
        "{lines:,} lines answered, {bad:,} of them with an error.",
    ),
    "reading.sentiment": (
        "感情: {label}（スコア {score:+.2f}、確信度 {confidence:.0%}）",
        "Sentiment: {label} (score {score:+.2f}, confidence {confidence:.0%})",
    ),
    "reading.intents": ("意図", "Intent"),
    "reading.signals": ("兆候", "Signals"),
    "reading.urgency": ("緊急度（0〜3）", "Urgency (0-3)"),
    "reading.quote": ("ことば", "Words"),
    "reading.touchpoint": ("タッチポイント", "Touchpoint"),
    "reading.pain_point": ("困りごと", "Pain point"),
    "reading.confidence": ("確信度", "Confidence"),
    "reading.abstain": ("確信が持てません。人が読んでください。", "Not sure enough: a person should read this one."),
    "sentiment.very_negative": ("とても不満", "very negative"),
    "sentiment.negative": ("不満", "negative"),
    "sentiment.neutral": ("どちらでもない", "neutral"),
    "sentiment.positive": ("満足", "positive"),
    "sentiment.very_positive": ("とても満足", "very positive"),
    "sentiment.mixed": ("満足と不満の両方", "mixed"),
    # themes
    "help.themes": ("テーマを見つけ、見て、手で直します。", "Find themes, look at them, correct them by hand."),
    "help.themes.discover": (
        "テーマを見つけます。--input を付けると、保存せずファイルだけで行います。",
        "Find themes in the stored feedback; with --input, in a file, keeping nothing.",
    ),
    "discover.input": (
        '読むJSONL。1行に {"id","text","lang"?}。- は標準入力。',
        'JSONL to read, {"id","text","lang"?} a line; - is stdin.',
    ),
    "discover.output": ("結果のJSONL。省略時は標準出力。", "JSONL to write; stdout when left out."),
    "discover.seed": ("乱数の種。同じ種なら同じ結果になります。", "Seed; the same one gives the same themes."),
    "discover.output_alone": ("--output は --input と一緒に使います。", "--output goes together with --input."),
    "discover.progress": ("テーマの発見", "Discovering themes"),
    "discover.done": (
        "{lines:,} 行から {themes:,} テーマを見つけました（読めない行 {bad:,}）。",
        "{themes:,} themes in {lines:,} lines ({bad:,} could not be read).",
    ),
    "discover.stored": ("テーマを更新しました: {found}", "Themes are up to date: {found}"),
}
