"""Texts that many sent in, by HTTP."""

from __future__ import annotations

from models.database import writing
from models.duplicates import link_duplicates
from models.tables import Comment
from tests.api.conftest import Door
from tests.api.shop import open_shop

TEXT = "平飼い卵の取り扱いをやめないでください。再開を求めます。"


def test_they_are_listed_with_their_comments(door: Door) -> None:
    open_shop(door, 12)
    with writing(door.house.sessions) as session:
        found = session.query(Comment).order_by(Comment.id).limit(3).all()
        for comment in found:
            comment.text = TEXT
        ids = [comment.id for comment in found]
        link_duplicates(session, door.workspace_id, [(ids[0], ids[1]), (ids[0], ids[2])])
    answer = door.client.get("/v1/campaigns", headers=door.with_key("themes:read")).json()
    (item,) = answer["items"]
    assert (item["comment_id"], item["copies"], answer["groups"], answer["copies"]) == (ids[0], 3, 1, 3)
    assert item["multiplier"] == 3 / item["respondents"]
    one = door.client.get(f"/v1/campaigns/{ids[1]}", headers=door.with_key()).json()
    assert {each["comment_id"] for each in one["items"]} == set(ids)
    assert door.client.get("/v1/campaigns/9999999", headers=door.with_key()).status_code == 404
    assert door.client.get(f"/v1/campaigns/{ids[1]}", headers=door.with_key("stranger")).status_code == 404
    assert door.client.get("/v1/campaigns", headers=door.with_key("classify")).status_code == 403
