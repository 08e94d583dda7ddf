"""Labels: say the point, stay apart, fall back to words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nlp.taxonomy import Taxonomy
from nlp.themes import ThemeUnit
from nlp.themes.inflection import negative
from nlp.themes.labels import Profile, Voice, label_all, profile
from nlp.themes.main_points import main_points
from nlp.themes.phrases import Wording, point
from nlp.themes.points import said, said_by_theme
from nlp.themes.values import Vector

NOTHING: Vector = np.zeros(2, dtype=np.float32)
OURS = Wording()


def unit(name: str, touchpoint: str | None, pain: str | None, polarity: int) -> ThemeUnit:
    return ThemeUnit(name, name, "ja", NOTHING, polarity, touchpoint, pain)


def spoken(text: str, polarity: int = -1) -> ThemeUnit:
    return ThemeUnit(text, text, "ja", NOTHING, polarity)


def texts(profiles: list[Profile], voices: list[Voice]) -> list[dict[str, str]]:
    return [dict(label.texts) for label in label_all(profiles, voices, OURS)]


def test_the_point_is_said_and_not_a_list_of_words() -> None:
    labels = texts(
        [Profile("delivery", "waiting", (9, 0, 1)), Profile("staff", None, (0, 1, 9))],
        [Voice({"ja": ("配送", "届く", "日")}), Voice({"ja": ("店員", "親切")})],
    )
    assert labels[0] == {"ja": "配送が遅い・届かない", "en": "Delivery: late or not arriving"}
    assert labels[1]["ja"] == "スタッフの対応が良い"


def test_siblings_are_told_apart_by_what_their_people_say() -> None:
    same = Profile("product", "defect", (9, 0, 0))
    labels = texts(
        [same, same], [Voice({"ja": ("電池", "充電")}, ("電池がもたない",)), Voice({"ja": ("画面", "割れる")})]
    )
    assert labels[0]["ja"] == "商品の故障・不具合（電池がもたない）"
    assert labels[1]["ja"] == "商品の故障・不具合（画面）"
    assert labels[0]["en"] != labels[1]["en"]


def test_equal_words_and_equal_points_still_differ() -> None:
    same = Profile("product", "defect", (9, 0, 0))
    assert len({label["ja"] for label in texts([same] * 3, [Voice({})] * 3)}) == 3


def test_a_mood_alone_is_helped_by_words_and_is_vague_without_a_point() -> None:
    store = Profile("store", None, (9, 1, 0))
    spoken = label_all([store], [Voice({"ja": ("レジ", "列"), "en": ("queue", "till")}, ("列が長い",))], OURS)[0]
    assert spoken.texts == {"ja": "店舗への不満（列が長い）", "en": "Store: complaints (queue, till)"}
    assert not spoken.vague
    words = Voice({"ja": ("レジ", "列")})
    assert not label_all([store], [words], OURS)[0].vague
    assert label_all([replace(store, share=0.1)], [words], OURS)[0].vague
    assert label_all([Profile("store", None, (0, 9, 0))], [words], OURS)[0].vague


def test_bare_verbs_and_glued_negations_are_no_labels() -> None:
    voice = Voice({"ja": ("毎月", "起きる", "分かる_ない", "レジ")})
    store = Profile("store", None, (9, 1, 0))
    assert [label["ja"] for label in texts([store, store], [voice, Voice({})])] == [
        "店舗への不満（毎月・レジ）",
        "店舗への不満",
    ]


def test_a_point_that_enough_members_make_is_the_name() -> None:
    told = ["レジで待たされた", "レジで20分も待ちました", "レジで長く待たされる", "レジでかなり待たされました"]
    (point,) = main_points([[spoken(text) for text in told * 2]], [-1], [True])
    assert point is not None
    (label,) = texts([Profile("store", "waiting", (9, 0, 0))], [Voice({"ja": ("レジ", "閉店")}, (), point)])
    assert label == {"ja": "レジで待たされる", "en": "Store: long queues"}


def test_a_point_about_anything_says_of_what() -> None:
    (point,) = main_points([[spoken("対応が悪い")] * 5], [-1], [True])
    (label,) = texts([Profile("contact_center", "attitude", (9, 0, 0))], [Voice({}, (), point)])
    assert label["ja"] == "問い合わせ窓口：対応が悪い"


@pytest.mark.parametrize(
    "centre",
    [
        ["荷物が届かない"] * 3,
        ["荷物が届かない"] * 4 + ["別の話です"] * 60,
        ["荷物が届きました"] * 9,
        ["メールを送りました"] * 9,
    ],
)
def test_what_few_say_or_what_is_only_told_names_nothing(centre: list[str]) -> None:
    assert main_points([[spoken(text) for text in centre]], [-1], [False]) == [None]


def test_a_written_phrase_gives_way_only_to_what_a_quarter_says() -> None:
    centre = [spoken("荷物が届かない")] * 6 + [spoken(f"{n}の話です") for n in range(30)]
    thin, phrased = (main_points([centre], [-1], [written])[0] for written in (False, True))
    assert thin is not None
    assert phrased is None


def test_what_another_theme_says_as_often_or_the_other_side_says_names_nothing() -> None:
    late = [spoken("荷物が届かない")] * 6
    assert main_points([late, late], [-1, -1], [False, False]) == [None, None]
    assert main_points([[spoken("味が良い", 1)] * 6], [-1], [False]) == [None]


def test_an_english_label_has_no_japanese_word() -> None:
    words = Voice({"ja": ("レジ", "閉店")}, ("列が長い",))
    store = Profile("store", None, (9, 1, 0), places=("store", "staff"), pains=("waiting",))
    other = replace(store, places=("store",))
    labels = texts([store, other, replace(other, pains=()), Profile(None, None, (9, 0, 0))], [words] * 4)
    assert [label["en"] for label in labels] == [
        "Store: complaints (Staff)",
        "Store: complaints (slow, long waits)",
        "Store: complaints",
        "Other voices",
    ]
    assert texts([store], [words])[0]["en"] == "Store: complaints"


def test_a_theme_without_a_point_is_called_by_its_place_rather_than_by_words() -> None:
    plain = Profile(None, None, (1, 8, 1), place="ordering")
    voice = Voice({"ja": ("明日", "注文"), "en": ("order", "tomorrow")})
    assert texts([plain], [voice]) == [{"ja": "注文・予約について", "en": "Ordering: general"}]
    assert dict(label_all([plain], [voice], OURS, is_feedback=False)[0].texts) == {
        "ja": "明日・注文",
        "en": "order, tomorrow",
    }


def test_a_language_that_speaks_in_a_third_of_the_theme_has_a_name_of_its_own_words() -> None:
    members = [unit(str(i), "delivery", "waiting", -1) for i in range(6)]
    members += [replace(one, id=f"z{one.id}", language="zh") for one in members[:3]]
    members += [replace(one, id=f"d{one.id}", language="de") for one in members[:1]]
    found = profile(members)
    assert found.languages == ("zh",)
    voice = Voice({"ja": ("配送",), "zh": ("物流", "太慢", "客服", "快递"), "de": ("zug",)})
    first, second = texts([found, found], [voice, voice])
    assert (first["zh"], second["zh"]) == ("物流、太慢、客服", "物流、太慢、客服（快递）")
    assert set(first) == {"ja", "en", "zh"}


def test_without_a_touchpoint_the_pain_point_or_the_words_speak() -> None:
    labels = texts(
        [Profile(None, "waiting", (9, 0, 0)), Profile(None, None, (0, 9, 0)), Profile(None, None, (0, 9, 0))],
        [Voice({"ja": ("受付", "列")}), Voice({"en": ("film", "actor", "award", "prize")}), Voice({})],
    )
    assert labels[0]["ja"].startswith("待たされる・遅い（")
    assert labels[1] == {"ja": "film・actor", "en": "film, actor"}
    assert labels[2]["ja"] == "その他の声"


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("電話が全然つながりません。", ["電話がつながらない"]),
        ("レジの列がとても長かった", ["列が長い"]),
        ("ログインできません", ["ログインできない"]),
        ("返事がありません", ["返事がない"]),
        ("説明は分かりにくい", ["説明が分かりにくい"]),
        ("窓口で一時間待つ", []),
        ("再開を強く求めます", []),
        ("取り扱いをやめないでください", []),
    ],
)
def test_points_are_said_plainly_with_their_negation(text: str, points: list[str]) -> None:
    assert list(said(text)) == points


def test_a_point_counts_when_several_say_it_and_others_do_not() -> None:
    own = ["電話がつながらない。", "電話がつながりません", "電話がまったくつながらなかった", "返事がない"]
    assert said_by_theme([own, ["列が長い"] * 2]) == [["電話がつながらない"], []]


@pytest.mark.parametrize(
    ("word", "kind", "expected"),
    [
        ("分かる", "動詞-一般", "分からない"),
        ("届く", "動詞-一般", "届かない"),
        ("見る", "動詞-一般", "見ない"),
        ("売る", "動詞-一般", "売らない"),
        ("買う", "動詞-一般", "買わない"),
        ("やめる", "動詞-一般", "やめない"),
        ("確認する", "動詞-一般", "確認しない"),
        ("来る", "動詞-一般", "来ない"),
        ("ある", "動詞-一般", "ない"),
        ("良い", "形容詞-一般", "良くない"),
        ("高い", "形容詞-一般", "高くない"),
        ("丁寧", "形状詞-一般", "丁寧でない"),
        ("返事", "名詞-普通名詞", "返事がない"),
    ],
)
def test_negatives_are_japanese(word: str, kind: str, expected: str) -> None:
    assert negative(word, kind) == expected


def test_a_company_name_of_a_touchpoint_is_used() -> None:
    named = Wording({"delivery": {"ja": "配達便", "en": "Delivery"}, "drone": {"ja": "ドローン", "en": "Drone"}})
    assert point("drone", "waiting", -1, named) == {"ja": "ドローンが遅い・待たされる", "en": "Drone: slow, long waits"}
    assert point("delivery", "waiting", -1, named) == {
        "ja": "配達便が遅い・待たされる",
        "en": "Delivery: late or not arriving",
    }
    assert (point("delivery", None, 1, named) or {})["ja"] == "配達便が良い"
    assert point("unheard_of", None, 1, OURS) == {"ja": "unheard_ofが良い", "en": "unheard_of: praised"}


def test_our_own_names_change_no_phrase() -> None:
    default = Taxonomy.default()
    spelt_out = Wording(
        {code: {"ja": one.ja, "en": one.en} for code, one in default.touchpoints.items()},
        {code: {"ja": one.ja, "en": one.en} for code, one in default.pain_points.items()},
    )
    assert Wording.own(default) == OURS
    assert point("delivery", "waiting", -1, spelt_out) == point("delivery", "waiting", -1, OURS)
    assert point("staff", None, 1, spelt_out) == point("staff", None, 1, OURS)
    assert point(None, "waiting", -1, spelt_out) == point(None, "waiting", -1, OURS)


def test_a_company_name_of_a_pain_point_is_used(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text("pain_points: {waiting: {ja: お待たせ}, melted: {ja: 溶けていた, en: Melted}}", encoding="utf-8")
    named = Wording.own(Taxonomy.read(path))
    assert set(named.pain_points) == {"waiting", "melted"}
    assert point("delivery", "waiting", -1, named) == {"ja": "配送：お待たせ", "en": "Delivery: late or not arriving"}
    assert point(None, "waiting", -1, named) == {"ja": "お待たせ", "en": "Slow, long waits"}
    assert point("delivery", "melted", -1, named) == {"ja": "配送：溶けていた", "en": "Delivery: Melted"}
    assert point("delivery", "waiting", 1, named) == point("delivery", None, 1, OURS)


def test_every_code_of_the_taxonomy_has_a_phrase() -> None:
    taxonomy = Taxonomy.default()
    for touchpoint in taxonomy.touchpoints:
        praise = point(touchpoint, None, 1, OURS)
        assert praise is not None
        assert touchpoint not in praise["ja"]
        for pain in taxonomy.pain_points:
            said = point(touchpoint, pain, -1, OURS)
            assert said is not None
            assert "{s}" not in said["ja"] + said["en"]
            assert touchpoint not in said["ja"]
    assert all(point(None, pain, -1, OURS) for pain in taxonomy.pain_points)


def test_a_profile_needs_agreement() -> None:
    agreed = profile([unit(str(i), "delivery", "waiting", -1) for i in range(6)] + [unit("x", "app", None, 1)])
    assert (agreed.touchpoint, agreed.pain_point, agreed.polarity) == ("delivery", "waiting", -1)
    split = profile([unit(str(i), code, None, 0) for i, code in enumerate(["app", "store", "staff", "product"])])
    assert (split.touchpoint, split.polarity) == (None, 0)
    assert agreed.agreed
    assert not split.agreed
    assert profile([unit(str(i), "app", None, 0) for i in range(9)] + [unit("x", "app", None, 1)]).polarity == 0
