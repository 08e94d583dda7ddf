from __future__ import annotations

import random
from pathlib import Path

import pytest

from workers.connectors.encodings import detect
from workers.connectors.registry import connector_for
from workers.connectors.values import OpenOptions, Row

PHRASES = [
    "配達が三日も遅れた", "店員さんの笑顔がよかったです", "アプリにログインできません", "価格が高いと思う",
    "また利用したい", "電話がつながらない", "梱包が丁寧で助かりました", "ポイントが付いていない", "ﾎﾟｲﾝﾄが消えた",
    "返品の手続きが分かりにくい", "特になし", "品ぞろえ豊富", "①～③の順に試した", "㈱の表記が違う",
]  # fmt: skip
PLAIN = PHRASES[:8] + PHRASES[9:12]


def table(count: int, seed: int, phrases: list[str]) -> list[tuple[str, str]]:
    rng = random.Random(seed)
    return [(str(i), "、".join(rng.sample(phrases, 2)) + "。") for i in range(count)]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le", "utf-16-be", "euc_jp", "iso2022_jp"]
)
@pytest.mark.parametrize("count", [1, 3, 10, 100, 10_000])
def test_every_encoding_gives_the_exact_text(tmp_path: Path, encoding: str, count: int) -> None:
    phrases = PLAIN if encoding in ("euc_jp", "iso2022_jp") else PHRASES
    for seed in range(1 if count > 1000 else 6):
        rows = table(count, seed, phrases)
        content = "番号,ご意見\r\n" + "".join(f"{number},{text}\r\n" for number, text in rows)
        path = tmp_path / f"{seed}.csv"
        path.write_bytes(content.encode(encoding))
        opened = connector_for(path).open(path, OpenOptions())
        found = [tuple(row.values.values()) for row in opened.rows if isinstance(row, Row)]
        assert found == rows, opened.notes


def test_euc_with_machine_dependent_characters_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("番号,ご意見\n1,①の手順がわかりにくいです\n".encode("euc_jis_2004"))
    assert detect(path).name == "euc_jis_2004"


def test_half_width_kana_is_not_taken_for_euc(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("番号,ｺﾞｲｹﾝ\n1,ﾊｲﾀﾂｶﾞｵｿｲ､ﾃﾞﾝﾜｶﾞﾂﾅｶﾞﾗﾅｲ｡\n2,ﾖｶｯﾀﾃﾞｽ\n".encode("cp932"))
    assert detect(path).name == "cp932"


def test_western_text_is_not_taken_for_kanji(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("id,text\n1,Les cafés étaient fermés à midi\n2,très déçue\n".encode("cp1252"))
    assert detect(path).name == "cp1252"


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "a.csv"
    rows = [["番号", "ご意見", "日付"], ["1", '"遅い, 高い; 残念"', "2024/1/1"], ["2", "良い", "2024/1/2"]]
    path.write_text("\n".join(delimiter.join(row) for row in rows), encoding="utf-8")
    opened = connector_for(path).open(path, OpenOptions())
    first = next(iter(opened.rows))
    assert isinstance(first, Row)
    assert first.values == {"番号": "1", "ご意見": "遅い, 高い; 残念", "日付": "2024/1/1"}


def test_the_encoding_can_be_given(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("text\n안녕하세요\n".encode("cp949"))
    opened = connector_for(path).open(path, OpenOptions(encoding="cp949"))
    assert [row.values for row in opened.rows if isinstance(row, Row)] == [{"text": "안녕하세요"}]
