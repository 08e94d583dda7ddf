# ruff: noqa: E501 - one record a line reads better than one value a line
"""The exports of the tools people use, written here in their shape with words of our own."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest

from models.comments import NewComment
from workers.connectors.layouts import LAYOUTS
from workers.connectors.reasons import Reason
from workers.connectors.values import Row, RowProblem, UnreadableFile
from workers.dates import TOKYO
from workers.incoming import Reader
from workers.ingestion import ImportOptions, plan
from workers.mapping import Role

WORDS = [
    "配送が予定より三日も遅れて困りました",
    "店員さんの説明がとても丁寧でした",
    "アプリにログインできません",
    "価格が上がって残念です",
]


def comments(path: Path) -> tuple[str, list[NewComment], list[RowProblem]]:
    from datetime import UTC, datetime

    planned = plan(path, ImportOptions())
    reader = Reader(planned.mapping, "test", datetime(2026, 1, 1, tzinfo=UTC), TOKYO)
    found, problems = [], []
    for row in planned.rows:
        if isinstance(row, Row):
            read = reader.read(row)
            found += read.comments
            problems += read.problems + ([read.rejected] if read.rejected else [])
        else:
            problems.append(row)
    return planned.mapping.layout, found, problems


def table(path: Path, rows: list[list[str]], encoding: str = "utf-8-sig") -> Path:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    path.write_bytes(stream.getvalue().encode(encoding))
    return path


def document(path: Path, content: Any) -> Path:
    data = json.dumps(content, ensure_ascii=False).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


QUALTRICS = ["StartDate", "EndDate", "Status", "IPAddress", "Progress", "Finished", "RecordedDate", "ResponseId",
             "RecipientLastName", "RecipientEmail", "LocationLatitude", "UserLanguage", "Q1", "Q2"]  # fmt: skip


@pytest.mark.parametrize("heading_rows", [2, 3])
def test_qualtrics(tmp_path: Path, heading_rows: int) -> None:
    wording = [*QUALTRICS[:12], "当社を友人に薦める可能性は？ (0-10)", "その理由をお聞かせください"]
    ids = [f'{{"ImportId":"{name}"}}' for name in QUALTRICS]
    rows = [
        ["2024-10-06 10:00:00", "2024-10-06 10:05:00", status, "192.0.2.1", "100", "True", "2024-10-06 10:05:01", f"R_{i}",
         "山田", "a@example.com", "35.1", "JA", "9", text]
        for i, (text, status) in enumerate(zip(WORDS, ["IP Address", "IP Address", "IP Address", "Survey Preview"], strict=True))
    ]  # fmt: skip
    layout, found, problems = comments(table(tmp_path / "a.csv", [QUALTRICS, wording, ids][:heading_rows] + rows))
    assert layout == "qualtrics"
    assert [c.text for c in found] == WORDS[:3]
    assert [p.code for p in problems] == [Reason.NOT_AN_ANSWER]
    first = found[0]
    assert (first.external_id, first.question, first.language_hint) == ("R_0", "その理由をお聞かせください", "ja")
    assert [(s.kind, s.value) for s in first.scores] == [("nps", 9.0)]
    assert not any(word in str(found) for word in ("192.0.2.1", "山田", "example.com", "35.1"))


@pytest.mark.parametrize("answers", ["Open-Ended Response", "自由形式の回答"])
def test_surveymonkey(tmp_path: Path, answers: str) -> None:
    first = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name",
             "How satisfied are you?", "What could we do better,\nand why?"]  # fmt: skip
    second = ["", "", "", "", "", "", "", "Response", answers]
    rows = [[f"11{i}", "7", "10/06/2024 10:00:00 AM", "10/16/2024 10:05:00 AM", "192.0.2.1", "a@example.com", "Taro", "4", text]
            for i, text in enumerate(WORDS)]  # fmt: skip
    layout, found, problems = comments(table(tmp_path / "a.csv", [first, second, *rows]))
    assert (layout, problems) == ("surveymonkey", [])
    assert [c.text for c in found] == WORDS
    assert found[0].external_id == "110"
    assert found[0].question == "What could we do better, and why?"
    assert found[0].received_at.isoformat() == "2024-10-16T10:05:00+09:00"
    assert [(s.kind, s.value) for s in found[0].scores] == [("csat", 4.0)]
    assert "Taro" not in str(found)


def test_surveymonkey_with_more_choices_than_questions(tmp_path: Path) -> None:
    first = [
        "Respondent ID",
        "Collector ID",
        "Start Date",
        "End Date",
        "どの店舗を利用しましたか",
        *[""] * 19,
        "ご意見をお聞かせください",
    ]
    second = ["", "", "", "", *[f"店舗{i}" for i in range(20)], "自由形式の回答"]
    rows = [[f"11{i}", "7", "10/06/2024", "10/16/2024", "店舗0", *[""] * 19, text] for i, text in enumerate(WORDS)]
    layout, found, problems = comments(table(tmp_path / "a.csv", [first, second, *rows]))
    assert (layout, problems) == ("surveymonkey", [])
    assert [(c.text, c.question) for c in found] == [(text, "ご意見をお聞かせください") for text in WORDS]


def test_a_timestamp_alone_is_no_google_form(tmp_path: Path) -> None:
    rows = [["番号", "ご意見", "timestamp"], *[[str(i), text, "2024/10/06"] for i, text in enumerate(WORDS)]]
    layout, found, _ = comments(table(tmp_path / "a.csv", rows))
    assert layout == ""
    assert len(found) == 4


def test_typeform(tmp_path: Path) -> None:
    head = [
        "#",
        "What did you like?",
        "How likely are you to recommend us?",
        "Start Date (UTC)",
        "Submit Date (UTC)",
        "Network ID",
    ]
    rows = [[f"t{i}", text, "10", "2024-10-06 01:00:00", "2024-10-06 01:02:00", "abc"] for i, text in enumerate(WORDS)]
    layout, found, problems = comments(table(tmp_path / "a.csv", [head, *rows]))
    assert (layout, problems) == ("typeform", [])
    assert [(c.external_id, c.text) for c in found] == [(f"t{i}", text) for i, text in enumerate(WORDS)]
    assert found[0].scores[0].kind == "nps"


@pytest.mark.parametrize(("time", "mail"), [("タイムスタンプ", "メールアドレス"), ("Timestamp", "Email Address")])
def test_google_forms(tmp_path: Path, time: str, mail: str) -> None:
    head = [time, mail, "お店の満足度を教えてください", "ご意見・ご感想をご自由にお書きください"]
    rows = [["2024/10/06 19:51:06", "a@example.com", "5", text] for text in WORDS]
    layout, found, problems = comments(table(tmp_path / "a.csv", [head, *rows]))
    assert (layout, problems) == ("google-forms", [])
    assert [c.text for c in found] == WORDS
    assert len({c.external_id for c in found}) == 4
    assert found[0].received_at.isoformat() == "2024-10-06T19:51:06+09:00"
    assert "example.com" not in str(found)


def test_zendesk_csv_is_refused_with_what_to_export_instead(tmp_path: Path) -> None:
    head = [
        "Summation column",
        "Id",
        "Requester",
        "Requester id",
        "Subject",
        "Satisfaction Score",
        "Group stations",
        "Assignee stations",
    ]
    with pytest.raises(UnreadableFile) as caught:
        plan(table(tmp_path / "a.csv", [head, ["1", "2", "x", "3", "遅い", "Good", "1", "1"]]))
    assert caught.value.code is Reason.NO_COMMENT_BODY
    assert "JSON" in caught.value.reason_ja
    assert "JSON" in caught.value.reason_en


def test_zendesk_json(tmp_path: Path) -> None:
    path = tmp_path / "tickets.json"
    tickets = [
        {"id": i, "subject": "配送", "description": text, "requester_id": 70 + i, "created_at": "2024-10-06T01:00:00Z",
         "tags": ["a", "b"], "custom_fields": [{"id": 3, "value": "x"}], "satisfaction_rating": {"score": "good"}, "priority": "high"}
        for i, text in enumerate(WORDS)
    ]  # fmt: skip
    path.write_text("\n".join(json.dumps(ticket) for ticket in tickets))
    layout, found, problems = comments(path)
    assert (layout, problems) == ("zendesk", [])
    assert found[1].text == f"配送\n{WORDS[1]}"
    assert (found[1].external_id, found[1].author, found[1].channel) == ("1", "71", "ticket")
    assert found[1].segment == {"priority": "high"}


def test_intercom_json(tmp_path: Path) -> None:
    rows = [{"id": f"c{i}", "state": "open", "created_at": 1728212400, "tags": [],
             "source": {"type": "email", "subject": None, "body": f"<p>{text}</p><p>お願いします&amp;よろしく</p>",
                        "author": {"type": "user", "id": f"u{i}", "name": "山田", "email": "a@example.com"}},
             "conversation_rating": {"rating": 2, "remark": None}} for i, text in enumerate(WORDS)]  # fmt: skip
    layout, found, problems = comments(document(tmp_path / "a.json", {"type": "list", "conversations": rows}))
    assert (layout, problems) == ("intercom", [])
    assert found[0].text == f"{WORDS[0]}\nお願いします&よろしく"
    assert (found[0].author, found[0].scores[0].value) == ("u0", 2.0)
    assert "山田" not in str(found)


def _rss(index: int, text: str) -> dict[str, Any]:
    wrapped = {
        "updated": "2024-10-06T01:00:00-07:00",
        "im:rating": "1",
        "im:version": "2.1",
        "id": f"90{index}",
        "title": "残念",
    }
    entry: dict[str, Any] = {key: {"label": value} for key, value in wrapped.items()}
    return entry | {
        "author": {"name": {"label": "someone"}, "uri": {"label": "https://example.com"}},
        "content": {"label": text, "attributes": {"type": "text"}},
    }


@pytest.mark.parametrize("single", [False, True])
def test_app_store_rss(tmp_path: Path, single: bool) -> None:
    entries = [_rss(i, text) for i, text in enumerate(WORDS)]
    content = {"feed": {"author": {"name": {"label": "store"}}, "entry": entries[0] if single else entries}}
    layout, found, problems = comments(document(tmp_path / "a.json.gz", content))
    assert (layout, problems) == ("app-store-rss", [])
    assert [c.text for c in found] == [f"残念\n{text}" for text in (WORDS[:1] if single else WORDS)]
    assert (found[0].external_id, found[0].channel, found[0].scores[0].value) == ("900", "review", 1.0)
    assert "someone" not in str(found)


def test_app_store_connect(tmp_path: Path) -> None:
    rows = [{"type": "customerReviews", "id": f"r{i}", "attributes": {"rating": 2, "title": "残念", "body": text,
             "reviewerNickname": "nick", "createdDate": "2024-10-06T01:00:00-07:00", "territory": "JPN"}}
            for i, text in enumerate(WORDS)]  # fmt: skip
    layout, found, problems = comments(document(tmp_path / "a.json", {"data": rows, "links": {"self": "x"}}))
    assert (layout, problems) == ("app-store-connect", [])
    assert found[0].segment == {"territory": "JPN"}
    assert "nick" not in str(found)


def test_google_play_api(tmp_path: Path) -> None:
    rows = [{"reviewId": f"gp:{i}", "authorName": "山田", "comments": [{"userComment": {"text": f"\t{text}",
             "lastModified": {"seconds": "1728212400", "nanos": 1}, "starRating": 2, "reviewerLanguage": "ja", "appVersionName": "3.1"}},
             {"developerComment": {"text": "ありがとうございます"}}]} for i, text in enumerate(WORDS)]  # fmt: skip
    layout, found, problems = comments(
        document(tmp_path / "a.json", {"reviews": rows, "tokenPagination": {"nextPageToken": "x"}})
    )
    assert (layout, problems) == ("google-play", [])
    assert [c.text for c in found] == WORDS
    assert (found[0].external_id, found[0].language_hint, found[0].scores[0].value) == ("gp:0", "ja", 2.0)


@pytest.mark.parametrize("without", ["", "Device", "App Version Code"])
def test_play_console_csv(tmp_path: Path, without: str) -> None:
    head = ["Package Name", "App Version Code", "App Version Name", "Reviewer Language", "Device", "Review Submit Date and Time",
            "Review Submit Millis Since Epoch", "Star Rating", "Review Title", "Review Text", "Developer Reply Text", "Review Link"]  # fmt: skip
    rows = [["com.example", "31", "3.1", "ja", "pixel", "2024-10-06T01:00:00Z", "1728176400000", "3", "", text, "",
             f"https://play.example/?reviewId=gp%3A{i}&hl=ja"] for i, text in enumerate(WORDS)]  # fmt: skip
    kept = [index for index, name in enumerate(head) if name != without]
    cut = [[row[index] for index in kept] for row in (head, *rows)]
    layout, found, problems = comments(table(tmp_path / "a.csv", cut, "utf-16"))
    assert (layout, problems) == ("google-play-csv", [])
    assert [(c.external_id, c.text) for c in found] == [(f"gp%3A{i}", text) for i, text in enumerate(WORDS)]


def test_x_posts(tmp_path: Path) -> None:
    rows = [{"id": f"17{i}", "text": text, "edit_history_tweet_ids": [f"17{i}"], "created_at": "2024-10-06T01:00:00.000Z", "lang": "ja",
             "author_id": f"5{i}", "public_metrics": {"like_count": 3}} for i, text in enumerate(WORDS)]  # fmt: skip
    content = {"data": rows, "includes": {"users": [{"id": "50", "name": "山田"}]}, "meta": {"result_count": 4}}
    layout, found, problems = comments(document(tmp_path / "a.json", content))
    assert (layout, problems) == ("x", [])
    assert [(c.external_id, c.text, c.channel) for c in found] == [
        (f"17{i}", text, "social") for i, text in enumerate(WORDS)
    ]


def test_mastodon(tmp_path: Path) -> None:
    rows = [{"id": f"11{i}", "created_at": "2024-10-06T01:00:00.000Z", "content": f"<p>{text}<br />#不具合</p>", "spoiler_text": "",
             "language": "ja", "visibility": "public", "account": {"id": f"9{i}", "username": "yamada", "acct": "yamada"}}
            for i, text in enumerate(WORDS)]  # fmt: skip
    layout, found, problems = comments(document(tmp_path / "a.json", rows))
    assert (layout, problems) == ("mastodon", [])
    assert found[0].text == f"{WORDS[0]}\n#不具合"
    assert "yamada" not in str(found)


def test_our_own_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    line = {"external_id": "k1", "text": "遅い", "channel": "ticket", "received_at": "2024-10-06T10:00:00+09:00", "question": None,
            "author": "c1", "segment": {"tier": "gold"}, "touchpoint_hint": "delivery",
            "scores": [{"kind": "nps", "value": 3, "scope": "transactional"}, {"kind": "ces", "value": 6, "scope": "transactional"}]}  # fmt: skip
    path.write_text(json.dumps(line))
    layout, found, problems = comments(path)
    assert (layout, problems, len(found)) == ("kikitori", [], 1)
    only = found[0]
    assert (only.channel, only.touchpoint_hint, only.segment, only.author) == (
        "ticket",
        "delivery",
        {"tier": "gold"},
        "c1",
    )
    assert [(s.kind, s.value, s.scope) for s in only.scores] == [
        ("nps", 3.0, "transactional"),
        ("ces", 6.0, "transactional"),
    ]


def test_layouts_have_names_of_their_own() -> None:
    names = [layout.name for layout in LAYOUTS]
    assert len(set(names)) == len(names)
    for layout in LAYOUTS:
        assert layout.advice or any(role is Role.TEXT for role, _ in layout.roles) or layout.open, layout.name
