"""Words that make a comment urgent or give a signal away, by signal, in the languages we read most.

They explain what the classifier decided and may be told to it (`hits`); alone they decide nothing: a film about a
fire is not on fire. Only the few of `GRAVE` do, which mean one thing wherever they stand.
"""

# ruff: noqa: E501 -- a pattern reads as one line of a table
from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from nlp.tasks import SIGNALS

URGENT = "urgency"

_WORDS: dict[str, tuple[str, ...]] = {
    "safety": (
        r"(?:白い|黒い)?煙|発火|火(?:が出|を噴|花|傷)|火事|燃え|焦げ(?:臭|くさ|た(?:臭|にお)|て(?:い|き))|感電|(?<!ん)やけど(?=[をしのにが。])|ヤケド|怪我|(?<!だ)けが(?=[をしの人が])|ケガ|事故|出血|血が|水ぶくれ|針縫|刺さ",
        r"アレル(?:ギー|ゲン)|じんましん|蕁麻疹|発疹|湿疹|救急|搬送(?:され|先)|病院(?:に|へ|で)|異臭|ガス(?:臭|漏れ|の臭|のにお)|漏電|爆発|破裂|膨ら(?:ん|み)|爆ぜ|一酸化炭素|誤[飲薬]|食中毒|嘔吐|吐[いき]|腹痛|下痢|(?:お腹|おなか)を(?:壊|こわ)|骨折(?:し|させ)|火災(?!保険|報知|警報)",
        r"異物|ガラス(?:片|の破片)|破片|金属片|カビ|虫(?:が|さん)|期限切れ|転倒|転ん|落下|落ちてき|溺れ|ブレーキ|窒息|意識(?:が|を)|倒れ(?:ま|た)|危険|危な[いか]|危うく|呼吸が|息(?:が|苦)|腫れ|かぶれ|高温|熱く(?:なり|なっ)|痺れ|しびれ|咳(?:が|を)|待ち伏せ|薬[^。、]{0,12}(?:違|間違|入れ替|取り違)",
        r"(?i:\bsmok(?:e|ing)\b|(?:on|caught) fire|\bburn(?:t|ed|ing|s)\b|electric shock|\binjur\w+|bleed\w*|allerg\w+|anaphyla\w+|in hospital|ambulance|\bA&E\b|carbon monoxide"
        r"|gas leak|smell of gas|sparks?\b|overheat\w*|swollen|chok(?:e|ed|ing)\b|\bglass in|\bmou?ld\b|food poisoning|vomit\w*|unsafe|dangerous|collapsed|were (?:all )?(?:ill|sick))",
        r"冒烟|着火|起火|烧焦|触电|受伤|出血|过敏|医院|急诊|煤气|漏电|爆炸|鼓包|中毒|呕吐|腹泻|厕所|过期|异物|危险|烫伤|연기|화재|불이|감전|다쳤|화상|물집|알레르기|응급|병원|가스|폭발|식중독|위험|ไฟไหม้|ระเบิด|โรงพยาบาล|ท้องร่วง|ไอซียู|แพ้",
        r"(?i:\brauch|brennt|verletz|stromschlag|allergi|krankenhaus|fumée|incendie|brûl\w+|bless[ée]|humo|incendio|quemad|herid|fumaça|queimad|\bfumo\b|ustion|\bgas\b|cháy|nhập viện|ngộ độc|terbakar|meledak|keracunan)",
    ),
    "privacy": (
        r"不正(?:利用|アクセス|ログイン|送金|な(?:請求|引き落とし|取引))|身に覚え(?:の|が)ない|(?:心当たり|覚え)(?:の|が)ない(?:海外|請求|決済|利用|ログイン|引|注文)|乗っ取|個人情報|個人の連絡先|漏[えい洩]|流出|なりすまし|フィッシング|見知らぬ|知らない(?:人|男|女|住所|貸付)",
        r"(?:他|別|違う|よそ)の?(?:人|方|お客様?|家|お宅|会社)の?[^。、]{0,8}(?:名前|氏名|住所|情報|明細|書類|番号|分まで)|本名|顔写真|(?:名前|写真|プロフィール)[^。、]{0,12}(?:公開|載っ|載り|掲載|書かれ|出る|見え)|番号を控え|盗撮|勝手に(?:引き|購入|登録|使|送金|ログイン)",
        r"(?i:unauthori[sz]ed|(?:did ?n[o']t|never) (?:make|made|authori[sz]e|order)|\bfraud\w*|hacked|stolen|identity|data (?:breach|leak)|someone else'?s|another (?:customer|patient|person)'?s|phishing|my (?:personal )?data|privacy)",
        r"盗刷|盗用|泄露|洩露|隐私|被盗|不是我|诈骗|도용|해킹|유출|개인정보|무단|결제한 적|(?i:missbrauch|gehackt|betrug|auf meinem konto|frauduleux|piraté|de quelqu'un d'autre|fraude|hackead|clonad|clonato|a mi nombre|di un altro)",
    ),
    "legal": (
        r"訴(?:え(?!て(?:も|いた))|訟)|弁護士に|弁護士名|弁護士(?:を|と|へ)[^。]{0,4}(?:相談|立|依頼)|消費者(?:センター|庁|相談)|消費生活(?:センター|相談)|国民生活センター|消セン|法的|法律(?!事務)|違法|警察|被害届|内容証明|裁判|契約違反|(?<!め)(?<!真)詐欺(?!防止)|損害(?:賠償|を)|慰謝料",
        r"監督(?:官庁|署)|金融庁|行政(?:に|へ|指導)|(?<!緊急)通報(?:し|する)|労基|申し立て|しかるべき(?:機関|措置|ところ|対応)|出るところ|相談機関|市に(?:も)?(?:報告|相談|通報)",
        r"(?i:\blawyer|\bsolicitor|\battorney|legal (?:action|advice)|\bsue\b|\bcourt\b|ombudsman|trading standards|environmental health|the police|small claims|regulator|chargeback|by law)",
        r"律师|起诉|监管|法律途径|投诉到|消协|12315|报警|法院|工商|변호사|소송|소비자원|신고(?:하|할|합)|고소|경찰|민원|이의 제기",
        r"(?i:\banwalt|rechtlich|verbraucherzentrale|schlichtung|\bavocat|tribunal|mise en demeure|médiateur|abogad|denuncia|procon\b|justiça|avvocato|pengadilan|polisi|công an|khởi kiện)",
    ),
    "churn": (
        r"(?:解約|退会)(?!(?:済|後|したのに|したはず|しているのに|手続きの?(?:方法)?を教))|(?:もう|今回で|これで)?(?:やめ|辞め)(?:ます|よう|たい|ました)|乗り換え|他社(?:に|へ|の)|二度と[^。、!]{0,12}(?:ない|ません|ねえ|か[。!])",
        r"もう(?:使わ|使い|利用|買わ|買い|行か|行き|来|頼ま|結構)[^。、]{0,6}(?:ない|ません|あり|な[いく]|です)|最後に(?:します|する)|契約(?:を)?(?:更新し(?:な|ま)|切|終了)|更新(?:し(?:ない|ません)|する理由|はしない)|続けるか(?:どうか)?は?迷|継続(?:し(?:ない|ません)|は考え)|見切り",
        r"アンインストール|(?:ほか|他|よそ|別)(?:の(?:店|会社|サービス|ところ)|で)[^。、]{0,6}(?:します|しよう|売り|買い|探|頼み|考え|検討)|区切りと|次は(?:ない|ありません|別|他|ほか)|リピ(?:なし|は(?:し)?な|ート(?:は|し)(?:な|ません))",
        r"(?i:\bcancel(?:l?ing)? (?:my|the|our|today|it|this)|i (?:will|want to|am going to) cancel|\bleaving\b|switch(?:ing|ed)? to|(?:never|not) (?:again|us(?:e|ing)|buy\w*|order\w*|com(?:e|ing) back|return\w*|renew\w*)|clos(?:e|ing) (?:my|the)(?: \w+)? account|delete (?:my|the) account|uninstall\w*|going elsewhere|my business elsewhere|unsubscri\w+)",
        r"退订|注销|取消会员|再也不|换(?:一)?家|卸载|不会再|해지|탈퇴|다시는|갈아타|환승|ไม่กลับไป|เลิกใช้",
        r"(?i:kündig|nie wieder|résili(?:er|ation)|plus jamais|dar(?:me)? de baja|la baja|nunca más|no renovar|cancelar|cancelamento|disdett|rinnovare|mai più|nunca mais|perpanjang|uninstal|hủy (?:gói|hợp đồng))",
    ),
    "refund": (
        r"返金(?!を確認|が確認)|払い?戻|返して(?:ほしい|欲しい|ください|下さい|もら|いただ|く)|お返し(?:くだ|願|いただ)|お?戻し(?:願|くだ|いただ)|二重(?:に|で)?(?:請求|課金|引き|決済|売上)|過剰(?:に)?請求|全額|お金を返|差額|弁償|補償(?:を|は|して)|払え[!。]|そちらの負担|チケ代",
        r"(?:課金|決済|請求|注文|契約)(?:分)?[^。、]{0,6}(?:の|を)?取(?:り)?消|返品(?:し(?:たい|ます|て)|希望|を(?:お願い|希望|依頼))",
        r"(?i:\brefund\w*|money back|reimburse\w*|charged (?:me )?twice|double charged|overcharg\w+|compensation)|退款|退钱|退费|赔偿|多扣|押金|倒找|환불|환급|돌려|보상|결제 취소|이중 ?결제",
        r"(?i:erstatt|geld (?:zurück|nach)|rembours|reembols|devoluci[óo]n|rimbors|estorno|em dobro|dikembalikan|refund|hoàn tiền)|คืนเงิน",
    ),
    "outage": (
        r"(?:通信|システム|サーバー?|大規模)?障害(?:が(?:発生|起き)|発生|中|情報|か[?？]|です)|全(?:員|店舗?|社|館|域|国|台|系統|顧客|サービス|サーバー?|フロア)[^。、]{0,14}(?:止|停|落|ダウン|でき|使え|つながら|繋がら|動か|不能|入れ|分で)|(?:サーバー?|システム|回線|サイト)(?:が|は)?(?:ダウン|落ち(?:て(?:る|い)|た$)|停止)",
        r"(?:決済|サービス|システム|電車|配信)[^。、]{0,10}(?:止まっ|停止|止まる)|また(?:落ち|止まっ|障害)|停電(?!の)|断水|不通|一斉に|皆(?:さん)?(?:が|も)[^。、]{0,8}(?:使え|つながら|入れ|落ち)",
        r"(?i:\boutage|(?:site|app|system|server|network|service|internet|everything)s? (?:is|are|went|has been|been) down\b|servers? down|everyone'?s? [^.]{0,20}(?:can'?t|down|same)|whole (?:site|office|street|town|estate|building)|offline since|power cut|no (?:power|signal) (?:in|since|for))",
        r"宕机|崩了|崩溃|系統(?:又當|忙碌)|全服|全公司|大面积|停电|먹통|접속(?:이)? 안|장애|서버 ?(?:다운|터|전체|점검)|(?i:störung|ausfall|kein strom|\bpanne\b|coupure|caíd[oa]|sin luz|fora do ar|senza gas|seluruh|sập|không (?:vào|bán|truy cập) được)",
    ),
    "vulnerable": (
        r"高齢|(?:母|父|祖母|祖父|ばあ(?:ちゃん|さん)?|じい(?:ちゃん|さん)?)(?=[がはのもをに、])|年寄り|お年寄|[6789]\d(?:歳|代|過ぎ)|(?:八|九|七)十(?:歳|代|[一-九])|障害者|障がい|障害(?:が|の)ある|障害があり|車[椅い][子す]|妊[娠婦]|産[前後休]|赤ちゃん|赤子|新生児|乳児|生後|双子|夜泣き|授乳|ミルク|抱っこ|ベビーカー",
        r"幼児|園児|児童|保育|[0-9一二三四五]歳(?:児|の|が|は|と)|[0-6]歳|子ども|子供|(?:うちの|下の|上の)子|息子|娘(?=[がはのもをに])|孫|保護者|認知症|耳が|目が(?:不|見え|悪)|視力|老眼|聴覚|視覚|難聴|色覚|筆談|手話|入院|手術|透析|持病|がん|腰痛|膝(?:が|の)(?:悪|痛)|独居|介護|(?:白|松葉)?杖|生活保護|うつ病|鬱|在宅酸素|呼吸器|患者",
        r"(?i:\belderly|disab\w+|wheelchair|pregnan\w+|\bbab(?:y|ies)\b|newborn|my (?:mother|father|mum|mom|dad|nan|gran\w*)|dementia|\bdeaf\b|\bblind\b|dialysis|oxygen|surgery|operation\b|crutch\w*|dyslexi\w+|medical (?:condition|device)|(?:my|our) (?:son|daughter|child\w*|kids?|toddler)|\b[6-9]\d[- ]year)",
        r"老人|老年|残疾|轮椅|孕妇|婴儿|宝宝|孩子|八十|七十|노인|어르신|장애인|임산부|아기|아이|휠체어|어머니|아버지|할머니|할아버지|ผู้สูงอายุ|คุณตา|คุณยาย|ลูก(?:ดิฉัน|ผม|สาว|ชาย)|คนท้อง",
        r"(?i:schwanger|rollstuhl|behinder|meine (?:mutter|oma|tochter)|mein (?:vater|opa|sohn)|\bkind(?:er)?\b|fauteuil roulant|handicap|enceinte|mon fils|ma fille|ma mère|embaraz|discapac|mi hij|mi madre|abuel|meu filho|minha (?:filha|mãe)|idos[oa]|muleta|mi[oa] figli|anzian|bambin|dislessic|anak saya|lansia|ibu hamil|con tôi|mẹ tôi|người già)",
    ),
    "repeat_contact": (
        r"(?:[0-9一二三四五六何]{1,5})(?:度|回)(?:目|も|ほど|以上)?(?:に|の|は)?[^。、]{0,10}(?:連絡|問い合わせ|問合せ|電話|メール|お願い|伝え|質問|依頼|うかが|送って)|(?:連絡|問い合わせ|電話|メール)[^。、]{0,10}(?<![0-9一二三四五六何])[0-9二三四五六何]{1,3}(?:度|回|通)(?:目|も)?",
        r"(?:お伺い|連絡|お?問い合わせ|電話|お願い|メール)[^。、]{0,12}[二三四五2-9](?:度|回)目|[二三四五2-9](?:度|回)目(?:の|に)(?:連絡|問い合わせ|電話|メール|お願い|修理|なります)|[二三四五六0-9]回とも|再三|何[度回]も(?:連絡|問い合わせ|電話|メール|お願い|お伝え|伝え|言っ|催促|説明)",
        r"(?:前回|先日|先週|先月|昨年|昨日|三日前|以前)(?:も|に(?:も)?)?[^。、]{0,12}(?:電話(?:し|も)|連絡(?:し|を)|問い合わせ(?:し|た)|相談し|お?伝え(?:し|た)|お願いし|依頼し|申し出|通報した)|(?:問い合わせ|連絡|電話|面会)のたび|(?:まだ|いまだに|未だに)[^。、]{0,10}(?:返事|返信|連絡|回答)",
        r"返[事信答](?:が|も)?[^。、]{0,6}(?:来(?:ない|ません|ず)|ない(?!けれ)|なく|頂け|いただけ|届き?かな)|一度も(?:回答|返事|連絡)|回答が一度も|催促|たらい回し|音沙汰",
        r"(?i:(?:second|third|fourth|fifth|\d{1,3}(?:nd|rd|th)) (?:time|email|call|message|request)|\b(?:called|emailed|phoned|contacted|wrote|written|asked|messaged|reported)\b[^.]{0,24}\b(?:twice|again|times|already)|still (?:no|waiting for) (?:reply|response|answer)|(?:no|without) (?:reply|response|answer)\b|chas(?:ed|ing)\b|again and again|on the \d{1,2}(?:st|nd|rd|th),)",
        r"第[二三四五]次|好几次|多次(?:联系|反映)|一直没(?:回|人)|又(?:打|联系)|报修(?:两|三)次|두 번째|세 번째|여러 번 (?:문의|전화|연락)|또 (?:연락|문의)|아직(?:도)? (?:답|연락)|다시 (?:문의|연락)",
        r"(?i:zum (?:zweiten|dritten|vierten|wiederholten) mal|reviens? vers vous|revenir vers vous|(?:deuxième|troisième) (?:fois|message)|(?:segunda|tercera|cuarta) vez|cada vez un|outra vez|terceira vez|(?:seconda|terza) volta|lần thứ (?:hai|ba|tư)|ketiga kali|kedua kali)",
    ),
    URGENT: (
        r"大?至急|(?:本|今)日(?:中|の(?:午|夕|夜|便|[0-9])|午[前後]|締|[0-9]+時)|いますぐ|今(?:すぐ|夜の|朝から)|たった今|今も|きょうのうち|すぐに(?!使|届|対応して(?:くだ|いただき))|直ちに|ただちに|明[日朝後](?:まで|の(?:朝|午|[0-9]|便|試験|式)|に(?:は|迫)|は)|期限(?:が|は|の)|締(?:め)?切|間に合(?:わ|い(?:ま|そう))|お?急ぎ|早急|一刻も|[0-9]{1,2}時(?:まで|発|に出)",
        r"使えな[いくか]|使えません|動かな[いくか]|動きません|ログインでき|アクセスでき|進め(?:ません|ない)|困って(?:い|お)|止めて(?:ください|下さい|ほしい)|助けて|引き落とさ|引かれ|仕事にな|止まってい|折り?返し(?:希望|を)",
        r"(?i:\burgent\w*|\basap\b|immediately|right now|\bnow\b[!.]|\bNOW\b|by (?:noon|today|tonight|tomorrow|monday|tuesday|wednesday|thursday|friday|the end)|tonight|deadline|today's|(?:flight|train|exam|wedding|surgery) (?:is )?(?:today|tomorrow|in \w+ hours)|stranded|locked out|block (?:the|my) (?:card|account))",
        r"紧急|緊急|马上|立刻|今天(?:之内|必须|下午|晚)|今晚|明天(?:早|上|就|要)|尽快|赶紧|火速|무조건 오늘|오늘(?: 중|까지|밤)|지금 당장|당장|내일(?:까지| 오전)|급(?:해|합|히)|ด่วน|วันนี้|ตอนนี้|เดี๋ยวนี้",
        r"(?i:dringend|sofort|bis (?:heute|morgen|freitag|montag)|urgent|aujourd'hui|avant (?:ce soir|demain|midi)|urgente|hoy mismo|antes de (?:las|mañana)|ainda hoje|entro (?:oggi|domani|stasera)|segera|hari ini juga|gấp|ngay hôm nay|ngay lập tức)",
    ),
}  # fmt: skip

# 「死にたいくらい恥ずかしい」 is a figure of speech, 「死にたい笑」 a joke.
_FIGURE = r"(?!(?:くらい|ぐらい|ほど|程|気分|気持ちにな|けどトッポ)|[\s。、.…]*(?:笑|w|草|😂))"
# By label, the least urgency these words ask for and the words; they give the signal too.
GRAVE: dict[str, tuple[int, re.Pattern[str]]] = {
    "safety": (2, re.compile(
        r"発煙し(?:た(?!い)|まし|て)|発煙が(?:あ(?:り|っ)|起き|発生)|(?<!言葉を)(?<!唾を)(?<!つばを)飲み込ん[^。]{0,12}(?:病院(?:に|へ|で)|救急|受診)"
        r"|(?:手机|手機|充电|充電|电池|電池|插座|插头|电脑|主板|冰箱|空调|洗衣机|电视|机器|設備|设备)[^,。、没沒不会會未无無]{0,6}(?:冒烟|冒煙)"
    )),
    URGENT: (3, re.compile(
        rf"(?:自殺(?:を|は|も|まで|すら)?(?:考え(?!る(?:人|主人公|男|女|少))(?!ている(?:人|主人公|男|女|少))|し(?:たい|たく|よう(?:と|か)|そう)|する(?:しか|つもり))|死にたい|死んでしまいたい|消えてしまいたい|生きていたくな){_FIGURE}"
        r"|(?i:\bkill(?:ing)? myself\b(?! (?:with )?laugh)|\bend(?:ing)? my (?:own )?life\b(?! insurance)|\btak(?:e|ing) my own life|\b(?:i am|i'm|feel(?:ing)?) suicidal|\b(?:thinking (?:of|about)|contemplating|considering|want to commit) suicide"
        r"|\bi (?:just |really )?want(?:ed)? to die\b(?! (?:of|from|laugh|with))|\bdon'?t want to (?:live|be alive) any ?more)"
        r"|(?:想|要|打算|准备|準備|考虑|考慮)要?自[杀殺]|(?<!得)(?<!得我)(?<!到)不想活了|자살(?:하고 ?싶|할 ?(?:생각|거)|을 (?:생각|하고))|죽고 ?싶(?:어|다|습|네|은 (?:마음|생각|심정))"
        r"|(?i:\bmich umbringen|mir das leben nehmen|suizidgedanken|selbstmordgedanken|\bme suicider|en finir avec la vie|envie de mourir|\bsuicidarme|quitarme la vida|\bme suicidar|tirar minha (?:própria )?vida|\bsuicidarmi|togliermi la vita"
        r"|(?:ingin|mau|saya) bunuh diri|(?:muốn|định|nghĩ đến) (?:tự tử|tự sát)|không muốn sống nữa)|อยากฆ่าตัวตาย|คิด(?:จะ)?ฆ่าตัวตาย"
    )),
}  # fmt: skip

# What after or before a word says that it did not happen, or asks whether it may.
_NOT_AFTER = re.compile(
    r"(?:人|等|など)?(?:し?[るたすくうむ]?(?:の|ような)?(?:恐れ|おそれ|心配|危険性?|可能性|リスク|様子|こと|つもり|気|わけ|予定))?(?:"
    r"(?:で(?:は|も)|じゃ)(?:な(?:い|く|かった)|(?:あり|ござい)ません)(?!(?:です|でしょう)?[かのん])"
    r"|(?:は|も|が|を|には|にも)?(?:特に|一切|全く|まったく|誰も)?"
    r"(?:な(?:い|く|かった|し)|無[いくか]|(?:あり|ござい|[いりき])?ません|(?:あり|ござい)ます(?:でしょう)?か|い(?:ない|なかった)|せず"
    r"|(?:し|され|出|起き|考え|負って|見られ)?(?:てい?)?(?:ません|な(?:い|かっ)))"
    r"|(?:(?:が|を)?(?:出|し|起き)た)?ら(?![れし])|[^。、!?\n]{0,3}(?:る?かもしれ|場合(?!が))|[^。、!?\n]{0,6}(?:つもり|気)[はも](?:な|あり))"
    r"|(?:은|는|이|가|도)? ?(?:없|않)|지(?:는|도)? ?않|[^,。]{0,4}[吗嗎]"
)
_NOT_BEFORE = re.compile(
    r"(?i:(?:\bno(?:body| one)?|\bwithout|(?:\bnot|n't|\bnever|\bniemand|\bkeine?\w?|\bnicht|\bohne|\baucune?|\bpersonne n'a|\bpas|\bsans|\bsin|\bnadie|\bningun\w|\bnessun\w?|\bsenza|\bsem|\bnenhum\w?|\bkhông|\btidak|\btanpa))"
    r"(?: (?:was|were|got|is|been|be|get|going to|planning to|one|any|actual|serious|sign of|risk of|été|de|wurde|fue|resultó))* )$"
    r"|(?:没有?|沒有?|未|无|無|不会|不會|怕)[^,。]{0,3}$"
)
# Of these a word may be denied; 「返金がない」 and 「返事がない」 are the trouble itself.
_DENIABLE = frozenset(("safety", "privacy", "legal", "churn", "outage", URGENT))
_NEAR = 30  # characters before a word in which its denial stands
# Missing or failing, these are the trouble itself.
_NEEDED = re.compile(r"意識|呼吸|息|ブレーキ|身に覚え|心当たり|覚え|使え|動[かき]|進め|間に合|締|期限")


def denied(text: str, start: int, end: int, label: str) -> bool:
    """Whether the word at `start`..`end` of a normalised text stands there as what was not, may be or is asked about."""
    if label not in _DENIABLE or _NEEDED.match(text, start) is not None:
        return False
    before = text[max(0, start - _NEAR) : start]
    return _NOT_AFTER.match(text, end) is not None or _NOT_BEFORE.search(before) is not None


_KANA = re.compile("[ぁ-んァ-ヶ]")
# Each row of the table keeps to Japanese or to the rest; a text with kana has no use for the rest.
_JAPANESE = {label: re.compile("|".join(w for w in words if _KANA.search(w))) for label, words in _WORDS.items()}
_ALL = {label: re.compile("|".join(words)) for label, words in _WORDS.items()}
# Signals whose words also make a comment urgent, in the order in which they do.
ALARMING = ("safety", "privacy", "legal", "outage", "refund", "churn", "vulnerable", "repeat_contact")
# The columns of `hits`.
LABELS = (*SIGNALS, URGENT)


def patterns(text: str) -> Mapping[str, re.Pattern[str]]:
    """The pattern of each label that suits a normalised text."""
    return _JAPANESE if _KANA.search(text) is not None else _ALL


def hits(text: str) -> NDArray[np.float32]:
    """For a normalised text, 1 where a word of that label occurs and 0 where none does: (signals + urgency,)."""
    found = patterns(text)
    return np.array([found[label].search(text) is not None for label in LABELS], dtype=np.float32)
