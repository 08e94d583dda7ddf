"""The small figures that many answers are made of: shares, tones, weeks, scores."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from models.insights.scores import (
    Both,
    Difference,
    ScoreEstimate,
    csat_difference,
    estimate,
    mean_difference,
    nps_difference,
    wilson,
)
from models.reports.filters import Period
from models.reports.given import Given, given
from models.reports.values import PolarityCounts, ScoreCard, SentimentCounts, Share, WeekPoint
from models.sheets.counting import distinct, distinct_by, firsts, mask_of
from models.sheets.facts import Facts, Floats, Ints, Mask
from models.sheets.layout import SCORES, SENTIMENTS

NEGATIVE = (0, 1)  # places in SENTIMENTS: very_negative, negative; mixed is shown apart
MIXED = SENTIMENTS.index("mixed")


def share(count: int, n: int) -> Share:
    low, high = wilson(count, n)
    return Share(count, n, count / n if n else None, low, high)


def sentiment_counts(facts: Facts) -> SentimentCounts:
    counts = np.bincount(facts.sentiment[facts.sentiment >= 0], minlength=len(SENTIMENTS))
    tones = {name: int(count) for name, count in zip(SENTIMENTS, counts, strict=True)}
    return SentimentCounts(**tones, unread=int(np.count_nonzero(facts.sentiment < 0)))


def negative_share(facts: Facts) -> Share:
    """Respondents with a negative comment, of all whose words were read."""
    read = facts.sentiment >= 0
    angry = np.isin(facts.sentiment, NEGATIVE)
    return share(distinct(facts.person[angry], facts.people), distinct(facts.person[read], facts.people))


def mixed_share(facts: Facts) -> Share:
    """Respondents with a comment that says both and with none that only complains: they are not in `negative_share`."""
    read = facts.sentiment >= 0
    angry, both = np.isin(facts.sentiment, NEGATIVE), facts.sentiment == MIXED
    complaining = distinct(facts.person[angry], facts.people)
    either = distinct(facts.person[angry | both], facts.people)
    return share(either - complaining, distinct(facts.person[read], facts.people))


def polarity_counts(rows: Ints, polarity: Ints) -> PolarityCounts:
    """Comments by what their mentions say; `rows` are the mentions' comments, in order."""
    comment = np.cumsum(firsts(rows)) - 1
    said = int(comment[-1]) + 1 if len(rows) else 0
    negative, positive = mask_of(comment[polarity < 0], said), mask_of(comment[polarity > 0], said)
    both = int(np.count_nonzero(negative & positive))
    bad, good = int(np.count_nonzero(negative)) - both, int(np.count_nonzero(positive)) - both
    return PolarityCounts(bad, said - bad - good - both, good, both)


def calendar(facts: Facts, period: Period | None) -> tuple[date, ...]:
    """Every Monday of the period, or from the first comment to the last; weeks without a word are there too."""
    if period is not None:
        return period.weeks
    if not len(facts):
        return ()
    first, last = facts.weeks[int(facts.week.min())], facts.weeks[int(facts.week.max())]
    return tuple(first + timedelta(weeks=n) for n in range((last - first).days // 7 + 1))


def week_places(facts: Facts, mondays: tuple[date, ...]) -> Ints:
    """For each comment the place of its week in `mondays`."""
    places = {monday: place for place, monday in enumerate(mondays)}
    return np.array([places.get(week, -1) for week in facts.weeks], np.int32)[facts.week]


def weekly(facts: Facts, mondays: tuple[date, ...]) -> tuple[WeekPoint, ...]:
    """All comments by week; `negative` counts respondents with a negative comment."""
    places, count = week_places(facts, mondays), len(mondays)
    angry = np.isin(facts.sentiment, NEGATIVE)
    comments = np.bincount(places[places >= 0], minlength=count)
    people = distinct_by(places, count, facts.person, facts.people)
    complaining = distinct_by(places[angry], count, facts.person[angry], facts.people)
    return tuple(
        WeekPoint(monday, int(c), int(p), int(n))
        for monday, c, p, n in zip(mondays, comments, people, complaining, strict=True)
    )


def score_cards(facts: Facts, previous: Facts | None, rows: Mask | Ints | None = None) -> tuple[ScoreCard, ...]:
    """Every kind and scope that anybody answered, transactional and relational apart."""
    cards = []
    asked = facts.asked if previous is None else tuple(p for p in SCORES if p in facts.asked or p in previous.asked)
    for kind, scope in asked:
        now = given(facts, kind, scope, rows)
        before = given(previous, kind, scope) if previous is not None else Given(kind, now.values[:0], now.who[:0])
        if len(now) or len(before):
            cards.append(ScoreCard(kind, scope, figure(now), figure(before), _change(now, before)))
    return tuple(cards)


def figure(answers: Given) -> ScoreEstimate | None:
    """The headline figure of the answers, its interval by respondents."""
    return estimate(answers.kind, answers.values, repeats=answers.repeats)


def _change(now: Given, before: Given) -> Difference | None:
    return difference(now.kind, now.values, before.values, (now.repeats, before.repeats))


def difference(kind: str, first: Floats, second: Floats, repeats: Both = (None, None)) -> Difference | None:
    """In the unit of the headline figure: NPS points, CSAT percentage points, CES scale points."""
    if kind == "nps":
        return nps_difference(first, second, repeats=repeats)
    if kind == "csat":
        return csat_difference(first, second, repeats=repeats)
    return mean_difference(kind, first, second, repeats=repeats)
