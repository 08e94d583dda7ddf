"""The English sentences that people meet, each with its Japanese; the first that fits a sentence is used.

`{name}` stands for what differs: figures, names, codes; `{inner}` is again a sentence.
"""

from __future__ import annotations

# Why a theme is new, rests, comes back, is closed, or would be changed.
EVENTS: tuple[tuple[str, str], ...] = (
    ("proposal {run}: {inner}", "提案 {run}：{inner}"),
    ("first discovery", "最初の分析で見つかりました"),
    ("{share} of its members were in no known theme", "発言の{share}は、どのテーマにも入っていませんでした"),
    (
        "{n} people since the week of {first_week}, in no known theme",
        "{first_week} の週から{n}人が触れ、どのテーマにも入っていませんでした",
    ),
    (
        "{n} people or more in the week of {first_week} and in the next",
        "{first_week} の週とその次の週に、それぞれ{n}人以上が触れました",
    ),
    ("{n} people in {weeks} weeks: it did not last", "{weeks}週間で{n}人しか触れず、定着しませんでした"),
    ("{n} people in {weeks} weeks", "{weeks}週間で{n}人"),
    ("nobody in {weeks} weeks", "{weeks}週間、だれも触れていません"),
    ("a fresh look parts it {shares}", "見直すと、{shares} に分かれます"),
    ("a fresh look finds {n} units as one theme", "見直すと、{n}件の発言が1つのテーマにまとまります"),
    ("{n} units again", "{n}件の発言がまた見つかりました"),
    ("no units in this window", "この期間の発言がありません"),
    (
        "its members are now at cosine {cosine} from where it was born",
        "発言の中身が、作成時から動いています（近さ {cosine}、1が同じ）",
    ),
    ("its meaning has moved", "意味が動きました"),
    ("they are clearly nearer there", "移し先のほうが、はっきり近くなっています"),
    (
        "comments are read with another encoder ({name}): placed anew by its units",
        "別のエンコーダー（{name}）で読み直したため、発言から位置を作り直しました",
    ),
    (
        "comments are read with another encoder ({name}), and no unit of it was read again",
        "別のエンコーダー（{name}）で読み直しましたが、このテーマの発言はまだ読み直されていません",
    ),
    ("comments were read: placed by its examples", "声を読んだので、例文をもとに位置を決めました"),
)

# Why a text has no reading.
TEXTS: tuple[tuple[str, str], ...] = (
    ("text is empty; wanted at least one visible character", "文章が空です。目に見える文字が1字以上必要です。"),
    (
        "text holds no visible character; wanted at least one",
        "文章に目に見える文字がありません。1字以上必要です。",
    ),
    (
        "text is {n} characters long; wanted at most {most}",
        "文章が{n}字あります。{most}字以内にしてください。",
    ),
    ("text could not be prepared: {kind}", "文章の下準備ができませんでした（{kind}）"),
    ("text could not be read: {kind}", "文章を読み取れませんでした（{kind}）"),
    (
        "the worker died each time it read this comment, the last time with nothing else in hand",
        "この声を読むたびに裏方が止まりました（最後はこの声だけを読んでいました）",
    ),
    ("text is {kind}; wanted a string", "文章が {kind} です。文字列が必要です。"),
)

# Why a job came to nothing.
JOBS: tuple[tuple[str, str], ...] = (
    ("TooFewUnits: {inner}", "{inner}"),
    ("SeveralEncoders: {inner}", "{inner}"),
    (
        "the workspace has {n} units that were read; wanted at least {least}",
        "読んだ発言が {n} 件です。テーマを見つけるには {least} 件以上必要です。",
    ),
)

# What is wrong in a command or a setting, in typer's and pydantic's words.
COMMANDS: tuple[tuple[str, str], ...] = (
    ("Missing argument '{name}'.", "「{name}」を指定してください。"),
    ("Missing option '{name}'.", "{name} を指定してください。"),
    ("No such command '{name}'. Did you mean {codes}?", "「{name}」というコマンドはありません。近いもの: {codes}"),
    ("No such command '{name}'.", "「{name}」というコマンドはありません。"),
    ("No such option: {name} (Possible options: {codes})", "{name} というオプションはありません。近いもの: {codes}"),
    ("No such option: {name}", "{name} というオプションはありません。"),
    ("Option '{name}' requires an argument.", "{name} には値が必要です。"),
    ("Option '{name}' does not take a value.", "{name} に値は付けられません。"),
    ("Got unexpected extra argument(s) ({word})", "余分な指定があります: {word}"),
    ("Invalid value for '{name}': {inner}", "「{name}」の値が使えません。{inner}"),
    (
        "Value error, KIKITORI_TIMEZONE is {word}; wanted an IANA name such as {form}",
        "KIKITORI_TIMEZONE が {word} です。{form} のような名前が必要です。",
    ),
    (
        "Value error, KIKITORI_SECRET_KEY is shorter than {n} characters; wanted a random secret in production",
        "KIKITORI_SECRET_KEY が{n}字より短くなっています。本番では乱数で作った秘密の文字列が必要です。",
    ),
    ("Value error, {word} does not match the formats {form}.", "{word} は {form} の形ではありません。"),
    ("Input should be a valid integer, unable to parse string as an integer", "整数が必要です。"),
    ("Input should be a valid number, unable to parse string as a number", "数が必要です。"),
    ("Input should be greater than or equal to {least}", "{least} 以上の数が必要です。"),
    ("Input should be less than or equal to {most}", "{most} 以下の数が必要です。"),
)

# What is wrong in a file that a company gives, or in the weights.
FILES: tuple[tuple[str, str], ...] = (
    ("No such file or directory", "ファイルもフォルダーもありません"),
    ("Permission denied", "権限がありません"),
    ("Is a directory", "フォルダーです"),
    ("Not a directory", "フォルダーではありません"),
    (
        "{file} has no list `themes`; wanted entries with id, ja, en, examples",
        "{file} に themes: の一覧がありません。id、ja、en、examples のある項目が必要です。",
    ),
    (
        "{file} line {n} is not YAML: {problem}; wanted a list `themes`",
        "{file} の{n}行目がYAMLとして読めません（{problem}）。themes: の一覧が必要です。",
    ),
    (
        "theme id {id} comes twice; wanted one entry an id",
        "テーマのid {id} が2回あります。idごとに1つにしてください。",
    ),
    ("theme {id} has no examples; wanted at least {wanted}", "テーマ {id} に例文がありません。1つ以上必要です。"),
    (
        "theme {id}: none of its examples can be read; wanted sentences with words in them",
        "テーマ {id} の例文はどれも読めません。言葉のある文が必要です。",
    ),
    (
        "theme {id}: its examples are read as {n} numbers, the comments were as {most}; wanted one encoder: "
        "read the comments again first",
        "テーマ {id} の例文と声は、別のエンコーダーで読まれています。先に声を読み直してください。",
    ),
    (
        "theme {id}: watch word is {word}; wanted 2 to 100 characters",
        "テーマ {id} の注目語が {word} です。2〜100字にしてください。",
    ),
    (
        "theme {id}: polarity is {word}; wanted -1, 0 or 1",
        "テーマ {id} の polarity が {word} です。-1、0、1 のどれかが必要です。",
    ),
    (
        "theme {id}: {name} is {word}; wanted one of {codes}",
        "テーマ {id} の {name} が {word} です。{codes} のどれかが必要です。",
    ),
    (
        "theme {id}: {name} is {word}; wanted a list of texts",
        "テーマ {id} の {name} が {word} です。文の一覧が必要です。",
    ),
    (
        "theme {id}: {name} is {word}; wanted names by language",
        "テーマ {id} の {name} が {word} です。言語ごとの名前が必要です。",
    ),
    (
        "theme {id} has no id or no name; wanted id, and a name by language (ja, en …)",
        "テーマ {id} にidか名前がありません。id と、言語ごとの名前（ja、en など）が必要です。",
    ),
    (
        "theme {id} is {word}; wanted id, ja, en, examples",
        "テーマ {id} が {word} です。id、ja、en、examples が必要です。",
    ),
    ("{file} cannot be placed yet: {inner}", "{file} はまだ置けません。{inner}"),
    ("{file} has {n} characters; wanted at most {most}", "{file} が{n}字あります。{most}字以内にしてください。"),
    (
        "{file} is not UTF-8 at byte {n}; wanted a YAML file in UTF-8",
        "{file} の{n}バイト目がUTF-8として読めません。UTF-8のYAMLが必要です。",
    ),
    (
        "{file} is nested too deeply; wanted a list `themes`",
        "{file} の入れ子が深すぎます。themes: の一覧が必要です。",
    ),
    (
        "{file} line {n} refers to another ({name}); wanted each text written out",
        "{file} の{n}行目がほかの行（{name}）を指しています。文はそのまま書いてください。",
    ),
    (
        "theme {id} holds half a character; wanted text that can be written as UTF-8",
        "テーマ {id} に文字の切れはしがあります。UTF-8で書ける文が必要です。",
    ),
    ("theme {id}: {name} is {word}; wanted one code", "テーマ {id} の {name} が {word} です。コード1つが必要です。"),
    (
        "units have vectors of several sizes; wanted one encoder: read the comments again first",
        "声が複数のエンコーダーで読まれています。先に声を読み直してください。",
    ),
    (
        "taxonomy {file}: {problem}; wanted a readable UTF-8 YAML file",
        "分類ファイル {file} が読めません（{problem}）。UTF-8のYAMLが必要です。",
    ),
    (
        "taxonomy {file}: top level is {kind}; wanted {codes}",
        "分類ファイル {file} のいちばん上が {kind} です。{codes} が必要です。",
    ),
    (
        "taxonomy {file}: section {name}; wanted one of {codes}",
        "分類ファイル {file} に {name} という区分があります。{codes} のどれかにしてください。",
    ),
    (
        "taxonomy {file}: {name} is {kind}; wanted codes with names",
        "分類ファイル {file} の {name} が {kind} です。コードと名前の組が必要です。",
    ),
    (
        "taxonomy {file}: {name} is {word}; wanted one of {codes}",
        "分類ファイル {file} の {name} が {word} です。{codes} のどれかが必要です。",
    ),
    (
        "taxonomy {file}: {name} is {word}; wanted {form}",
        "分類ファイル {file} の {name} が {word} です。{form} の形が必要です。",
    ),
    (
        "taxonomy {file}: {name} has {word}; wanted ja, en, hidden, stage",
        "分類ファイル {file} の {name} に {word} があります。使えるのは ja、en、hidden、stage です。",
    ),
    (
        "{file} holds no classifier.json; wanted a folder written by nlp.training",
        "{file} に classifier.json がありません。kikitori train で作った重みのフォルダーが必要です。",
    ),
    ("{file}: format is {kind}; wanted {form}", "{file} の形式が {kind} です。必要な形式は {form} です。"),
    (
        "{file}: labels differ from those of nlp.tasks; train the weights again",
        "{file} のラベルがこの版と違います。重みを学習し直してください。",
    ),
    (
        "{file} reads vectors of {n} numbers made by {name}; {other} makes {most}; wanted the encoder they were "
        "trained on, or weights for this one (kikitori train --encoder)",
        "{file} の重みは {name} の{n}個の数を読みますが、{other} は{most}個です。学習に使ったエンコーダーか、"
        "これに合う重み（kikitori train --encoder）が必要です。",
    ),
    (
        "data set {name} is not declared; wanted one of {codes}",
        "{name} というデータはありません。{codes} のどれかが必要です。",
    ),
    ("no section {name}; wanted one of {codes}", "{name} という部分はありません。{codes} のどれかが必要です。"),
    ("{field} is {word}; wanted one of {codes}", "{field} が {word} です。{codes} のどれかが必要です。"),
)

SENTENCES = EVENTS + TEXTS + JOBS + COMMANDS + FILES
