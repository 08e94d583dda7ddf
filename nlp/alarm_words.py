"""Words that make a comment urgent or give a signal away, by signal, in the languages we read most.

They explain what the classifier decided; alone they decide nothing (a film about a fire is not on fire).
"""

# ruff: noqa: E501 -- a pattern reads as one line of a table
from __future__ import annotations

import re

URGENT = "urgency"

_WORDS: dict[str, tuple[str, ...]] = {
    "safety": (
        r"(?:白い|黒い)?煙|発火|火(?:が出|を噴|花)|火事|燃え|焦げ|感電|火傷|やけど|ヤケド|怪我|けが(?!なく)|ケガ|出血|血が|アレルギー|じんましん|蕁麻疹|発疹|救急",
        r"病院|異臭|ガス(?:臭|漏れ|の臭)|漏電|爆発|破裂|膨ら(?:ん|み)|誤飲|食中毒|嘔吐|吐[いき]|腹痛|下痢|異物|ガラス片?|金属片|カビ|虫が|転倒|転ん|落下|落ちてき",
        r"溺れ|ブレーキ|窒息|意識|倒れ|危険|危な[いか]|呼吸|息(?:が|苦)|腫れ|かぶれ|発熱|高温|熱く(?:なり|なっ)|高熱|痺れ|しびれ",
        r"(?i:\bsmok(?:e|ing)|\bfire\b|\bburn(?:t|ed|ing|s)?\b|electric shock|\binjur\w+|bleed\w*|allerg\w+"
        r"|anaphyla\w+|hospital|ambulance"
        r"|gas leak|smell of gas|sparks?\b|overheat\w*|swollen|chok(?:e|ed|ing)|\bglass in|\bmou?ld\b"
        r"|food poisoning|vomit\w*|unsafe|dangerous|collapsed)",
        r"冒烟|着火|起火|烧焦|触电|受伤|出血|过敏|医院|急诊|煤气|漏电|爆炸|鼓包|中毒|呕吐|腹泻|异物|危险|烫伤|연기|화재|불이|감전|다쳤|화상|알레르기|응급|병원|가스|폭발|식중독|위험",
        r"(?i:rauch|brennt|verletzt|stromschlag|allergi\w+|krankenhaus|fumée|incendie|brûl\w+|bless\w+|humo"
        r"|incendio|quemad\w+|herid\w+|fumaça|queimad\w+|fumo|ustion\w+)",
    ),
    "privacy": (
        r"不正(?:利用|アクセス|ログイン|送金|な(?:請求|引き落とし|取引))|身に覚え(?:の|が)ない|心当たり(?:の|が)?ない|覚えのない|乗っ取|個人情報|漏[えい洩]|流出"
        r"|なりすまし|他人の|他の(?:方|人|お客)[^。]{0,6}(?:名前|住所|情報)|別(?:の)?人の|別人|フィッシング|見知らぬ|勝手に(?:引き|購入|登録|使|送金|ログイン)",
        r"(?i:unauthori[sz]ed|(?:did ?n[o']t|never) (?:make|made|authori[sz]e|order)|fraud\w*|hacked|stolen"
        r"|identity|data (?:breach|leak)|someone else'?s|phishing|my (?:personal )?data)",
        r"盗刷|盗用|泄露|洩露|隐私|被盗|不是我|诈骗|도용|해킹|유출|개인정보|무단|결제한 적|(?i:missbrauch|gehackt|betrug|frauduleux|piraté|fraude"
        r"|robad\w+|hackead\w+|clonad\w+)",
    ),
    "legal": (
        r"訴(?:え|訟)|弁護士|消費者(?:センター|庁|生活|相談)|国民生活センター|消セン|法的|違法|警察|被害届|内容証明|裁判|契約違反|詐欺|損害賠償|慰謝料|監督(?:官庁|署)|金融庁|行政|通報|労基",
        r"(?i:\blawyer|\bsolicitor|\battorney|legal action|\bsue\b|\bcourt\b|ombudsman|trading standards|police"
        r"|small claims|regulator|chargeback|\bscam)",
        r"律师|起诉|投诉到|消协|12315|报警|法院|工商|변호사|소송|소비자원|신고|고소|경찰|(?i:anwalt|rechtlich|klage|avocat|tribunal|abogado"
        r"|denuncia|procon|avvocato|denuncia)",
    ),
    "churn": (
        r"解約|退会|(?:もう|今回で|これで)?(?:やめ|辞め)(?:ます|る|たい|よう|ました)|乗り換え|他社(?:に|へ|の)|二度と[^。、!]{0,8}(?:使|利用|買|行|来|頼|注文)"
        r"|もう(?:使わ|使い|利用し|買わ|買い|行か|行き|来|頼ま)[^。、]{0,4}(?:ない|ません|な[いく])|最後に(?:します|する)|契約(?:を)?(?:更新し|切|終了)|アンインストール"
        r"|引き上げ|他(?:の|に)(?:店|会社|サービス)",
        r"(?i:\bcancel\w*|\bleaving\b|switch(?:ing|ed)? to|(?:never|not) (?:again|us(?:e|ing)|buy\w*|order\w*"
        r"|com(?:e|ing) back|return\w*)|clos(?:e|ing) my account|uninstall\w*|going elsewhere|taking my business"
        r"|last time|unsubscri\w+)",
        r"退订|注销|取消会员|再也不|换(?:一)?家|卸载|不会再|해지|탈퇴|다시는|갈아타|환승|(?i:kündig\w+|nie wieder|résili\w+|plus jamais"
        r"|dar de baja|nunca más|cancelar|disdett\w+|mai più|nunca mais)",
    ),
    "refund": (
        r"返金|払い戻し|返して(?:ほしい|欲しい|ください|下さい)|二重(?:に)?(?:請求|課金|引き|決済)|過剰(?:に)?請求|全額|お金を返|課金(?:が|を)?(?:取り消|キャンセル)|返品",
        r"(?i:\brefund\w*|money back|reimburse\w*|charged (?:me )?twice|double charged|overcharg\w+|compensation)"
        r"|退款|退钱|退货|赔偿|多扣|환불|돌려|이중 ?결제|(?i:erstattung|geld zurück|rembours\w+|reembols\w+|devoluci\w+|rimbors\w+"
        r"|estorno|คืนเงิน|hoàn tiền|refund)",
    ),
    "outage": (
        r"障害(?!者|の?ある|が(?:あり|ある))|全(?:員|店|社|館|域|サーバー?)|(?:サーバー?|システム|回線)(?:が)?(?:ダウン|落ち|停止)|落ちてい|みんな|皆さん?も|つなが(?:ら"
        r"|り)(?:ない|ません|にく)|繋が(?:ら|り)(?:ない|ません|にく)"
        r"|アクセスでき(?:ない|ません)|ログインでき(?:ない|ません)|入れ(?:ない|ません)|起動し(?:ない|ません)|停止して|復旧|システムエラー|決済でき(?:ない|ません)|停電|断水|不通",
        r"(?i:\boutage|\b(?:is|are|went|been|servers?) down\b|everyone|whole (?:site|office|street)|crash\w*"
        r"|can(?:'t|not) (?:log ?in|access|connect|sign in)|not loading|no (?:service|signal|internet))",
        r"宕机|崩了|崩溃|登(?:录)?不(?:上|了)|打不开|全服|大面积|停电|먹통|접속(?:이)? 안|장애|다운|(?i:störung|ausfall|panne|caíd[oa]|fora do ar"
        r"|non funziona nulla)",
    ),
    "vulnerable": (
        r"高齢|(?:母|父|祖母|祖父|おばあ|おじい)(?:ちゃん|さん)?が|[6789]\d(?:歳|代)|障害者|障がい|車[椅い][子す]|妊[娠婦]|赤ちゃん|乳児|新生児|幼児|[0-6]歳|子ども|子供"
        r"|認知症|耳が|目が(?:不|見え)|聴覚|視覚|難聴|入院|透析|持病|一人暮らし|独居|介護|杖|生活保護|うつ|鬱|在宅酸素|人工呼吸|ミルク",
        r"(?i:\belderly|disab\w+|wheelchair|pregnan\w+|\bbab(?:y|ies)\b|newborn|my (?:mother|father|mum|mom|dad|nan"
        r"|gran\w*)|dementia|\bdeaf\b|\bblind\b|dialysis|medical (?:condition|device)|(?:my|our) (?:son|daughter"
        r"|child|kids?)|\b[6-9]\d[- ]year)",
        r"老人|老年|残疾|轮椅|孕妇|婴儿|孩子|八十|七十|노인|어르신|장애인|임산부|아기|휠체어|어머니|아버지",
    ),
    "repeat_contact": (
        r"(?:[0-9二三四五六何]{1,5})(?:度|回)(?:目|も|ほど|以上)?(?:に|の|は)?[^。、]{0,10}(?:連絡|問い合わせ|電話|メール|お願い|伝え|質問|依頼)|(?:連絡|問い合わせ|電話"
        r"|メール)[^。、]{0,8}[0-9二三四五六何]{1,5}(?:度|回)(?:目|も)?"
        r"|再度|再三|何度も|何回も|前回も|先日も|以前(?:も|に)[^。、]{0,8}(?:電話|連絡|問い合|相談)|(?:まだ|いまだに|未だに)[^。、]{0,10}(?:返事|返信|連絡|回答|お返事)"
        r"|返[事信答](?:が|も)[^。、]{0,8}(?:来|な|頂|いただ|届)|催促|たらい回し|音沙汰",
        r"(?i:(?:second|third|fourth|fifth|\d{1,5}(?:nd|rd|th)) (?:time|email|call|message|request)|\b(?:called|emailed"
        r"|phoned|contacted|wrote|written|asked|messaged)\b[^.]{0,24}\b(?:twice|again|times|already)|(?:still"
        r"|no) (?:no |reply|response|answer|waiting)|chas(?:ed|ing)|as I said|again and again)",
        r"第[二三四五]次|好几次|多次|一直没(?:回|人)|又(?:打|联系)|[두세네]\s?번|여러 번|또 (?:연락|문의)|아직(?:도)? (?:답|연락)",
    ),
    URGENT: (
        r"大?至急|(?:本|今)日(?:中|の|午[前後]|締)|今(?:すぐ|夜|朝|日)|すぐに|直ちに|ただちに|明[日朝後](?:まで|の|に|は)|期限|締(?:め)?切|間に合|お?急ぎ|出発|早急|一刻も"
        r"|[0-9]{1,2}時(?:まで|発|に出)|待って(?:い|お)",
        r"使えな[いくか]|使えません|動かな[いくか]|動きません|でき(?:ません|ない)|進め(?:ません|ない)|困って|困り(?:ます|ました)|止めて(?:ください|下さい|ほしい)|助けて|入れな[いくか]"
        r"|引き落と|引かれ|振り込|仕事にな",
        r"(?i:\burgent\w*|\basap\b|immediately|right now|\bnow\b|\btoday\b|tonight|tomorrow|deadline|by (?:noon"
        r"|monday|tuesday|wednesday|thursday|friday|the end)|this (?:morning|afternoon|evening)|leave[s]? in"
        r"|stranded|stuck|locked out|blocked?\b|before (?:my|the) flight)",
        r"紧急|緊急|马上|立刻|今天|今晚|明天|尽快|赶紧|急[!。,]|무조건 오늘|오늘|지금|당장|내일|급(?:해|합|히)|빨리|(?i:dringend|sofort|heute|morgen"
        r"|urgent|aujourd'hui|demain|urgente|hoy|mañana|hoje|amanhã|oggi|domani|segera|hari ini|gấp|hôm nay)|ด่วน"
        r"|วันนี้|ตอนนี้",
    ),
}  # fmt: skip

PATTERNS: dict[str, re.Pattern[str]] = {label: re.compile("|".join(words)) for label, words in _WORDS.items()}
# Signals whose words also make a comment urgent, in the order in which they do.
ALARMING = ("safety", "privacy", "legal", "outage", "refund", "churn", "vulnerable", "repeat_contact")
