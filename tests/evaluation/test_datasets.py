"""Declarations turn rows into examples, and name what is missing."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.datasets import DATASETS, Dataset, dataset
from evaluation.mappings import URGENT, four_way
from nlp.training.split import held_back


def declared(folder: Path, rows: list[dict[str, object]], source: Dataset) -> Dataset:
    path = folder / source.pattern.replace("*", "x").removesuffix(".gz")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return replace(source, pattern=str(path.relative_to(folder)))


def test_names_are_unique_and_every_set_says_its_licence_split_language_and_content() -> None:
    assert len({d.name for d in DATASETS}) == len(DATASETS)
    assert all(d.licence and d.split and d.languages for d in DATASETS)
    assert all(len(d.sha256) == 16 and int(d.sha256, 16) for d in DATASETS)
    assert all(len(code) == 2 for d in DATASETS for code in d.languages)


def test_a_set_of_several_languages_is_called_so() -> None:
    assert [dataset(name).language for name in ("feedback_ja", "us_airline", "umsab")] == ["ja", "en", "mul"]


def test_our_own_probes_are_those_that_were_declared() -> None:
    probes = dataset("probes_ja")
    assert probes.as_declared(Path())
    assert {example.language for example in probes.examples(Path())} == set(probes.languages)


def test_other_rows_than_those_declared_are_noticed(tmp_path: Path) -> None:
    one = declared(tmp_path, [{"text": "a", "sentiment": "positive"}], dataset("jrte_pn"))
    assert not one.as_declared(tmp_path)
    assert replace(one, sha256=one.fingerprint(tmp_path)).as_declared(tmp_path)


def test_pairs_that_were_learnt_from_are_not_scored(tmp_path: Path) -> None:
    rows = [{"a": f"犬が{n}匹いる", "b": "犬がいる", "score": n} for n in range(4)]
    one = declared(tmp_path, rows, dataset("jsick"))
    (tmp_path / "train").mkdir()
    (tmp_path / "train" / "seen.jsonl").write_text(json.dumps(rows[2]) + "\n", encoding="utf-8")
    assert [e.gold for e in replace(one, learnt="train/seen.jsonl").examples(tmp_path)] == ["0", "1", "3"]
    with pytest.raises(FileNotFoundError, match=r"train/none\.jsonl"):
        replace(one, learnt="train/none.jsonl").examples(tmp_path)


def test_only_high_urgency_is_what_we_call_urgent(tmp_path: Path) -> None:
    rows = [{"text": "x", "lang": "en", "urgency": level} for level in ("Low", "Medium", "High")]
    found = declared(tmp_path, rows, dataset("telecom_urgency")).examples(tmp_path)
    assert [e.gold == URGENT for e in found] == [False, False, True]


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"'jrte' is not declared; wanted one of jrte_pn"):
        dataset("jrte")


def test_a_missing_file_names_the_set_and_the_pattern(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"'jrte_pn': no file matches 'eval/jrte_pn\.jsonl'"):
        dataset("jrte_pn").files(tmp_path)


def test_a_forced_choice_leaves_the_middle_out(tmp_path: Path) -> None:
    rows = [
        {"text": t, "lang": "ja", "sentiment": s} for t, s in (("a", "negative"), ("b", "neutral"), ("c", "positive"))
    ]
    assert [e.gold for e in declared(tmp_path, rows, dataset("amazon_ja_pos_neg")).examples(tmp_path)] == [
        "negative",
        "positive",
    ]


def test_only_the_held_back_fifth_of_our_comments_is_scored(tmp_path: Path) -> None:
    rows = [{"id": f"ja01-{n:04d}", "text": "x", "lang": "ja", "sentiment": -2} for n in range(200)]
    examples = declared(tmp_path, rows, dataset("feedback_ja")).examples(tmp_path)
    assert 20 < len(examples) < 60
    assert all(held_back(e.id) and e.gold == "negative" for e in examples)


def test_development_splits_leave_training_rows_alone(tmp_path: Path) -> None:
    rows = [{"text": s, "lang": "en", "sentiment": "pos", "split": s} for s in ("train", "dev")]
    assert [e.text for e in declared(tmp_path, rows, dataset("umsab")).examples(tmp_path)] == ["dev"]


@pytest.mark.parametrize(
    ("sentiment", "expected"), [(-2, "negative"), (-1, "negative"), (0, "neutral"), (2, "positive"), ("mixed", "mixed")]
)
def test_five_degrees_and_mixed_become_four_classes(sentiment: int | str, expected: str) -> None:
    assert four_way(sentiment) == expected


def test_the_fingerprint_follows_the_content(tmp_path: Path) -> None:
    one = declared(tmp_path, [{"text": "a", "sentiment": "positive"}], dataset("jrte_pn"))
    before = one.fingerprint(tmp_path)
    declared(tmp_path, [{"text": "b", "sentiment": "positive"}], dataset("jrte_pn"))
    assert one.fingerprint(tmp_path) != before


def test_probes_are_pairs_that_differ_in_class() -> None:
    examples = dataset("probes_ja").examples(Path())
    pairs: dict[str, set[str]] = {}
    for example in examples:
        pairs.setdefault(example.row["pair"], set()).add(example.gold)
    assert len(pairs) >= 400
    assert len({e.row["kind"] for e in examples}) >= 20
    assert all(len(classes) == 2 for classes in pairs.values())


def test_no_probe_is_a_training_comment() -> None:
    from nlp.training.corpus import own_comments

    written = {example.text for example in own_comments()}
    short_answers = {"特になし", "特になし。", "なし"}
    assert {e.text for e in dataset("probes_ja").examples(Path())} & written <= short_answers
