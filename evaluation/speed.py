"""How fast comments are read: many at once on two processes, and one at a time in this one.

The comments are those written for this project that come with it, so anyone can repeat the figures; those of a few
words are left out, which would flatter us. Processor time is given beside the clock: a shared machine slows only one.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.pool import Pool
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evaluation.examples import read_rows
from evaluation.metrics import Score
from evaluation.results import Result, peak_mib
from nlp.analyser import Analyser
from nlp.encoder import WEIGHTS
from nlp.values import Text

COMMENTS = Path(__file__).parents[1] / "nlp" / "training" / "comments"
PROCESSES, ROUNDS, A_ROUND, ALONE = 2, 8, 512, 300
SHORTEST = 25  # characters; the mean is then about that of a survey's comments
SYSTEM = "kikitori, speed"


def comments(language: str = "ja", folder: Path = COMMENTS) -> list[Text]:
    """The comments of one language, long and short mixed, always in the same order."""
    every = (row for path in sorted(folder.glob("*.jsonl")) for row in read_rows(path))
    rows = [row for row in every if row["lang"] == language and len(row["text"]) >= SHORTEST]
    rows.sort(key=lambda row: hashlib.sha256(row["text"].encode()).digest())
    return [Text(row["text"], row["lang"], row.get("question")) for row in rows]


def speed(weights: Path | None = None, *, rounds: int = ROUNDS, a_round: int = A_ROUND, alone: int = ALONE) -> Result:
    """Comments a second over `rounds`, and milliseconds for one, each with where 95 % of the rounds or texts lie."""
    texts = comments()
    start = time.perf_counter()
    singles, worked = _one_by_one(Analyser.load(weights or WEIGHTS), texts[:alone])
    rates, costs = _together(weights or WEIGHTS, texts, rounds, a_round)
    return Result(
        dataset="own_comments_ja",
        task="speed",
        split=f"the first {a_round * PROCESSES:,} comments, again and again",
        licence="written for this project, Apache-2.0",
        data_hash=hashlib.sha256("".join(text.text for text in texts).encode()).hexdigest()[:16],
        system=SYSTEM,
        version=Analyser.load(weights or WEIGHTS).version,
        rows=rounds * a_round * PROCESSES,
        seconds=time.perf_counter() - start,
        peak_mib=peak_mib(),
        scores={
            "comments_per_second_two_processes": _spread(rates, float(np.mean(rates)), a_round * PROCESSES),
            "processor_ms_per_comment": _spread(costs, float(np.mean(costs)), a_round * PROCESSES),
            "one_comment_p50_ms": _spread(singles, float(np.median(singles)), len(singles)),
            "one_comment_processor_p50_ms": _spread(worked, float(np.median(worked)), len(worked)),
            "characters_per_comment": _spread([len(text.text) for text in texts], _mean_length(texts), len(texts)),
        },
    )


def _mean_length(texts: Sequence[Text]) -> float:
    return float(np.mean([len(text.text) for text in texts]))


def _spread(values: Sequence[float] | NDArray[np.float64], value: float, n: int) -> Score:
    low, high = np.percentile(np.asarray(values, dtype=float), [2.5, 97.5])
    return Score(value, float(low), float(high), n)


def _one_by_one(analyser: Analyser, texts: Sequence[Text]) -> tuple[list[float], list[float]]:
    """Milliseconds of each text read alone, by the clock and of the processor, after all were read once."""
    analyser.analyse(texts)
    clock, worked = [], []
    for text in texts:
        start, begun = time.perf_counter(), time.process_time()
        analyser.analyse_one(text)
        clock.append(1_000 * (time.perf_counter() - start))
        worked.append(1_000 * (time.process_time() - begun))
    return clock, worked


def _together(weights: Path, texts: Sequence[Text], rounds: int, a_round: int) -> tuple[list[float], list[float]]:
    """Comments a second and processor milliseconds a comment of each round; the clock stops at the last process."""
    shares = [list(texts[at * a_round : (at + 1) * a_round]) for at in range(PROCESSES)]
    count = sum(map(len, shares))
    with get_context("spawn").Pool(PROCESSES, initializer=_load, initargs=(weights,)) as pool:
        _round(pool, shares)  # the first round loads the weights and meets every word for the first time
        measured = [_round(pool, shares) for _ in range(rounds)]
    return [count / clock for clock, _ in measured], [1_000 * worked / count for _, worked in measured]


def _round(pool: Pool, shares: Sequence[list[Text]]) -> tuple[float, float]:
    start = time.perf_counter()
    worked = pool.map(_read, shares, chunksize=1)
    return time.perf_counter() - start, sum(worked)


def _load(weights: Path) -> None:
    Analyser.load(weights)
    global _weights
    _weights = weights


_weights = WEIGHTS


def _read(texts: list[Text]) -> float:
    """Processor seconds of reading them."""
    begun = time.process_time()
    Analyser.load(_weights).analyse(texts)
    return time.process_time() - begun
