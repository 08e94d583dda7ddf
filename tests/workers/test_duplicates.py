from __future__ import annotations

import gzip
import json
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from models.database import Sessions, reading, writing
from models.intake import NewComment, accept
from models.tables import Comment
from workers.duplicates import link_copies

SAMPLE = Path(__file__).parents[2] / "workers" / "connectors" / "sample_data"


def test_the_campaign_of_the_sample_is_linked_to_its_first_and_stays_complete(
    database: Sessions, workspace: int
) -> None:
    campaign = set(json.loads((SAMPLE / "story.json").read_text("utf-8"))["stories"]["campaign"]["external_ids"])
    with gzip.open(SAMPLE / "comments.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    comments = [
        NewComment(
            "sample",
            row["external_id"],
            row["text"],
            row["channel"],
            datetime.fromisoformat(row["received_at"]),
            author=row["author"],
        )
        for row in rows
        if row["text"]
    ]
    with writing(database) as session:
        accept(session, workspace, comments)
    assert link_copies(database, workspace) == 14
    assert link_copies(database, workspace) == 0
    with reading(database) as session:
        linked = session.execute(select(Comment.external_id, Comment.duplicate_of, Comment.respondent_id)).all()
    assert len(linked) == len(comments)
    copies = {row.external_id for row in linked if row.duplicate_of is not None}
    assert copies == campaign - {min(campaign)}
    assert len({row.duplicate_of for row in linked}) == 2
    assert len({row.respondent_id for row in linked if row.external_id in campaign}) == 15


def test_an_empty_workspace_has_no_copies(database: Sessions, workspace: int) -> None:
    assert link_copies(database, workspace) == 0
