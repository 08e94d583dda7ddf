"""The sentences of `kikitori themes`: (Japanese, English)."""

THEMES: dict[str, tuple[str, str]] = {
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
    "discover.stored": (
        "{units:,} の発言から {themes:,} テーマ（{seconds:.1f} 秒）。",
        "{themes:,} themes from {units:,} units ({seconds:.1f} s).",
    ),
    "discover.preview": (
        "変わることを表示するだけで、何も変えません。",
        "Only show what would change; change nothing.",
    ),
    "discover.preview_of_file": (
        "--preview は --input と一緒に使えません。",
        "--preview looks at the store; it does not go together with --input.",
    ),
    "preview.units": (
        "テーマが変わる発言 {moved:,}、変わらない発言 {kept:,}。",
        "{moved:,} units would change theme, {kept:,} would stay.",
    ),
    "preview.next": (
        "何も変えていません。提案として残すには: kikitori themes discover --seed {seed}",
        "Nothing was changed. To keep this as a proposal: kikitori themes discover --seed {seed}",
    ),
    "preview.first": (
        "何も変えていません。はじめての発見はすぐに反映されます: kikitori themes discover --seed {seed}",
        "Nothing was changed. A first discovery is applied at once: kikitori themes discover --seed {seed}",
    ),
    "discover.proposed": (
        "提案 {run} を残しました（変更 {changes:,} 件）。見るには: kikitori themes proposals show {run}",
        "Proposal {run} waits for an answer ({changes:,} changes). To see it: kikitori themes proposals show {run}",
    ),
    "change.born": (
        "新しいテーマ「{theme}」{others}（{units:,} 発言）",
        "new theme “{theme}”{others} ({units:,} units)",
    ),
    "change.split": (
        "「{theme}」を分ける: {others}（{units:,} 発言が新しいテーマへ）",
        "split “{theme}” into {others} ({units:,} units go to new themes)",
    ),
    "change.merged": (
        "「{theme}」にまとめる: {others}（{units:,} 発言が移る）",
        "merge into “{theme}”: {others} ({units:,} units move)",
    ),
    "change.drifted": (
        "「{theme}」の意味が動いた{others}（{units:,} 発言）: 今の中身に合わせる",
        "“{theme}” has drifted{others} ({units:,} units): follow what it says now",
    ),
    "change.renamed": (
        "「{theme}」を「{others}」に改名する（{units:,} 発言）",
        "rename “{theme}” to “{others}” ({units:,} units)",
    ),
    "change.placed": (
        "{theme}{units:,} 発言を、より近いテーマへ移す（うち {others} はどのテーマにもなかったもの）",
        "{theme}move {units:,} units to a nearer theme ({others} of them were in none)",
    ),
    "help.themes.proposals": (
        "見直しの提案を見て、全体でも1件ずつでも、反映・見送り・取り消しをします。",
        "Look at proposed changes; accept, reject or take back all of a proposal or some of its lines.",
    ),
    "help.proposals.list": ("提案の一覧。", "List the proposals."),
    "help.proposals.show": ("提案の中身を見ます。何も変えません。", "Look at a proposal; changes nothing."),
    "help.proposals.accept": ("反映します。", "Accept: carry it out."),
    "help.proposals.reject": ("見送ります。同じ提案は二度と出ません。", "Reject: the same is not proposed again."),
    "help.proposals.undo": ("反映や見送りを取り消します。", "Take an answer back."),
    "proposals.run": ("提案の番号。", "The proposal's number."),
    "proposals.change": (
        "1件だけにする変更の番号（複数可）。省略時は全体。",
        "Only this change (may be repeated); all when left out.",
    ),
    "proposals.none": ("提案はありません。", "There are no proposals."),
    "proposals.line": (
        "提案 {run}  {day}  変更 {changes:,} 件、未回答 {waiting:,} 件。移る発言 {moved:,}、変わらない発言 {kept:,}",
        "proposal {run}  {day}  {changes:,} changes, {waiting:,} waiting. {moved:,} units would move, {kept:,} stay",
    ),
    "proposals.change_line": ("  {change}. [{state}] {what}", "  {change}. [{state}] {what}"),
    "proposals.accepted": (
        "{count:,} 件を反映（合わなくなったもの {outdated:,}）。取り消すには: kikitori themes proposals undo {run}",
        "{count:,} changes carried out, {outdated:,} no longer fit. To take back: kikitori themes proposals undo {run}",
    ),
    "proposals.rejected": (
        "{count:,} 件を見送りました。取り消すには: kikitori themes proposals undo {run}",
        "{count:,} changes rejected. To take that back: kikitori themes proposals undo {run}",
    ),
    "proposals.taken_back": ("{count:,} 件の回答を取り消しました。", "{count:,} answers taken back."),
    "help.themes.move": (
        "1つの発言をほかのテーマへ移します。",
        "Put one unit elsewhere.",
    ),
    "help.themes.split": ("選んだ発言を新しいテーマに分けます。", "Make a theme of some of its units."),
    "help.themes.parent": ("上位のテーマを決めます。", "Put it under another theme."),
    "help.themes.watch": ("必ずこのテーマに入れる語を決めます。", "Words whose units belong to it in any case."),
    "help.themes.state": ("状態を変えます。", "Accept, rest or close it."),
    "help.themes.record": ("打ち手を記録します。", "Record what was done about it."),
    "help.themes.withdraw": (
        "誤って記録した打ち手を取り除きます（内容は監査の記録に残ります）。",
        "Take an action away that was recorded by mistake; the audit trail keeps what it said.",
    ),
    "help.themes.effects": (
        "打ち手の前後の変化を見ます。テーマを省くと、すべての打ち手。",
        "Before and after each recorded action; all of them without a theme.",
    ),
    "help.themes.history": ("テーマの履歴を見ます。", "What happened to it."),
    "help.themes.runs": ("過去の分析と、そのときのテーマを見ます。", "Earlier analyses, and the themes as they stood."),
    "themes.unit": ("発言の番号。", "The unit's id."),
    "themes.units": (
        "分ける発言の番号（複数可）。条件で選ぶなら --word、--pain-point、--side。",
        "A unit to split off (may be repeated); to choose by what is said: --word, --pain-point, --side.",
    ),
    "themes.split_words": (
        "この語を含む、テーマのすべての発言を分ける（複数可、どれかを含むもの）。",
        "Split off all its units with this word in them (may be repeated; one is enough).",
    ),
    "themes.split_pain_point": ("この困りごとについての発言を分ける。", "Split off its units about this pain point."),
    "themes.split_side": (
        "negative（不満）、neutral（中立）、positive（満足）の発言を分ける。",
        "Split off its units of this side: negative, neutral or positive.",
    ),
    "themes.split_preview": (
        "件数と例を表示するだけで、何も変えません。",
        "Only show how many there are, and examples; change nothing.",
    ),
    "themes.split_two_ways": (
        "--unit は --word、--pain-point、--side、--preview と一緒に使えません。",
        "--unit does not go together with --word, --pain-point, --side or --preview.",
    ),
    "themes.split_count": (
        "このテーマの発言 {of:,} 件のうち、{units:,} 件が条件に合います。",
        "{units:,} of the {of:,} units of this theme meet this.",
    ),
    "themes.to": ("移す先のテーマ。省略時はどこにも入れない。", "The theme it goes to; none when left out."),
    "themes.under": ("上位のテーマ。省略時は外す。", "The theme above it; none when left out."),
    "themes.words": ("語。省略時はすべて外す。", "The words; none when left out."),
    "themes.state": (
        "candidate（候補）、active（有効）、dormant（休止）、retired（終了）のどれか。",
        "candidate, active, dormant or retired.",
    ),
    "themes.about": (
        "テーマの番号（themes list）。接点だけについてなら - と --touchpoint。",
        "The theme's id (themes list); - with --touchpoint for a touchpoint alone.",
    ),
    "themes.bad_about": (
        "テーマは {given} です。番号か - が必要です。",
        "The theme is {given}; wanted its id, or - for none.",
    ),
    "themes.of_theme": (
        "テーマの番号。省略時はすべて。",
        "The theme's id; all when left out.",
    ),
    "themes.touchpoint": (
        "接点（テーマと両方なら、その接点でテーマに触れた声で測ります）。",
        "The touchpoint's code; with a theme, the comments on the theme there count.",
    ),
    "themes.action": ("打ち手の番号（themes effects）。", "The action's id (themes effects)."),
    "themes.withdrawn": ("打ち手 {action} を取り除きました。", "Action {action} is removed."),
    "themes.what": ("実施したこと。", "What was done."),
    "themes.on": ("実施日。", "The day it began."),
    "themes.owner": ("担当。", "Who owns it."),
    "themes.target": (
        "目標の指標: nps、csat、ces、volume（触れた人の割合）。",
        "What it aims at: nps, csat, ces or volume, the share of people who mention it.",
    ),
    "themes.change": (
        "目標の変化（nps・cesは点、csatはポイント、volumeは実施前からの増減率%）。",
        "By how much (points; for volume, percent of what it was).",
    ),
    "themes.by": ("期限。", "By which day."),
    "themes.run": ("分析の番号。", "The run's number."),
    "themes.recorded": ("打ち手 {action} を記録しました。", "Recorded as action {action}."),
    "effect.theme": ("テーマ {theme}", "theme {theme}"),
    "effect.met": ("目標達成", "target met"),
    "effect.on_the_way": (
        "目標日まで経過を見ています（現時点では達成水準）",
        "on the way, at the target so far; the target date has not come yet",
    ),
    "effect.by.interrupted": (
        "週ごとの割合の、もともとの傾向を差し引いた段差",
        "step in the weekly share, beyond the trend there was",
    ),
    "effect.by.share": ("前後の割合の差", "share after minus share before"),
    "effect.by.against_others": (
        "前後の差から、触れていない回答の差を引いた値",
        "before to after, minus the change among the others",
    ),
    "effect.changed": ("変化あり", "a change"),
    "effect.points": ("点", "points"),
    "effect.percent": ("ポイント", "percentage points"),
    "effect.worse": ("目標とは逆の変化", "moved the wrong way"),
    "effect.no_evidence": ("変化があったとは言えない", "no evidence of a change"),
    "effect.too_early": ("まだ判断できない", "too early to tell"),
    "help.themes.upkeep": (
        "毎晩の手入れを今すぐ行います。新しいテーマの芽を探し、休止・再開・終了を判断します。",
        "Do now what happens each night: look for births, let themes rest, come back or close.",
    ),
    "upkeep.first": ("はじめての発見: {themes:,} テーマ。", "First discovery: {themes:,} themes."),
    "upkeep.done": (
        "新しく生まれたテーマ {born:,}、状態が変わったテーマ {aged:,}。",
        "{born:,} themes born, {aged:,} changed state.",
    ),
    "upkeep.born": ("  生まれた: テーマ {theme}", "  born: theme {theme}"),
    "upkeep.aged": ("  テーマ {theme}: {state}（{reason}）", "  theme {theme}: {state} ({reason})"),
    "help.themes.seed": (
        "自社のテーマをYAMLから取り込みます（固定され、すぐに声が入ります）。",
        "Take your own themes in from YAML: pinned, and given their comments at once.",
    ),
    "seed.file": (
        "YAML。themes: の下に id、ja、en（他の言語も可）、examples。任意で touchpoint、pain_point、polarity、watch。"
        "まだ声を読んでいなければ、読んだあとに自動で位置が決まります。",
        "YAML: under themes: id, ja, en (or other languages), examples; optional touchpoint, pain_point, polarity, "
        "watch. Where nothing was read yet, they get their place once comments are.",
    ),
    "seed.planted": ("  {name} → テーマ {theme}", "  {name} is theme {theme}"),
    "seed.done": (
        "新しいテーマ {new:,}、取り込み済み {known:,}。{units:,} の発言が入りました。",
        "{new:,} new themes, {known:,} known already; {units:,} units are in them now.",
    ),
    "seed.waiting": (
        "新しいテーマ {new:,}、取り込み済み {known:,}。まだ声を読んでいないので、読んだあとに位置を決めます。",
        "{new:,} new themes, {known:,} known already. Nothing was read yet: they get their place and their comments "
        "once some are.",
    ),
    "help.themes.campaigns": (
        "同じか、ほぼ同じ文面（20字以上）が3件以上届いたものの一覧。",
        "List texts of 20 characters or more that came three times or more.",
    ),
    "campaigns.comments": ("件数", "Comments"),
    "campaigns.people": ("人数", "People"),
    "campaigns.days": ("届いた日", "Received"),
    "campaigns.comment": ("最初の声", "First"),
    "campaigns.text": ("文面", "Text"),
    "campaigns.done": (
        "同じ文面は{groups:,}種類、合わせて{copies:,}件です。",
        "{groups:,} texts came {copies:,} times in all.",
    ),
    "help.themes.list": ("テーマの一覧。", "List the themes."),
    "help.themes.show": ("1つのテーマを見ます。", "Look at one theme."),
    "themes.id": ("テーマの番号（themes list）。", "The theme's id (themes list)."),
    "themes.column_id": ("番号", "Id"),
    "themes.column_state": ("状態", "State"),
    "help.themes.rename": ("名前を付け直します。", "Give it another name."),
    "help.themes.merge": ("ほかのテーマにまとめます。", "Merge it into another."),
    "help.themes.pin": ("自動で変わらないよう固定します。", "Pin it: the engine leaves it as it is."),
    "help.themes.forbid": ("二度と出さないようにします。", "Never show it again."),
    "help.themes.undo": ("人の操作を取り消します。", "Take an act back."),
    "themes.into": ("まとめる先の番号。", "The theme it goes into."),
    "themes.event": ("操作の番号（操作のときに表示）。", "The act's event id (shown when it was done)."),
    "themes.ja": ("日本語の名前。", "The name in Japanese."),
    "themes.en": ("英語の名前。", "The name in English."),
    "themes.person": ("操作する人の名前。", "Who does it."),
    "themes.reason": ("理由。", "Why."),
    "themes.off": ("固定をやめます。", "Let it go again."),
    "themes.no_name": ("--ja か --en で名前を指定してください。", "Give a name with --ja or --en."),
    "themes.done": (
        "反映しました。取り消すには: kikitori themes undo {event}",
        "Done. To take it back: kikitori themes undo {event}",
    ),
}
