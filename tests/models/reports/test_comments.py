from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from models import triage
from models.actions import actions, record
from models.corrections import correct, corrections
from models.database import Sessions, reading, writing
from models.errors import NotFound, Refused
from models.intake import NewScore, accept
from models.queue import claim, finish
from models.reports import Filters, comment_page, contradicted, triage_counts, triage_queue, urgent_open


def test_a_comment_page_shows_all_of_it(store: Sessions, workspace_id: int, made: Any) -> None:
    with writing(store) as session:
        comments = [
            made.comment("c-1", author="m-1", scores=(NewScore("csat", 2),), segment={"tier": "gold"}, fingerprint="f"),
            made.comment("c-2", fingerprint="f"),
        ]
        first, second = accept(session, workspace_id, comments).new_ids
        leased = claim(session, limit=1, lease_seconds=60)
        finish(session, leased.token, [made.read(first, urgency=2, signals=("churn",))])
        triage.take(session, workspace_id, first, "佐藤")
        page, copy = (comment_page(session, workspace_id, i) for i in (first, second))
    assert (page.author, page.segment, page.source, page.state) == ("m-1", {"tier": "gold"}, "survey", "done")
    assert page.reading is not None
    assert page.reading.sentiment == "negative"
    assert [o.quote for o in page.opinions] == ["配送が遅い"]
    assert [(u.start, u.theme) for u in page.units] == [(0, None)]
    assert [(s.kind, s.value, s.high) for s in page.scores] == [("csat", 2, 5)]
    assert page.reasons[:2] == ("urgency_2", "signal_churn")
    assert copy.place is None
    assert [h.action for h in page.history] == ["triage.taken"]
    assert (page.copies, copy.duplicate_of) == ((second,), first)
    assert (copy.reading, copy.state, copy.priority) == (None, "pending", 0)


def test_a_comment_of_another_workspace_is_not_found(store: Sessions, shop: Any) -> None:
    with reading(store) as session, pytest.raises(NotFound):
        comment_page(session, shop.workspace_id + 1, shop.said[0].id)


@pytest.fixture
def desk(store: Sessions, workspace_id: int, made: Any) -> list[int]:
    """Six tickets, from the calmest to the most pressing, and one that nobody has read yet."""
    pressing = [
        {"sentiment": "positive", "score": 0.8, "urgency": 0},
        {"sentiment": "very_negative", "score": -1.0, "urgency": 0},
        {"urgency": 1},
        {"urgency": 1, "signals": ("legal",)},
        {"urgency": 2, "signals": ("churn",)},
        {"urgency": 3, "sentiment": "neutral", "score": 0.0, "signals": ("safety",)},
    ]
    with writing(store) as session:
        ids = accept(
            session, workspace_id, [made.comment(f"t-{n}", source="desk", channel="ticket") for n in range(7)]
        ).new_ids
        leased = claim(session, limit=6, lease_seconds=60)
        finish(session, leased.token, [made.read(i, **r) for i, r in zip(ids, pressing, strict=False)])
    return ids


def test_the_most_pressing_comes_first(store: Sessions, workspace_id: int, desk: list[int]) -> None:
    with reading(store) as session:
        page = triage_queue(session, workspace_id)
    assert [item.comment_id for item in page.items] == list(reversed(desk[:6]))
    assert page.items[0].reasons[:2] == ("urgency_3", "signal_safety")
    assert page.items[0].priority > page.items[-1].priority
    assert page.next is None


def test_the_queue_is_read_in_pages(store: Sessions, workspace_id: int, desk: list[int]) -> None:
    with writing(store) as session:
        triage.take(session, workspace_id, desk[2], "佐藤")
        seen, cursor = [], None
        for _ in range(4):
            page = triage_queue(session, workspace_id, cursor=cursor, limit=2)
            seen += [item.comment_id for item in page.items]
            cursor = page.next
            if cursor is None:
                break
    assert seen == list(reversed(desk[:6]))


def test_the_queue_can_begin_with_any_comment(store: Sessions, workspace_id: int, desk: list[int]) -> None:
    with reading(store) as session:
        for number in range(6):
            place = comment_page(session, workspace_id, desk[number]).place
            found = triage_queue(session, workspace_id, cursor=place).items
            assert [item.comment_id for item in found] == desk[number::-1]
        assert comment_page(session, workspace_id, desk[6]).place is None


def test_the_queue_can_be_narrowed(store: Sessions, workspace_id: int, desk: list[int]) -> None:
    with writing(store) as session:
        triage.finish(session, workspace_id, desk[5], "佐藤")

        def found(**filters: Any) -> list[int]:
            return [item.comment_id for item in triage_queue(session, workspace_id, **filters).items]

        assert found(urgencies=[1]) == [desk[3], desk[2]]
        assert found(states=["done"]) == [desk[5]]
        assert found(sources=["survey"]) == []
        assert len(found(sources=["desk"], touchpoints=["delivery"])) == 5
        counts = triage_counts(session, workspace_id)
    assert (counts.open, counts.taken, counts.done, counts.open_by_urgency) == (5, 0, 1, (2, 2, 1, 0))


def test_scores_that_the_words_contradict(store: Sessions, workspace_id: int, made: Any) -> None:
    told = [(10, "very_negative"), (10, "negative"), (9, "positive"), (1, "very_positive"), (0, "negative")]
    with writing(store) as session:
        comments = [made.comment(f"c-{n}", scores=(NewScore("nps", nps),)) for n, (nps, _) in enumerate(told)]
        ids = accept(session, workspace_id, comments).new_ids
        leased = claim(session, limit=10, lease_seconds=60)
        finish(
            session,
            leased.token,
            [
                made.read(i, sentiment=tone, confidence=0.6 + n / 10)
                for n, (i, (_, tone)) in enumerate(zip(ids, told, strict=True))
            ],
        )
        found = contradicted(session, workspace_id, Filters(), 50).items
    assert [(m.kind, m.comment_id, m.score_kind, m.score) for m in found] == [
        ("praise_low", ids[3], "nps", 1), ("angry_high", ids[0], "nps", 10),
    ]  # fmt: skip


def test_what_cannot_wait_is_counted_until_somebody_takes_it(store: Sessions, workspace_id: int, made: Any) -> None:
    with writing(store) as session:
        days = [datetime(2026, 4, day, 3, tzinfo=UTC) for day in (9, 7, 8)]
        ids = accept(session, workspace_id, [made.comment(f"c-{d.day}", received_at=d) for d in days]).new_ids
        leased = claim(session, limit=10, lease_seconds=60)
        assert urgent_open(session, workspace_id) == (0, None)
        read = [made.read(i, urgency=u) for i, u in zip(ids, (3, 2, 3), strict=True)]
        finish(session, leased.token, read)
        assert urgent_open(session, workspace_id) == (2, date(2026, 4, 8))
        triage.take(session, workspace_id, ids[2], "佐藤")
        assert urgent_open(session, workspace_id) == (1, date(2026, 4, 9))


def test_what_is_counted_is_what_a_longer_list_would_show(store: Sessions, workspace_id: int, made: Any) -> None:
    tones = [*["very_negative"] * 3, "negative", "positive"]
    with writing(store) as session:
        comments = [made.comment(f"c-{n}", scores=(NewScore("nps", 10 if n < 4 else 0),)) for n in range(5)]
        ids = accept(session, workspace_id, comments).new_ids
        leased = claim(session, limit=10, lease_seconds=60)
        sure = [0.9, 0.95, 0.3, 0.9, 0.8]  # the third reading is not sure enough to count
        read = [made.read(i, sentiment=t, confidence=c) for i, t, c in zip(ids, tones, sure, strict=True)]
        finish(session, leased.token, read)
        short, long = (contradicted(session, workspace_id, Filters(), n) for n in (1, 9))
    assert short.counts == long.counts == {"angry_high": 2, "praise_low": 1}
    assert [one.comment_id for one in short.items] == [ids[1]]
    assert [one.comment_id for one in long.items] == [ids[1], ids[0], ids[4]]


def test_one_low_answer_beside_a_high_one_is_no_riddle(store: Sessions, workspace_id: int, made: Any) -> None:
    given = [(NewScore("nps", 10), NewScore("csat", 1)), (NewScore("csat", 5),)]
    with writing(store) as session:
        ids = accept(session, workspace_id, [made.comment(f"c-{n}", scores=s) for n, s in enumerate(given)]).new_ids
        leased = claim(session, limit=10, lease_seconds=60)
        finish(session, leased.token, [made.read(i, sentiment="very_negative") for i in ids])
        found = contradicted(session, workspace_id, Filters(), 50).items
    assert [(m.comment_id, m.score_kind, m.score) for m in found] == [(ids[1], "csat", 5)]


def test_a_score_is_told_as_it_was_given(store: Sessions, workspace_id: int, made: Any) -> None:
    given = [(NewScore("csat", 10, scale=(1, 10)),), (NewScore("ces", 1, scale=(0, 7)),), ()]
    with writing(store) as session:
        ids = accept(session, workspace_id, [made.comment(f"c-{n}", scores=s) for n, s in enumerate(given)]).new_ids
        leased = claim(session, limit=10, lease_seconds=60)
        tones = ("very_negative", "positive", "very_negative")
        finish(session, leased.token, [made.read(i, sentiment=tone) for i, tone in zip(ids, tones, strict=True)])
        found = {m.comment_id: m for m in contradicted(session, workspace_id, Filters(), 50).items}
        assert contradicted(session, workspace_id, Filters(), 9).scored == 2
    told = [(found[i].score_kind, found[i].score, found[i].score_low, found[i].score_high) for i in ids[:2]]
    assert told == [("csat", 10, 1, 10), ("ces", 1, 0, 7)]


def test_a_list_of_answers_is_kept_without_spaces_and_repeats(
    store: Sessions, workspace_id: int, desk: list[int]
) -> None:
    with writing(store) as session:
        correct(session, workspace_id, desk[4], "佐藤", "signals", " refund, churn,refund ")
        correct(session, workspace_id, desk[4], "佐藤", "sentiment", "positive ")
        correct(session, workspace_id, desk[4], "佐藤", "signals", None)
        made = list(corrections(session, workspace_id, desk[4]))
        with pytest.raises(Refused, match="after is 'refund,'"):
            correct(session, workspace_id, desk[4], "佐藤", "signals", "refund,")
    assert [one.after for one in made] == ["refund,churn", "positive", None]


def test_a_correction_says_what_was_said_before(store: Sessions, workspace_id: int, desk: list[int]) -> None:
    with writing(store) as session:
        correct(session, workspace_id, desk[4], "佐藤", "signals", "refund,churn")
        correct(session, workspace_id, desk[4], "佐藤", "polarity", "1", start=0, end=5)
        made = list(corrections(session, workspace_id, desk[4]))
        with pytest.raises(Refused, match="field is 'colour'"):
            correct(session, workspace_id, desk[4], "佐藤", "colour", "red")
        with pytest.raises(Refused, match="offsets within 0 and 8"):
            correct(session, workspace_id, desk[4], "佐藤", "polarity", "1", start=5, end=99)
        with pytest.raises(NotFound):
            correct(session, workspace_id, 999, "佐藤", "urgency", "1")
    assert [(c.field, c.before, c.after, c.start) for c in made] == [
        ("signals", "churn", "refund,churn", None),
        ("polarity", None, "1", 0),
    ]


def test_an_action_is_kept_with_its_target(store: Sessions, shop: Any, made: Any) -> None:
    day = made.start.date()
    with writing(store) as session:
        first = record(session, shop.workspace_id, shop.themes[0], what="業者の変更", starts_on=day, owner="物流",
                       target_kind="nps", target_change=5, target_on=day + timedelta(days=90),
                       actor="佐藤")  # fmt: skip
        record(session, shop.workspace_id, None, what="研修", starts_on=day, owner="店舗", touchpoint="staff",
               actor="佐藤")  # fmt: skip
        (view,) = actions(session, shop.workspace_id, shop.themes[0])
        assert len(actions(session, shop.workspace_id)) == 2
        with pytest.raises(Refused, match="target_on"):
            record(session, shop.workspace_id, None, what="x", starts_on=day, owner="y", actor="z",
                   target_on=day - timedelta(days=1))  # fmt: skip
        with pytest.raises(NotFound):
            record(session, shop.workspace_id, 999, what="x", starts_on=day, owner="y", actor="z")
    assert (view.id, view.target_kind, view.target_change) == (first, "nps", 5)
