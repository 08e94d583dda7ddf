import sys

import pytest

from nlp.language import identify

JAPANESE = [
    "不満",
    "満足",
    "問題無",
    "品質良好",
    "迅速対応",
    "従業員親切",
    "最高",
    "最悪",
    "普通",
    "特記事項無",
    "無回答",
    "対応最悪",
    "接客態度不良",
    "在庫不足",
    "待時間長",
    "料金高額",
    "説明不足",
    "駐車場不足",
    "店員態度悪",
    "配送遅延",
    "大満足",
    "Wi-Fi繋がらない",
    "良い",
    "OK牧場です",
    "使えねー",
    "ｻｲｱｸ",
    "神アプリ",
    "w草",
    "PayPay使えず。",
    "我慢限界",
    "基本的満足",
    "終了",
    "価格相応",
    "電話不通",
    "UIが最悪",
    "App不安定です",
    "返金希望",
    "交換希望",
    "解約希望",
    "改善希望",
    "不親切",
    "写真綺麗",
    "美味",
    "やばい",
    "すき♡",
    "是非再利用",
    "了解",
    "ﾀﾞﾒ",
]
OTHERS = {
    "zh": "服务很差|很好|不错|太慢了|味道不好|非常满意|物流慢|好评"
    "|質量很好|没有|一般般|客服态度恶劣|还行|太贵了|快递超级慢,差评|鲜の每日口感不错"
    "|客服一直不理人|不推荐|這個不行|很棒|送得快",
    "en": "good|nice app|great|ok thanks|slow|Terrible service"
    "|love it|works fine|too expensive|not bad|The app crashes every time"
    "|waste of money|LOL worst ever|can't log in|Would buy again|excellent|5 stars",
    "ko": "최악이에요|좋아요|배송 느려요|ㅠㅠ 별로|앱 오류",
    "th": "ดีมาก|ช้ามาก|แอปล่ม",
    "de": "Sehr gut|Leider kaputt|Der Versand war langsam|Alles super, danke",
    "fr": "Très bon|Service nul|Je ne recommande pas|Livraison rapide merci",
    "es": "Muy malo|Excelente servicio|Llegó tarde y roto|¿Por qué tarda?",
    "pt": "Muito bom|Péssimo atendimento|Não funciona|Produto chegou quebrado",
    "it": "Pessimo servizio|Ottimo prodotto|Non funziona|Consegna in ritardo",
    "id": "Pelayanan lambat|Barang bagus|tidak bisa login|mantap",
    "vi": "Giao hàng chậm|Rất tốt|ứng dụng bị lỗi",
    "nl": "Heel goed|Slechte service|Werkt niet",
    "ru": "Отлично|Очень плохо",
    "uk": "Дуже погано, не їде",
    "ar": "خدمة سيئة",
    "fa": "خیلی بد گچ",
    "hi": "बहुत अच्छा",
    "he": "שירות גרוע",
    "el": "Πολύ καλό",
    "tr": "Çok kötü hizmet, sipariş gelmedi",
    "pl": "Bardzo słaba obsługa",
}


@pytest.mark.parametrize("text", JAPANESE)
def test_short_japanese_is_japanese(text: str) -> None:
    assert identify(text).code == "ja"


@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code, texts in OTHERS.items() for text in texts.split("|")]
)
def test_short_comments_of_other_languages(code: str, text: str) -> None:
    assert identify(text).code == code


@pytest.mark.parametrize("text", ["", "👍", "5", "!!", "A+", "ok"])
def test_a_text_that_says_nothing_takes_the_prior_and_else_is_unknown(text: str) -> None:
    assert identify(text).code == "und"
    assert identify(text, prior="ja").code == "ja"
    assert identify(text, "ko").code == "ko"


def test_the_hint_decides_for_characters_that_both_languages_share() -> None:
    assert identify("普通", "zh").code == "zh"
    assert identify("普通", "ja-JP").code == "ja"
    assert identify("普通", "zh").source == "hint"


def test_the_hint_does_not_overrule_the_script() -> None:
    assert identify("とてもよかったです", "en").code == "ja"
    assert identify("服务很差", "ja").code == "zh"
    assert identify("The delivery was late and nobody answered", "ja").code == "en"


def test_the_hint_settles_a_short_doubtful_word() -> None:
    assert identify("normal", "es").code == "es"


def test_a_nonsense_hint_is_ignored() -> None:
    assert identify("普通", "???").code == "ja"


def test_links_and_addresses_are_not_english() -> None:
    assert identify("https://example.com/path 遅い").code == "ja"
    assert identify("https://example.com/some/english/words", prior="ja").code == "ja"


def test_japanese_with_english_words_is_japanese() -> None:
    assert identify("Very good location! 駅まで3分。Frontは「予備がない」").code == "ja"


def test_english_with_one_japanese_word_is_english() -> None:
    text = "I really enjoyed the course here, the chef explained every dish and the すし was perfect in every way"
    assert identify(text).code == "en"


def test_korean_with_a_kana_brand_is_korean() -> None:
    assert identify("일본 브랜드 の 제품인데 정말 좋아요").code == "ko"


def test_confidence_is_a_probability() -> None:
    for text in [*JAPANESE, "普普通通", "hm", "The delivery was slow"]:
        assert 0 <= identify(text).confidence <= 1


def test_japanese_never_loads_the_statistics(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lingua", None)
    assert identify("配送が遅いです").code == "ja"
    assert identify("品質良好").code == "ja"


def test_half_a_surrogate_pair_does_not_stop_the_statistics() -> None:
    assert identify("Qualcosa \ud800 di strano qui").code == identify("Qualcosa  di strano qui").code


@pytest.mark.parametrize("text", ["PayPay", "LINE", "iPhone 15 Pro Max 256GB", "Google Pixel 8a", "AirPods Pro"])
def test_names_of_products_have_no_language_of_their_own(text: str) -> None:
    assert identify(text).code == "und"
    assert identify(text, prior="ja").code == "ja"
    assert identify(text, "en", prior="ja").code == "en"


@pytest.mark.parametrize("text", ["Wi-Fi", "Nein", "Suica", "Amazon Prime Video"])
def test_the_prior_settles_a_few_doubtful_letters(text: str) -> None:
    assert identify(text, prior="ja").code == "ja"
    assert identify(text, prior="ja").source == "prior"


def test_the_prior_does_not_overrule_everyday_words_or_many_letters() -> None:
    assert identify("Sehr gut", prior="ja").code == "de"
    assert identify("Qualcosa di strano succede qui ogni giorno", prior="ja").code == "it"


@pytest.mark.parametrize("code", ["fr", "it", "ja"])
def test_an_answer_many_languages_spell_alike_is_in_that_of_the_question(code: str) -> None:
    assert identify("Non", prior=code).code == code
