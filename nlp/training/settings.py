"""How large and how long: the settings of a training run, and the tiny ones that a test uses."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from nlp.training.contrastive import ContrastiveSettings
from nlp.training.pretraining import PretrainingSettings
from nlp.training.reader import Shape
from nlp.training.tuning import TuningSettings

# Texts taken of each open set. More Korean film reviews would teach films, not feedback.
CAPS = {
    "nsmc": 8_000, "xed": 18_000, "wisesight": 5_000, "indonlu_smsa": 3_500, "nusax": 2_500, "chabsa": 0,
    "nhs_phase1": 3_000, "nhs_phase2": 3_000, "sib200": 7_000,
}  # fmt: skip
CALIBRATION_CAP = 100


@dataclass(frozen=True, slots=True)
class Settings:
    """Sizes, lengths and seeds of a run.

    `buckets`: hashed n-grams; `plain`: texts of each plain source for pre-training; `books`: lines of books for it;
    `seeds`: networks trained from the same start, whose weights are averaged; `given_repeated`: how
    often an epoch shows the network the given comments, whose labels are the measure; `asked_repeated`: how often it
    shows those that answer a question again;
    `joined`: longer texts made of our comments, and of reviews.
    """

    name: str = "kikitori-base"
    pieces: int = 24_000
    dimension: int = 256
    contrastive: ContrastiveSettings = field(default_factory=ContrastiveSettings)
    plain: int = 341_000
    books: int = 500_000
    pretraining: PretrainingSettings = field(default_factory=PretrainingSettings)
    shape: Shape = field(default_factory=Shape)
    tuning: TuningSettings = field(default_factory=TuningSettings)
    seeds: tuple[int, ...] = (0, 1)
    buckets: int = 1 << 17
    joined: int = 12_000
    given_repeated: int = 2
    asked_repeated: int = 5
    spelling_epochs: int = 5
    spelling_rate: float = 0.5
    meaning_penalty: float = 0.05
    caps: dict[str, int] = field(default_factory=lambda: dict(CAPS))
    threads: int = 1


def tiny() -> Settings:
    """A run of seconds on a few dozen texts; its weights are worth nothing."""
    return Settings(
        name="tiny", pieces=400, dimension=16, contrastive=ContrastiveSettings(batch=16, epochs=1), plain=50, books=0,
        pretraining=PretrainingSettings(budget=2_000, batch=400),
        shape=Shape(width=16, layers=1, heads=2, inner=16, buckets=256, pieces=16),
        tuning=TuningSettings(epochs=1, words=400), seeds=(0,), buckets=1 << 10, spelling_epochs=1,
    )  # fmt: skip


def gently(settings: Settings, words: int) -> Settings:
    """For going on from finished weights: `words` more of plain text at a lower rate, and half of the epochs."""
    pretraining = replace(settings.pretraining, budget=words, rate=7e-4, cooling=0.5, seed=words)
    tuning = replace(settings.tuning, epochs=max(1, settings.tuning.epochs // 2))
    return replace(settings, pretraining=pretraining, tuning=tuning)
