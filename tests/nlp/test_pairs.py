from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import pytest

from nlp import pairs as parsing
from nlp.pair_values import Ease, Pair
from nlp.pair_words import is_telling, sense
from nlp.pairs import AT_ONCE, opinion_pairs


def pairs(text: str, language: str = "ja") -> list[str]:
    return [str(pair) for pair in opinion_pairs([text], [language])[0]]


def first(text: str) -> Pair:
    return opinion_pairs([text], ["ja"])[0][0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("配送が遅い", ["配送-遅い"]),
        ("対応が悪くなかった", ["対応-悪い(否定)"]),
        ("品質は良くない", ["品質-良い(否定)"]),
        ("味は悪くはない", ["味-悪い(否定)"]),
        ("スタッフが親切ではなかった", ["スタッフ-親切(否定)"]),
        ("説明が分かりにくい", ["説明-分かりにくい"]),
        ("アプリを改善してほしい", ["アプリ-改善する(要望)"]),
        ("対応を早くしていただきたい", ["対応-早くする(要望)"]),
        ("送料を無料にしてほしい", ["送料-無料にする(要望)"]),
        ("返事が欲しかった", ["返事-欲しい(要望)"]),
        ("待ち時間が長い", ["待ち時間-長い"]),
        ("届くのが遅くて困りました", ["届くの-遅い"]),
        ("価格は高くないが味が薄い", ["価格-高い(否定)", "味-薄い"]),
        ("電話がつながりません", ["電話-つながる(否定)"]),
        ("解約したいのに電話がつながらない", ["電話-つながる(否定)"]),
        ("使いやすいアプリ", ["アプリ-使いやすい"]),
        ("美味しい料理", ["料理-美味しい"]),
        ("音が大きすぎる", ["音-大きすぎる"]),
        ("不満はない", ["不満-ない"]),
        ("不満がないわけではない", ["不満-ない(否定)"]),
        ("対応に不満", ["対応-不満"]),
        ("ログインできない", ["ログイン-できる(否定)"]),
        ("3時間も待たされた", ["3時間-待たされる"]),
        ("ﾎﾞﾀﾝが押しにくい", ["ボタン-押しにくい"]),
        ("画面が使いづらい", ["画面-使いづらい"]),
        ("説明書が分かりやすい", ["説明書-分かりやすい"]),
        ("対応は悪くなくはない", ["対応-悪い"]),
        ("不満がなくはない", ["不満-ない(否定)"]),
        ("ポイントが使えなくなった", ["ポイント-使える(否定)"]),
        ("値段が高くなった", ["値段-高い"]),
        ("返事が来ない", ["返事-来る(否定)"]),
        ("領収書を発行してもらいたい", ["領収書-発行する(要望)"]),
        ("待たされるのが嫌だ", ["待たされるの-嫌"]),
        ("返金してもらえない", ["返金-してもらえる(否定)"]),
        ("修理していただけませんでした", ["修理-していただける(否定)"]),
        ("対応してくれない", ["対応-してくれる(否定)"]),
        ("返品は無料にすべき", ["返品-無料にする(要望)"]),
        ("説明書を入れるべきです", ["説明書-入れる(要望)"]),
        ("色が選べるといいな", ["色-選べる(要望)"]),
        ("値段がもう少し安ければいいのに", ["値段-安い(要望)"]),
        ("改善を希望します", ["改善-希望する(要望)"]),
        ("ボタンを押すと画面が消える", ["ボタン-押す", "画面-消える"]),
        ("店員が丁寧に対応してくれた", ["店員-対応する"]),
        ("値段高い", ["値段-高い"]),
        ("接客最悪", ["接客-最悪"]),
        ("対応早い", ["対応-早い"]),
        ("待ち時間長すぎ", ["待ち時間-長すぎる"]),
        ("店員無愛想", ["店員-無愛想"]),
        ("アプリ使いにくい", ["アプリ-使いにくい"]),
        ("スタッフ対応悪い", ["スタッフ対応-悪い"]),
        ("操作が分かりやすくない", ["操作-分かりやすい(否定)"]),
        ("画面が見づらくはない", ["画面-見づらい(否定)"]),
        ("味は良く価格も安い", ["味-良い", "価格-安い"]),
        ("画面は見やすく操作も分かりやすい", ["画面-見やすい", "操作-分かりやすい"]),
        ("部屋が汚くて狭い", ["部屋-汚い", "部屋-狭い"]),
        ("説明が丁寧で分かりやすい", ["説明-丁寧", "説明-分かりやすい"]),
        ("部屋が広くきれいだった", ["部屋-広い", "部屋-きれい"]),
        ("電池の減りが早い", ["電池の減り-早い"]),
        ("部屋のエアコンの音がうるさい", ["エアコンの音-うるさい"]),
    ],
)
def test_the_parse_is_mended(text: str, expected: list[str]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今日の料理がまずい", ["料理-まずい"]),
        ("私の注文が遅い", ["注文-遅い"]),
        ("味が薄くて残念", ["味-薄い"]),
        ("対応が早くて安心した", ["対応-早い"]),
        ("くせがなくて飲みやすい", ["くせ-ない"]),
        ("荷物が早く届いた", ["荷物-届く"]),
        ("ボタンが正しく動かない", ["ボタン-動く(否定)"]),
        ("部屋がすごく広い", ["部屋-広い"]),
        ("今日寒い", []),
        ("10分遅い", []),
        ("本当最悪", []),
        ("最高品質のサービス", []),
    ],
)
def test_what_is_not_said_of_a_thing_is_no_pair_of_it(text: str, expected: list[str]) -> None:
    assert pairs(text) == expected


def test_difficulty_and_ease_are_kept() -> None:
    assert first("画面が見づらくて困る").ease is Ease.HARD
    assert first("使いやすいアプリ").ease is Ease.EASY


def test_a_question_is_no_statement() -> None:
    assert first("なぜ返事が来ないのか").question
    assert not first("返事が来ない").question


def test_own_desire_is_no_request() -> None:
    pair = first("会員を解約したいのに進めない")
    assert pair.own_desire
    assert not pair.wish


def test_offsets_span_the_pair_in_the_text_as_received() -> None:
    text = "㈱森の件。ﾎﾞﾀﾝが押しにくい。"
    pair = opinion_pairs([text], ["ja"])[0][-1]
    assert text[pair.start : pair.end] == "ﾎﾞﾀﾝが押しにくい"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The delivery was really slow.", ["delivery-slow"]),
        ("en", "the app isn't easy", ["app-easy(否定)"]),
        ("zh", "物流太慢了", ["物流-慢"]),
        ("ko", "배송이 너무 느려요", ["배송-느려"]),
        ("de", "Der Kundenservice war nicht freundlich", ["kundenservice-freundlich(否定)"]),
        ("fr", "La livraison était très lente", ["livraison-lente"]),
        ("es", "El servicio fue muy lento", ["servicio-lento"]),
        ("it", "La consegna è stata troppo lenta", ["consegna-lenta"]),
        ("it", "Il personale non era gentile", ["personale-gentile(否定)"]),
        ("pt", "A entrega foi muito lenta", ["entrega-lenta"]),
        ("pt", "O atendimento não é bom", ["atendimento-bom(否定)"]),
        ("sw", "Huduma mbaya", []),
    ],
)
def test_other_languages_have_a_lighter_rule(language: str, text: str, expected: list[str]) -> None:
    assert pairs(text, language) == expected


def test_a_pair_says_how_it_was_found() -> None:
    assert first("配送が遅い").rule == "parse"
    assert opinion_pairs(["The delivery was slow"], ["en"])[0][0].rule == "order"


def test_every_text_has_its_own_pairs_in_order() -> None:
    found = opinion_pairs(["配送が遅い", "great staff", "うーん", "味が薄い"], ["ja", "en", "ja", "ja"])
    assert [[str(pair) for pair in each] for each in found] == [["配送-遅い"], ["staff-great"], [], ["味-薄い"]]


@pytest.mark.parametrize(
    ("aspect", "predicate", "language", "tells"),
    [
        ("配送", "遅い", "ja", True),
        ("返事", "来る", "ja", True),
        ("次", "写真", "ja", False),
        ("返品", "こと", "ja", False),
        ("もの", "良い", "ja", False),
        ("料理のほう", "良い", "ja", False),
        ("電池の減り", "早い", "ja", True),
        ("ため", "困る", "ja", False),
        ("3時間", "待たされる", "ja", False),
        ("とても", "良い", "ja", False),
        ("店", "する", "ja", False),
        ("届くの", "遅い", "ja", True),
        ("delivery", "slow", "en", True),
        ("one", "good", "en", False),
        ("2", "late", "en", False),
    ],
)
def test_formal_nouns_numbers_and_adverbs_tell_nothing(aspect: str, predicate: str, language: str, tells: bool) -> None:
    pair = Pair(aspect, predicate, False, False, False, None, False, 0, 1, "parse")
    assert is_telling(pair, language) is tells


def test_compounds_and_spellings_of_one_sense_are_one() -> None:
    senses = {sense(first(text), "ja") for text in ("ポイント還元が減る", "還元が減りました", "還元がへった")}
    assert len(senses) == 1
    assert sense(first("値段が減る"), "ja") not in senses


def test_many_sentences_are_parsed_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """spaCy's own thousand together held 1.1 GiB; the pairs of each text are those it has alone."""
    parser, sizes = parsing._parser(), []

    class Counting:
        def pipe(self, texts: Iterable[str], *, batch_size: int) -> Iterator[Any]:
            waiting = iter(texts)
            while part := list(islice(waiting, batch_size)):
                sizes.append(len(part))
                yield from parser.pipe(part, batch_size=batch_size)

    monkeypatch.setattr(parsing, "_parser", Counting)
    said = ["配送が遅い", "味が濃い", "電話がつながらない"] * 50
    found = [tuple(map(str, own)) for own in opinion_pairs(said, ["ja"] * len(said))]
    assert found == [("配送-遅い",), ("味-濃い",), ("電話-つながる(否定)",)] * 50
    assert sizes == [AT_ONCE, len(said) - AT_ONCE]
