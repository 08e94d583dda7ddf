"""Learns from a company's own corrections and labelled rows, in seconds, and only where it then reads better."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copytree
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from nlp.encoder import Encoder
from nlp.training.corpus import Example, comment, rows
from nlp.training.heard import hear
from nlp.training.own_codes import OwnRows, Taught
from nlp.training.shifts import Measured, ShiftRows, only

Floats = NDArray[np.float32]
FEWEST = 50
MOST = 50_000  # rows read; so many take about a minute of two cores' work, and more teach little more
_MEASURED_ONE_IN = 5
_PULL = 30.0  # how strongly the shifts are drawn to none; fifty rows must not turn the weights around
_LEAST_GAIN = 1e-3  # nats a label; what is less is arithmetic, not learning
_SLACK = 1.0  # standard errors of accuracy that a task may lose by chance and still count as no worse


@dataclass(frozen=True, slots=True)
class Outcome:
    """`tasks` are those that got better and were kept; without any the rows were refused and `output` is `None`.

    `rows` is how many held something to read; `own` are the labels that only this company has.
    """

    adopted: bool
    reason: str
    tasks: tuple[str, ...]
    before: Measured
    after: Measured
    output: Path | None
    seconds: float
    rows: int
    own: tuple[Taught, ...] = ()


def read_rows(path: Path) -> list[Example]:
    """Rows of a `.jsonl` file in the shape of `comments/*.jsonl`; a label that is missing or null is not learnt."""
    return [comment({"lang": "ja", **row}, "own") for row in rows(path)]


def adapt(
    examples: Sequence[Example], weights: Path, output: Path, *, encoder: Encoder | None = None, pull: float = _PULL
) -> Outcome:
    """New weights in `output`, a copy of `weights` with the shift learnt for the tasks that it makes better.

    What "better" is, rows kept apart decide; the shift is then learnt from all. Nothing is written when no task is.
    """
    begun = time.monotonic()
    if output.exists():
        raise FileExistsError(f"{output} exists; wanted a new folder, so that the old weights stay")
    chosen = _most(examples)
    if len(chosen) < FEWEST or len(heard := hear(chosen, weights, encoder)) < FEWEST:
        raise ValueError(f"{len(examples)} labelled rows; wanted at least {FEWEST} that can be read")
    rows_of, own_rows = ShiftRows(heard), OwnRows(heard, chosen)
    apart = np.array([_measured(chosen[place]) for place in heard.places])
    learnt = rows_of.learnt(~apart, pull)
    before = rows_of.measured(apart, None)
    better = _better(before, rows_of.measured(apart, learnt))
    shift = only(learnt, better)
    after, own = rows_of.measured(apart, shift), own_rows.judged(apart, shift)
    adopted = bool(better) or any(one.kept for one in own)
    if adopted:
        final = only(rows_of.learnt(np.ones(len(heard), dtype=bool), pull, learnt), better)
        copytree(weights, output)
        replace(final, own=own_rows.kept(own, final)).save(output)
    gained = f"log loss on rows kept apart: {before.log_loss:.3f} before, {after.log_loss:.3f} after"
    return Outcome(
        adopted, gained if adopted else "no task would be read better on rows kept apart", better, before, after,
        output if adopted else None, time.monotonic() - begun, len(heard), tuple(own),
    )  # fmt: skip


def _most(examples: Sequence[Example]) -> Sequence[Example]:
    """The rows that are read: all, or the same part of them each time."""
    if len(examples) <= MOST:
        return examples
    return sorted(examples, key=lambda example: _hash("most:", example))[:MOST]


def _measured(item: Example) -> bool:
    return _hash("adapt:", item) % _MEASURED_ONE_IN == 0


def _hash(salt: str, item: Example) -> int:
    return crc32((salt + (item.identifier or item.text)).encode("utf-8", "surrogatepass"))


def _better(before: Measured, after: Measured) -> tuple[str, ...]:
    """Tasks whose log loss falls and whose accuracy does not, chance apart."""
    found = []
    for task, was in before.accuracy.items():
        error = float(np.sqrt(was * (1 - was) / max(1, before.counted[task])))
        falls = before.counted[task] > 0 and after.losses[task] < before.losses[task] - _LEAST_GAIN
        if falls and after.accuracy[task] >= was - _SLACK * error:
            found.append(task)
    return tuple(found)


def describe(outcome: Outcome) -> str:
    """The outcome as JSON, for a log or a record."""
    shown = {
        "adopted": outcome.adopted, "reason": outcome.reason, "tasks": outcome.tasks, "before": outcome.before.accuracy,
        "after": outcome.after.accuracy, "measured": outcome.before.counted, "seconds": round(outcome.seconds, 1),
    }  # fmt: skip
    return json.dumps(shown, ensure_ascii=False, indent=1)
