"""Irony is told by what the network knows and by words that praise where the whole complains."""

from pathlib import Path
from time import monotonic

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from nlp.irony import IronyScorer, may_be_irony, signs, thanked_for_trouble
from nlp.tasks import columns
from nlp.training.irony import fit_irony

_RANDOM = np.random.default_rng(7)


def told(count: int) -> tuple[np.ndarray, csr_matrix, np.ndarray]:
    """Signs of which the third tells half of what irony is, and n-grams of which the fifth tells the other half."""
    found = _RANDOM.normal(size=(count, 12)).astype(np.float32)
    spelt = (_RANDOM.random((count, 40)) < 0.3).astype(np.float32)
    return found, csr_matrix(spelt), found[:, 2] + 2 * spelt[:, 5] + 0.3 * _RANDOM.normal(size=count) > 1.6


def judged(scorer: IronyScorer, found: np.ndarray, spelt: csr_matrix) -> np.ndarray:
    return scorer.chances(found, (spelt @ scorer.spelling.table)[:, 0] + scorer.spelling.constants[0])


def test_what_tells_irony_is_learnt_and_the_threshold_is_that_of_unseen_texts() -> None:
    scorer, threshold = fit_irony(*told(1_500))
    found, spelt, truth = told(1_500)
    flagged = judged(scorer, found, spelt) >= threshold
    assert (flagged & truth).sum() / flagged.sum() > 0.8
    assert (flagged & truth).sum() / truth.sum() > 0.6
    assert int(np.abs(scorer.table[:-1]).argmax()) == 2
    assert int(np.abs(scorer.spelling.table[:, 0]).argmax()) == 5


def test_where_nothing_tells_irony_it_stays_unsure() -> None:
    found, spelt, ironical = told(1_500)
    scorer, _ = fit_irony(found, spelt, _RANDOM.permutation(ironical))
    assert judged(scorer, *told(500)[:2]).max() < 0.7


def test_each_scorer_is_heard_for_its_tone_alone() -> None:
    width = max(where.stop for where in columns("passage").values())
    parts = [np.full((2, width), float(number), dtype=np.float32) for number in range(3)]
    assert signs(np.zeros((2, 4), dtype=np.float32), parts).shape == (2, 4 + 3 * 6)


def test_it_is_kept_without_pickle(tmp_path: Path) -> None:
    scorer, _ = fit_irony(*told(200))
    scorer.save(tmp_path / "irony.safetensors")
    again = IronyScorer.load(tmp_path / "irony.safetensors")
    found, spelt, _ = told(50)
    assert judged(again, found, spelt) == pytest.approx(judged(scorer, found, spelt), abs=0.02)


@pytest.mark.parametrize(
    "text",
    [
        "3時間も待たせていただき、ありがとうございました。",
        "さすが一流、電話を5回もたらい回しにしてくれました",
        "返信に1か月もかけてくれてどうもありがとう",
        "2時間も待たせてくださって感謝しかないです",
        "40分も待たせてくれてありがとう!",
        "さすが老舗、予約したのに1時間も待たされました",
        "三日も放置してくださり、ありがとうございます。",
        "問い合わせを2週間も放置していただき感謝しております",
        "たらい回しにしてくださって、どうもありがとう",
        "さすが大手、5つの部署をたらい回しです",
        "返事に10日もかけてくださるとは、さすがです",
        "配送に3週間もかけていただき、ありがとうございました。",
        "クーポンの問い合わせを見事に無視してくれてありがとう",
        "電話で30分も待たせてくれるなんて、さすが一流企業",
        "お見事です、メールを半年も放置とは",
        "会計に20分もかけてくれて、どうもありがとう",
        "おかげさまで4時間も待たせていただきました",
        "寒い中1時間も並ばせていただき、ありがとうございました",
        "さすがのサポート、窓口を4回もたらい回し",
        "ありがとうございます、ひと月も放置されて目が覚めました",
        "何時間も待たせてくれて感謝です",
        "さすが親切ですね、2時間も待たせるなんて",
        "返金に3か月もかけてくれるなんて、感謝感激です",
        "素晴らしい対応ですね、7回もたらい回しにされました",
        "審査に2か月もかけてくださり感謝いたします",
        "丁寧に3日も無視してくださいました",
        "五回も電話をかけ直させていただき、ありがとうございました",
        "さすがプロ、1週間も放置してくれました",
        "1時間も保留にしていただき、ありがとうございました",
        "チェックインで50分も待たせていただけるとは、さすがのおもてなしです",
    ],
)
def test_thanks_for_being_kept_waiting_may_be_irony(text: str) -> None:
    assert thanked_for_trouble(text)


@pytest.mark.parametrize(
    "text",
    [
        "2時間も話を聞いてくださり、ありがとうございました。",
        "3回も来て直してくれて、ありがとう",
        "さすが老舗、味が違います",
        "待たせずに案内してくれて、ありがとうございます",
        "たらい回しにせず一度で答えてくださいました",
        "たらい回しにされることなく、すぐ担当の方につないでくれました",
        "少し待たされましたが、丁寧に対応してくださりありがとうございました",
        "30分も待たされましたが、味はさすがでした",
        "混んでいて1時間も待ちましたが、スタッフの方が何度も声をかけてくれました",
        "お待たせして申し訳ないと飲み物をくださいました",
        "お待たせいただいている間も気を配っていただきました",
        "3時間もかけて丁寧に直してくれました",
        "半日もかけて家中を掃除していただき感謝です",
        "返信に1時間もかからず、ありがとうございます",
        "配達に1日もかからないのはさすがです",
        "ほどよく放置してくれるのが心地よいお店です",
        "そっと放置してくださるので、ゆっくり試着できました",
        "さすがです、3分で着きました",
        "他社ではたらい回しでしたが、こちらは一度で解決してくれました",
        "以前は3時間も待たされたのに、今は5分で呼んでくれます",
        "10年も使わせていただいています。ありがとう",
        "何度も確認していただき、安心しました",
        "5人もスタッフの方が手伝ってくれました",
        "一度も待たされたことがなく、さすがです",
        "長い時間待たせてしまったのに笑顔で迎えてくれた",
        "前の会社では2週間も放置されましたが、御社は即日でした。ありがとう",
        "子どもを2時間も遊ばせてくださって感謝しています",
        "1週間も泊まらせていただき、楽しい時間でした",
        "待たせることなく、さすが一流ホテルですね",
        "遅れて来た私を30分も待っていてくださり、ありがとうございました",
        "重複して送りました。片方は無視してください",
        "開店前に並んでいたら、中で待たせてくれた",
    ],
)
def test_thanks_for_patience_and_help_are_meant(text: str) -> None:
    assert not thanked_for_trouble(text)


def test_the_rule_asks_about_praise_alone() -> None:
    text = "3時間も待たせていただき、ありがとうございました。"
    assert may_be_irony(text, learnt=False, praise=True, found=())
    assert not may_be_irony(text, learnt=False, praise=False, found=())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Wi-Fi", ()),
        ("…", ()),
        ("お弁当を食べた後、お腹を壊しました", ("safety",)),
        ("他の人の住所が見えます", ("privacy",)),
    ],
)
def test_few_letters_and_reports_of_danger_are_no_irony(text: str, found: tuple[str, ...]) -> None:
    assert not may_be_irony(text, learnt=True, praise=False, found=found)


def test_a_long_row_of_digits_is_soon_read() -> None:
    started = monotonic()
    assert not thanked_for_trouble("5" * 50_000)
    assert monotonic() - started < 5
