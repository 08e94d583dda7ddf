"""Same-protocol runs: our classifier fitted in memory on a set's own training split, to stand beside papers.

Nothing fitted here is kept. Everything that is chosen (how strict, how much of the bundled reader) is chosen by folds
of the training rows. Where the bundled reader helps, it was trained on none of the set's labels that are asked for.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from evaluation.datasets import fingerprint
from evaluation.metrics import Score
from evaluation.protocols.intents import intents
from evaluation.protocols.nhs import nhs
from evaluation.protocols.umsab import umsab
from evaluation.results import Result, peak_mib
from nlp.analyser import Analyser

SYSTEM = "kikitori, fitted"


@dataclass(frozen=True, slots=True)
class Protocol:
    """One published protocol: which file, whose, how it is split, and how it is run.

    `language` is ISO 639-1 or `mul`; `sha256` is the fingerprint of the file that it was written for.
    """

    name: str
    path: str
    licence: str
    split: str
    run: Callable[[Path, Analyser], dict[str, Score]]
    language: str
    sha256: str


FIVE = "five folds of its training split"
PROTOCOLS: tuple[Protocol, ...] = (
    Protocol(
        "umsab", "eval/umsab.jsonl.gz", "research only", "trained on train, scored on dev", umsab,
        "mul", "77f87a4b04fd474d",
    ),
    Protocol("nhs_phase1", "train/nhs_phase1.jsonl.gz", "MIT", FIVE, nhs, "en", "79ab969b9ed6c795"),
    Protocol("banking77", "train/banking77.jsonl.gz", "CC BY 4.0", FIVE, intents, "en", "5627ac00e9082948"),
    Protocol(
        "clinc150", "train/clinc150.jsonl.gz", "CC BY 3.0", "trained on train, scored on dev", intents,
        "en", "d2c10cb147eafc7e",
    ),
)  # fmt: skip


def fit(data: Path, analyser: Analyser, names: Sequence[str], console: Console) -> list[Result]:
    """Runs the named protocols (all by default) one after another; a set that is not there is named and passed over."""
    results = []
    for protocol in PROTOCOLS:
        if names and "all" not in names and protocol.name not in names:
            continue
        if not (data / protocol.path).exists():
            console.print(f"[yellow]passed over[/] {protocol.name}: no file {protocol.path} under {data}")
            continue
        console.print(f"[dim]{protocol.name} …[/]")
        results.append(_run(protocol, data / protocol.path, analyser))
    return results


def _run(protocol: Protocol, path: Path, analyser: Analyser) -> Result:
    start = time.perf_counter()
    scores = protocol.run(path, analyser)
    found = fingerprint([path])
    return Result(
        dataset=protocol.name,
        task="same protocol",
        split=protocol.split,
        licence=protocol.licence,
        data_hash=found,
        system=SYSTEM,
        version=analyser.version,
        rows=max(score.n for score in scores.values()),
        seconds=time.perf_counter() - start,
        peak_mib=peak_mib(),
        scores=scores,
        language=protocol.language,
        as_declared=found == protocol.sha256,
    )
