"""Everyone who gave a score counts, however many they are; and each of them once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from models.database import Sessions, reading, writing
from models.insights.impact import Verdict
from models.insights.scores import estimate, nps_difference
from models.intake import NewScore, accept
from models.queue import ReadComment, claim, finish
from models.reports import Filters, breakdown, theme_table
from models.reports.contrasts import Answers
from models.reports.given import Given
from models.reports.respondents import Spoken, answered
from models.reports.ties import all_ties, with_leave_out
from models.sheets.facts import Facts
from models.tables import Theme

PAIR = ("nps", "relational")


def facts_of(scores: np.ndarray) -> Facts:
    """One comment a person, with an NPS answer each."""
    n = len(scores)
    empty, column = np.zeros(0, np.int32), np.zeros(n, np.int32)
    table = np.full((6, n), np.nan, np.float32)
    table[1] = scores
    return Facts(
        weeks=(date(2026, 3, 30),), words=("",), segments=({},), people=n, id=np.arange(n, dtype=np.int32),
        person=np.arange(n, dtype=np.int32), day=column, week=column, source=column, channel=column, language=column,
        touchpoint=column, segment=column, sentiment=column, abstain=np.zeros(n, bool), scores=table,
        row=empty, theme=empty, mention_touchpoint=empty, polarity=empty,
    )  # fmt: skip


def test_of_many_respondents_all_are_counted_and_a_small_theme_is_judged() -> None:
    generator = np.random.default_rng(1)
    scores = generator.integers(0, 11, 12_000)
    few, many = np.arange(25), np.arange(100, 3689)
    scores[few] = 0
    who = np.concatenate([few, few, many]).astype(np.int32)
    spoken = Spoken(who, np.repeat([0, 1], [50, len(many)]).astype(np.int32), 2)
    facts = facts_of(scores.astype(np.float32))
    own = all_ties(facts, spoken)[PAIR]
    small, large = with_leave_out(facts, spoken, answered(facts, *PAIR), own)
    assert [(one.mentions, one.n) for one in (small, large)] == [(25, 12_000), (3589, 12_000)]
    assert small.verdict is Verdict.LOWERS
    assert small.leave_out is not None
    assert small.leave_out.high < 0


@pytest.mark.parametrize("repeated", [False, True])
def test_a_part_and_the_rest_are_worth_what_they_are_alone(repeated: bool) -> None:
    generator = np.random.default_rng(4)
    who = (generator.integers(0, 150, 400) if repeated else np.arange(400)).astype(np.int32)
    values = generator.integers(0, 11, 400).astype(np.float32)
    ours = generator.random(400) < 0.3
    split = Answers.of(Given("nps", values, who)).split(Given("nps", values[ours], who[ours]))
    for part, rows in zip(split, (ours, ~ours), strict=True):
        alone = Given("nps", values[rows], who[rows]).repeats
        assert part.n == rows.sum()
        found = part.repeats("nps")
        assert (found is not None) == repeated
        if found is not None:
            assert (found.respondents, found.worth) == (alone.respondents, pytest.approx(alone.worth))


def test_one_customer_with_forty_answers_has_no_rank(store: Sessions, workspace_id: int, made: Any) -> None:
    with writing(store) as session:
        themes = [
            Theme(workspace_id=workspace_id, code=f"T-{n}", label={"ja": f"主題{n}", "en": f"theme {n}"},
                  state="active", anchor=b"", centroid=b"", threshold=0.5)
            for n in range(2)
        ]  # fmt: skip
        session.add_all(themes)
        session.flush()
        loud, plain = (theme.id for theme in themes)
        new = [
            made.comment(f"c-{n}", f"{n}番目", received_at=made.start + timedelta(hours=n),
                         author="loud" if n < 40 else f"p{n}", scores=(NewScore("nps", 9 if n < 40 else n % 11),))
            for n in range(80)
        ]  # fmt: skip
        ids = accept(session, workspace_id, new).new_ids
        leased = claim(session, limit=100, lease_seconds=60)
        finish(
            session,
            leased.token,
            [
                ReadComment(one, made.reading(), (), (made.unit(theme_id=loud if n < 40 else plain, similarity=0.5),))
                for n, one in enumerate(ids)
            ],
        )
    with reading(store) as session:
        (found,) = breakdown(session, workspace_id, Filters(), "theme")
        rows = {row.id: row for row in theme_table(session, workspace_id, Filters())}
    first, last = found.rows
    assert (first.key, first.rank, first.estimate.n, first.estimate.respondents) == (str(plain), 1, 40, 40)
    assert (last.key, last.rank, last.estimate.n, last.estimate.respondents) == (str(loud), None, 40, 1)
    assert first.estimate == estimate("nps", [n % 11 for n in range(40, 80)])
    (score,) = rows[loud].scores
    assert (rows[loud].respondents, score.with_theme) == (1, last.estimate)
    assert score.difference is not None
    assert not score.difference.evident
    assert nps_difference([9] * 40, [n % 11 for n in range(40, 80)]).evident  # type: ignore[union-attr]
    assert (found.overall.n, found.overall.respondents) == (80, 41)
