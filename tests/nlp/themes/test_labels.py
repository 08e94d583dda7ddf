"""Labels: say the point, stay apart, fall back to words."""

from __future__ import annotations

import numpy as np

from nlp.taxonomy import Taxonomy
from nlp.themes import ThemeUnit
from nlp.themes.labels import Profile, label_all, profile
from nlp.themes.phrases import point
from nlp.themes.values import Vector

NOTHING: Vector = np.zeros(2, dtype=np.float32)


def unit(name: str, touchpoint: str | None, pain: str | None, polarity: int) -> ThemeUnit:
    return ThemeUnit(name, name, "ja", NOTHING, polarity, touchpoint, pain)


def test_the_point_is_said_and_not_a_list_of_words() -> None:
    labels = label_all(
        [Profile("delivery", "waiting", (9, 0, 1)), Profile("staff", None, (0, 1, 9))],
        [{"ja": ("配送", "届く", "日")}, {"ja": ("店員", "親切")}],
        {},
    )
    assert labels[0] == {"ja": "配送が遅い・届かない", "en": "Delivery: late or not arriving"}
    assert labels[1]["ja"] == "スタッフの対応が良い"


def test_siblings_are_told_apart_by_their_own_words() -> None:
    same = Profile("product", "defect", (9, 0, 0))
    labels = label_all([same, same], [{"ja": ("電池", "充電")}, {"ja": ("画面", "割れる")}], {})
    assert labels[0]["ja"] == "商品の故障・不具合（電池・充電）"
    assert labels[1]["ja"] == "商品の故障・不具合（画面・割れる）"
    assert labels[0]["en"] != labels[1]["en"]


def test_equal_words_and_equal_points_still_differ() -> None:
    same = Profile("product", "defect", (9, 0, 0))
    labels = label_all([same, same, same], [{}, {}, {}], {})
    assert len({label["ja"] for label in labels}) == 3


def test_a_mood_alone_is_helped_by_words() -> None:
    labels = label_all([Profile("store", None, (9, 1, 0))], [{"ja": ("レジ", "列"), "en": ("queue", "till")}], {})
    assert labels[0] == {"ja": "店舗への不満（レジ・列）", "en": "Store: complaints (queue, till)"}


def test_without_a_touchpoint_the_pain_point_or_the_words_speak() -> None:
    labels = label_all(
        [Profile(None, "waiting", (9, 0, 0)), Profile(None, None, (0, 9, 0)), Profile(None, None, (0, 9, 0))],
        [{"ja": ("分", "列")}, {"en": ("film", "actor", "award", "prize")}, {}],
        {},
    )
    assert labels[0]["ja"] == "待たされる・遅い（分・列）"
    assert labels[1] == {"ja": "film・actor・award", "en": "film, actor, award"}
    assert labels[2]["ja"] == "その他の声"


def test_a_company_name_of_a_touchpoint_is_used() -> None:
    names = {"delivery": {"ja": "宅配", "en": "Home delivery"}, "drone": {"ja": "ドローン", "en": "Drone"}}
    assert point("drone", "waiting", -1, names) == {"ja": "ドローンが遅い・待たされる", "en": "Drone: slow, long waits"}
    assert point("unheard_of", None, 1, {}) == {"ja": "unheard_ofが良い", "en": "unheard_of: praised"}


def test_every_code_of_the_taxonomy_has_a_phrase() -> None:
    taxonomy = Taxonomy.default()
    for touchpoint in taxonomy.touchpoints:
        praise = point(touchpoint, None, 1, {})
        assert praise is not None
        assert touchpoint not in praise["ja"]
        for pain in taxonomy.pain_points:
            said = point(touchpoint, pain, -1, {})
            assert said is not None
            assert "{s}" not in said["ja"] + said["en"]
            assert touchpoint not in said["ja"]
    assert all(point(None, pain, -1, {}) for pain in taxonomy.pain_points)


def test_a_profile_needs_agreement() -> None:
    agreed = profile([unit(str(i), "delivery", "waiting", -1) for i in range(6)] + [unit("x", "app", None, 1)])
    assert (agreed.touchpoint, agreed.pain_point, agreed.polarity) == ("delivery", "waiting", -1)
    split = profile([unit(str(i), code, None, 0) for i, code in enumerate(["app", "store", "staff", "product"])])
    assert (split.touchpoint, split.polarity) == (None, 0)
    assert profile([unit(str(i), "app", None, 0) for i in range(9)] + [unit("x", "app", None, 1)]).polarity == 0
