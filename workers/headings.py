"""What columns are called, in Japanese and English. Patterns meet the folded heading (see words.py); order decides.

Anchors matter: 名前 is a person, 店舗名 is not; 電話 is a number to drop, 電話対応について is a question.
"""

from __future__ import annotations

import re

from workers.mapping import Role
from workers.words import folded

_EVENTS_JA = "回答|受付|投稿|送信|作成|登録|記入|受信|入電|申告|コメント|レビュー|問い?合わ?せ|発生"
_EVENTS_EN = "created|submitted|received|posted|published|response|recorded|review|submit|comment|tweet"
_RULES: tuple[tuple[Role, str], ...] = (
    # Somebody else's labels: reading is our work, and a segment named "sentiment" would mislead.
    (Role.IGNORED, r"^(split|fold|label|sentiment|polarity)$"),
    (
        Role.PERSONAL,
        r"^(お客様|ご|回答者|担当者|申込者|投稿者|代表者)?(氏名|お名前|名前|姓名|姓|名|フリガナ|ふりがな|カナ)$",
    ),
    (Role.PERSONAL, r"^(氏名|お名前|名前|姓|名|メイ|セイ)カナ$|^カナ氏名$"),
    (
        Role.PERSONAL,
        r"^(ご?連絡先)?(メール|電子メール|e?mail)(アドレス|address)?\d*$|(recipient|requester|user|author)e?mail",
    ),
    (Role.PERSONAL, r"^(ご?連絡先|ご?自宅|携帯|勤務先)?(電話|電話番号|tel|phone|phonenumber|mobile|fax)\d*$"),
    (Role.PERSONAL, r"^ご?連絡先$|携帯番号|^(ip|ipaddress|ipアドレス|useragent|deviceid|networkid)$"),
    (Role.PERSONAL, r"(latitude|longitude|緯度|経度)$|^(郵便番号|〒|zip|zipcode|postal|postalcode|postcode)\d*$"),
    (Role.PERSONAL, r"^(ご?住所|address|生年月日|誕生日|birth(day|date)?|dateofbirth)\d*$"),
    (Role.PERSONAL, r"^(name|fullname|firstname|lastname|surname|nickname|username|screenname|displayname)$"),
    (
        Role.PERSONAL,
        r"^(recipient|customer|user|author|reviewer|respondent|requester)(first|last|full|nick|screen)?name$",
    ),
    # A bare "No" is an id only where it does more than count the rows of its file.
    (Role.COUNTER, r"^(no|№|#|番号|通番|通し番号|連番)$"),
    (Role.ID, r"^(id|no|№|#|番号|通番|通し番号|連番|コメントid|externalid|ex[td]?id|uuid|guid)$"),
    (
        Role.ID,
        r"^(受付|回答|問い?合わ?せ|お問い?合わ?せ|案件|管理|整理|申告|チケット|レビュー|投稿|伝票)(番号|no|id|コード)$",
    ),
    (Role.ID, r"^(response|ticket|review|comment|feedback|case|conversation|tweet|post|record)(id|no|number)$"),
    (Role.ID, r"^(submission|answer)(id|no|number)$"),
    (Role.AUTHOR, r"(会員|顧客|お客様|ユーザー?|利用者|契約者)(番号|no|id|コード)$"),
    (Role.AUTHOR, r"^(customer|user|member|client|account)(id|no|number|key)$"),
    (Role.AUTHOR, r"^(author|respondent|contact|requester)(id|key)?$|^回答者(番号|id|no)?$"),
    (
        Role.LANGUAGE,
        r"^(言語|使用言語|回答言語|language|lang|locale|userlanguage|reviewerlanguage|languagecode|languagehint)$",
    ),
    (Role.TOUCHPOINT, r"^(タッチポイント|顧客接点|接点|touchpoint|touchpointhint)$"),
    (Role.QUESTION, r"^(設問|設問文|質問|質問文|question|questiontext)$"),
    (Role.CHANNEL, r"^(channel|feedbackchannel)$"),
    (Role.DATE, rf"^({_EVENTS_JA})(完了)?(日時|日付|年月日|日|時刻|時間|時期)$"),
    (Role.DATE, r"^(タイムスタンプ|timestamp|日時|日付|年月日|時刻|date|datetime|time|at|ymd)$"),
    (Role.DATE, rf"^({_EVENTS_EN})(at|on|date|time|datetime)?(utc)?$"),
    # 回答時間 is how long it took, more often than when.
    (Role.TIME, rf"^({_EVENTS_JA})?時刻$|^({_EVENTS_JA.replace('回答|', '')})?時間$|^({_EVENTS_EN})?time(ofday)?$"),
    (Role.NPS, r"nps|推奨(度|意向|意欲|スコア)|(友人|知人|同僚|家族).*(勧|薦|すすめ)|recommend"),
    (Role.NPS, r"(お?すすめ|お?勧め|お?薦め)(し?たい|度|する可能性)"),
    (
        Role.CES,
        r"(^|[^a-z])ces([^a-z]|$)|effort|(手間|労力|努力)|手軽さ|使いやすさ|(簡単|容易)(だった|でした|にでき|さ|度)",
    ),
    (Role.CSAT, r"満足|csat|satisf|^(総合)?(評価|評点|点数|採点|星|星の数|★|得点)(点|数|値)?$|総合評価|スコア$"),
    (Role.CSAT, r"^(star)?(rating|ratings|stars?|score)$|^(overall)?rating$"),
    (Role.TITLE, r"^(title|reviewtitle|件名|タイトル|題名|表題|見出し|subject|summary|headline)$"),
    (
        Role.TEXT,
        r"本文|コメント|ご?意見|ご?要望|自由(記述|回答|記入|意見|欄)|感想|申告内容|口コミ|クチコミ|レビュー|つぶやき",
    ),
    (Role.TEXT, r"(問い?合わ?せ|相談|苦情|ご?指摘|クレーム|投稿|回答)(の)?内容|お気づき|メッセージ|理由"),
    (Role.TEXT, r"改善(点|して|してほしい|要望)|お聞かせ|ご記入|お書き|^(内容|文章|テキスト|概要|原文|fa|備考)\d*$"),
    (Role.TEXT, r"comment|review(text|body)?$|feedback|verbatim|free(text|form)|openended|reason|whydid|pleasetell"),
    (
        Role.TEXT,
        r"^(text|body|content|message|description|remarks?|opinion|tweet|post|note|answer)s?\d*$|^(complaint|narrative)",
    ),
    (Role.TEXT, r"whatcould|tellus|improve|suggestion|(review|comment|message|ticket|feedback)(text|body|content)"),
    (
        Role.SEGMENT,
        r"地域|都道府県|県名|エリア|性別|年代|年齢層|年齢|世代|会員(ランク|種別|区分|ステータス)|ランク|プラン",
    ),
    (
        Role.SEGMENT,
        r"契約(種別|形態|年数)|顧客(区分|層|種別|ランク)|職業|業種|業界|部署|部門|店舗|店名|支店|営業所|居住|住所",
    ),
    (
        Role.SEGMENT,
        r"チャネル|経路|商品|製品|ブランド|カテゴリ|デシル|利用(頻度|年数|歴)|来店(頻度|回数)|端末|機種|車名|(区分|種別)$",
    ),
    (
        Role.SEGMENT,
        r"region|prefecture|^area|gender|^sex$|^age(group|band|range)?$|tier|plan$|rank$|segment|store|branch|shop",
    ),
    (Role.SEGMENT, r"product|category|country|device|platform|version|^os$|rfm|decile|territory|brand|airline|channel"),
    (Role.SEGMENT, r"department|industry|cohort|membership"),
)
_COMPILED = tuple((role, re.compile(pattern)) for role, pattern in _RULES)

# Headings that only say "here is the text": they are no question to show above a comment.
_GENERIC = (
    "text body comment comments content message review feedback description verbatim tweet reviewtext column1 "
    "本文 コメント 内容 テキスト 文章 原文 口コミ クチコミ レビュー レビュー本文 概要 備考 申告内容 申告内容の要約 "
    "問い合わせ内容 お問い合わせ内容 投稿内容"
)
GENERIC_TEXT = {folded(word) for word in _GENERIC.split()}
# Headings that promise the customer's own words, however short the answers are. "context" ends with text, too.
_FREE_ANSWER = re.compile(
    r"(自由(回答|記述|記入|意見)|コメント|ご?意見|ご?要望|感想|クチコミ|口コミ|comments?|feedback|freetext|verbatim)欄?\d*$"
    r"|^(review|comment|body|answer|open)?text\d*$"
)
_NUMBERED = re.compile(r"(q|fa|oa|qa|問|設問|質問|answer)\d+(\d+)*(fa|oa|sq\d*|[a-z])?")
# What people write where they know no answer.
BLANKS = {
    folded(word)
    for word in ("", "-", "ー", "不明", "n/a", "na", "none", "null", "nan", "なし", "無回答", "未回答", "#N/A")
}
_NO_ANSWER = (
    "わからない 分からない わかりません 分かりません 不明です 覚えていない 覚えていません 未定 該当なし 該当しない "
    "非該当 無し 答えたくない 回答しない 無記入 未記入 "
    "unknown don't_know do_not_know dk not_sure not_applicable no_answer tbd"
)
_TOTALS = "合計 総計 小計 計 平均 平均値 total subtotal sum average mean"
TOTALS = {folded(word) for word in _TOTALS.split()}
UNANSWERED = BLANKS | {folded(word) for word in _NO_ANSWER.split()}


def is_numbered(heading: str) -> bool:
    """「Q2」, 「問3」, 「設問4-1」: a question that only its number stands for."""
    return bool(_NUMBERED.fullmatch(folded(heading)))


def roles_of(heading: str) -> list[Role]:
    """What the heading may mean, the likeliest first; the column's content has the last word."""
    word = folded(heading)
    # A column of comments on the score is no score, however much its short answers look like one.
    first = [Role.TEXT] if says_free_answer(heading) else []
    return list(dict.fromkeys([*first, *(role for role, pattern in _COMPILED if pattern.search(word))]))


def says_free_answer(heading: str) -> bool:
    return bool(_FREE_ANSWER.search(folded(heading)))


def is_blank(cell: str) -> bool:
    return folded(cell) in BLANKS


def is_unanswered(cell: str) -> bool:
    """Of a score or a date. In a segment 「わからない」 is an answer like others."""
    return folded(cell) in UNANSWERED
