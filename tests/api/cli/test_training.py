"""`kikitori train`: what it learns from, and when the new weights are refused."""

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models

from api.cli.training import worse
from api.house import journey, pain_points
from api.labelled import corrected, labelled_rows
from evaluation.metrics import Score
from evaluation.results import Result
from models.corrections import correct
from models.database import reading, writing
from models.errors import Refused
from models.workspaces import NewTouchpoint, put_taxonomy
from nlp.analyser import Analyser
from nlp.classifier import UnfitWeightsError
from nlp.encoder import WEIGHTS
from nlp.tasks import INTENTS, PAIN_POINTS, SENTIMENTS, TOUCHPOINTS
from nlp.taxonomy import Taxonomy
from nlp.training.corpus import Example, Point
from nlp.values import Reading, Text
from tests.api.cli.conftest import Command
from tests.api.conftest import Door
from tests.api.shop import open_shop
from workers.adopted import in_use


def result(**scores: float) -> Result:
    measured = {name: Score(value, value - 0.02, value + 0.02, 100) for name, value in scores.items()}
    return Result("probes", "pairs", "all", "ours", "hash", "kikitori", "v", 100, 1.0, 1, measured)


def test_weights_are_worse_when_a_measure_falls_below_the_old_interval() -> None:
    assert worse([result(macro_f1=0.70)], [result(macro_f1=0.69)]) == []
    assert worse([result(macro_f1=0.70)], [result(macro_f1=0.80)]) == []
    assert worse([result(macro_f1=0.70, accuracy=0.9)], [result(macro_f1=0.67, accuracy=0.9)]) == [
        "probes macro_f1: 0.700 → 0.670"
    ]
    assert worse([result(ece=0.10)], [result(ece=0.01)]) == []
    assert worse([result(macro_f1=0.7)], []) == []


def test_the_last_correction_of_a_whole_comment_is_learnt(door: Door) -> None:
    open_shop(door, 3)
    with writing(door.house.sessions) as session:
        correct(session, door.workspace_id, 1, "佐藤", "sentiment", "neutral")
        correct(session, door.workspace_id, 1, "佐藤", "sentiment", "positive")
        correct(session, door.workspace_id, 1, "佐藤", "intents", "praise,request")
        correct(session, door.workspace_id, 2, "佐藤", "sentiment", "negative", start=0, end=2)
    with reading(door.house.sessions) as session:
        [example] = corrected(session, door.workspace_id)
        assert corrected(session, door.workspace_id + 1) == []
    assert example.text == "配送が遅い 0"
    assert example.sentiment == (SENTIMENTS.index("positive"),)
    assert example.intents == (INTENTS.index("praise"), INTENTS.index("request"))
    assert example.urgency is None


def test_corrected_words_are_learnt_by_themselves(door: Door) -> None:
    open_shop(door, 2)
    with writing(door.house.sessions) as session:
        correct(session, door.workspace_id, 1, "佐藤", "touchpoint", "store", start=0, end=2)
        correct(session, door.workspace_id, 1, "佐藤", "touchpoint", "delivery", start=0, end=2)
        correct(session, door.workspace_id, 1, "佐藤", "polarity", "-1", start=0, end=2)
        correct(session, door.workspace_id, 2, "佐藤", "pain_point", "waiting")
    with reading(door.house.sessions) as session:
        words, whole = corrected(session, door.workspace_id)
    assert (words.identifier, words.text, words.sentiment) == ("corrected:1:0-2", "配送", None)
    assert words.points == (Point(0, 2, TOUCHPOINTS.index("delivery"), None, 0),)
    assert (whole.text, words.extra, whole.extra) == ("配送が遅い 1", {}, {})
    assert whole.points == (Point(0, len(whole.text), None, PAIN_POINTS.index("waiting"), None),)


def test_a_correction_to_a_label_of_ones_own_is_kept_by_its_code(door: Door) -> None:
    open_shop(door, 1)
    own = [*journey(Taxonomy.default()), NewTouchpoint("roof", "use", "屋上庭園", "Roof garden", False)]
    with writing(door.house.sessions) as session:
        put_taxonomy(session, door.workspace_id, own, pain_points(Taxonomy.default()))
        correct(session, door.workspace_id, 1, "佐藤", "touchpoint", "roof")
    with reading(door.house.sessions) as session:
        [example] = corrected(session, door.workspace_id)
    assert example.extra == {"touchpoint": "roof"}
    assert [point.touchpoint for point in example.points or ()] == [None]


def test_a_correction_to_none_takes_back_the_one_before(door: Door) -> None:
    open_shop(door, 2)
    with writing(door.house.sessions) as session:
        correct(session, door.workspace_id, 1, "佐藤", "intents", "praise")
        correct(session, door.workspace_id, 1, "佐藤", "urgency", "2")
        correct(session, door.workspace_id, 1, "佐藤", "intents", None)
        correct(session, door.workspace_id, 2, "佐藤", "signals", "churn")
        correct(session, door.workspace_id, 2, "佐藤", "signals", None)
    with reading(door.house.sessions) as session:
        [example] = corrected(session, door.workspace_id)
    assert (example.identifier, example.intents, example.urgency) == ("corrected:1", None, 2)


def test_rows_that_were_labelled_are_read(tmp_path: Path) -> None:
    path = tmp_path / "ours.jsonl"
    row = {"text": "配送が遅い", "sentiment": -1, "intent": ["complaint"], "urgency": 1}
    path.write_text(json.dumps(row) + "\n\n", encoding="utf-8")
    [example] = labelled_rows(path).examples
    assert (example.identifier, example.language, example.urgency) == ("ours.jsonl:1", "ja", 1)


@pytest.mark.parametrize("line", ["not json", "[]", "{}", '{"text": "x", "sentiment": 9}'])
def test_a_row_that_cannot_be_used_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "ours.jsonl"
    path.write_text(f'{{"text": "ok", "sentiment": 0}}\n{line}\n', encoding="utf-8")
    with pytest.raises(Refused, match=r"ours\.jsonl line 2"):
        labelled_rows(path)


def test_weights_in_use_are_never_written_over(kikitori: Command, tmp_path: Path) -> None:
    (tmp_path / "in-use").mkdir()
    (tmp_path / "in-use" / "classifier.json").write_text("{}")
    assert kikitori("train", "--output", tmp_path / "in-use").code == 2
    assert kikitori("train", "--data", tmp_path / "nowhere", "--output", tmp_path / "new").code == 2


def test_too_few_rows_are_refused(kikitori: Command, tmp_path: Path) -> None:
    found = kikitori("train", "--output", tmp_path / "new")
    assert found.code == 2
    assert "0 labelled and corrected rows; wanted at least 50" in found.err


@pytest.mark.skipif(not (WEIGHTS / "classifier.json").exists(), reason="the weights are not there yet")
def test_a_companys_own_rows_adapt_the_weights(kikitori: Command, tmp_path: Path) -> None:
    rows = [
        {"id": f"r{n}", "text": f"やばい、{word}が最高にエモい{n}", "sentiment": 2, "intent": ["praise"]}
        for n, word in enumerate(["接客", "味", "店", "アプリ", "服", "色"] * 20)
    ]
    path = tmp_path / "ours.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    found = kikitori("train", "--labelled", path, "--output", tmp_path / "new", "--json")
    outcome = json.loads(found.out)
    assert found.code == (0 if outcome["adopted"] else 1)
    assert (tmp_path / "new" / "classifier.json").exists() == outcome["adopted"]
    assert outcome["after"]["log_loss"] < outcome["before"]["log_loss"]


@pytest.mark.skipif(not (WEIGHTS / "classifier.json").exists(), reason="the weights are not there yet")
def test_a_sheet_is_adopted_and_taken_back(kikitori: Command, tmp_path: Path, data_dir: Path) -> None:
    words = ["接客", "味", "店", "アプリ", "服", "色"] * 20
    lines = [f"やばい、{word}が最高にエモい{n},2,praise" for n, word in enumerate(words)]
    path = tmp_path / "ours.csv"
    path.write_text("\n".join(["本文,感情,意図", *lines]) + "\n", encoding="utf-8")
    found = kikitori("train", path)
    assert found.code == 0, found.err
    assert "--undo" in found.err
    assert "Right on the fifth that was kept apart" in found.err
    assert in_use(data_dir) == data_dir / "weights" / "0001"
    assert kikitori("train", "--undo").code == 0
    assert in_use(data_dir) is None
    assert kikitori("train", "--undo").code == 2


def test_what_is_passed_over_and_what_became_of_an_own_label_is_said(
    kikitori: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = tmp_path / "ours.yaml"
    ours.write_text("touchpoints: {roof: {ja: 屋上庭園, en: Roof garden, stage: use}}", encoding="utf-8")
    monkeypatch.setenv("KIKITORI_TAXONOMY", str(ours))
    said = ["商品が壊れました,商品", "配送が遅れました,配送", "アプリが落ちます,アプリ", "屋上庭園の花,屋上庭園"]
    lines = [f"{n}回目、{said[n % 4]}" for n in range(120)]
    path = tmp_path / "ours.csv"
    path.write_text("\n".join(["本文,接点", *lines, "無印,", "多い,配送,余り,さらに"]) + "\n", encoding="utf-8")
    found = kikitori("train", path, "--output", tmp_path / "new")
    assert "ours.csv: 1 rows cannot be read and are not learnt from" in found.err
    assert "row 123" in found.err
    assert "ours.csv: 1 rows without any label are not learnt from" in found.err
    assert "Your own touchpoint Roof garden is learnt from 30 rows" in found.err
    assert found.code == 0


def test_another_encoder_is_one_command(kikitori: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = [Example(f"c-{n}", f"{word}でした", "ja", "comments", sentiment=(side,)) for n, (word, side) in enumerate(
        [("最悪", 0), ("普通", 2), ("最高", 4), ("残念", 1), ("満足", 3)] * 30
    )]  # fmt: skip
    monkeypatch.setattr("nlp.training.corpus.own_comments", lambda: own)
    encoder = _tiny_encoder(tmp_path / "tiny-encoder")
    found = kikitori("train", "--encoder", encoder, "--output", tmp_path / "new", "--no-corrections")
    # Eight numbers of noise read worse, and that is found out before anybody uses them.
    assert found.code == 1
    assert "The new weights are worse" in found.err
    analyser = Analyser.load(tmp_path / "new")
    assert analyser.encoder.dimension == analyser.classifier.dimension == 8
    reading_found = analyser.analyse_one(Text("最高でした", "ja"))
    assert isinstance(reading_found, Reading)
    with pytest.raises(UnfitWeightsError, match="reads vectors of 8 numbers"):
        Analyser.load(tmp_path / "new", "bundled")


def _tiny_encoder(folder: Path) -> Path:
    """A StaticEmbedding of eight numbers over a few words, as sentence-transformers keeps it."""
    words = ["[UNK]", "最悪", "普通", "最高", "残念", "満足", "でした"]
    tokenizer = Tokenizer(models.Unigram([(word, -float(at)) for at, word in enumerate(words)], unk_id=0))
    static = folder / "0_StaticEmbedding"
    static.mkdir(parents=True)
    tokenizer.save(str(static / "tokenizer.json"))
    table = np.random.default_rng(0).standard_normal((len(words), 8)).astype(np.float32)
    save_file({"embedding.weight": table}, static / "model.safetensors")
    return folder
