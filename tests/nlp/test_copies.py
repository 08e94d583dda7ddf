from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from nlp.copies import copies

SAMPLE = Path(__file__).parents[2] / "workers" / "connectors" / "sample_data"

EGGS = "平飼い卵の取り扱いをやめないでください。私たちは価格ではなく、鶏の暮らしで選んでいます。販売の再開を求めます。"


def test_the_campaign_of_the_sample_is_one_text_and_nobody_else_is_in_it() -> None:
    with gzip.open(SAMPLE / "comments.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    story = json.loads((SAMPLE / "story.json").read_text(encoding="utf-8"))
    campaign = set(story["stories"]["campaign"]["external_ids"])
    ids = [row["external_id"] for row in rows]
    pairs = [(ids[a], ids[b]) for a, b in copies([row["text"] for row in rows]) if len(rows[b]["text"]) >= 20]
    assert {comment for pair in pairs for comment in pair} == campaign
    assert len(pairs) == len(campaign) - 1


@pytest.mark.parametrize(
    "passed_on",
    [
        "ひなたマルシェさん、" + EGGS,
        EGGS + " #平飼い卵を棚に #ひなたマルシェ",
        EGGS + "うちは毎週二パック買っていました。",
        "お世話になります。" + EGGS + "よろしくお願いします。",
        EGGS.replace("。", " ").replace("、", " "),
    ],
)
def test_what_was_added_to_a_text_does_not_hide_it(passed_on: str) -> None:
    assert copies([EGGS, passed_on]) == [(0, 1)]


def test_as_many_pairs_as_join_the_copies() -> None:
    assert len(copies([EGGS, EGGS + "お願いします。", EGGS, EGGS + "ぜひお願いします。"])) == 3


@pytest.mark.parametrize(
    "other",
    [
        EGGS.replace("やめないで", "やめて").replace("求めます", "求めません").replace("選んでいます", "選びません"),
        "販売の再開を求めます。",
        "平飼い卵の取り扱いをやめないでください。"
        + "ほかの商品もよく買うので、売り場をもっと広げてもらえるとうれしいです。" * 2,
        "",
    ],
)
def test_another_side_one_sentence_in_common_and_nothing_are_no_copies(other: str) -> None:
    assert copies([EGGS, other]) == []


def test_the_same_greeting_does_not_make_two_texts_one() -> None:
    greeting = "いつもお世話になっております。先日はお忙しいところご対応いただきありがとうございました。"
    first = greeting + "本日届いた荷物の箱がつぶれて中身のグラスが割れており、交換をお願いしたくご連絡しました。"
    second = greeting + "会員証の住所変更をアプリから行いましたが反映されず、次回の配送先が心配になっています。"
    assert copies([first, second]) == []
