"""The API over the bundled weights: what tests with the stand-in cannot show."""

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.house import furnish, open_house
from models.database import writing
from models.keys import create_key
from nlp.encoder import WEIGHTS
from settings import Settings

pytestmark = pytest.mark.skipif(not (WEIGHTS / "classifier.json").exists(), reason="the weights are not there yet")
TEXTS = [
    "配送が三日も遅れました。でも店員さんは親切でした。",
    "The app keeps crashing when I try to log in!",
    "ﾚｼﾞが混んでいて２０分も待たされた😡",
    "특별히 없습니다",
    "価格は悪くない。",
]


def test_a_text_reads_the_same_alone_and_in_a_batch_and_offsets_are_of_the_text_received(settings: Settings) -> None:
    house = open_house(settings, ring=lambda work: None)
    workspace_id = furnish(settings, house.engine)
    with writing(house.sessions) as session:
        _, key = create_key(session, workspace_id, "k", ["classify"])
    headers = {"Authorization": f"Bearer {key}"}
    with TestClient(create_app(settings, house)) as client:
        items = [{"id": n, "text": text} for n, text in enumerate(TEXTS)]
        batch = client.post("/v1/classify", json={"items": items}, headers=headers).json()
        alone = [client.post("/v1/classify", json=item, headers=headers).json() for item in items]
    assert batch["items"] == alone
    assert {one["version"] for one in alone} == {batch["version"]}
    for text, one in zip(TEXTS, alone, strict=True):
        assert all(text[o["start"] : o["end"]] == o["quote"] for o in one["opinions"])
        assert one["units"] or "no_content" in one["flags"]
    assert [one["language"] for one in alone] == ["ja", "en", "ja", "ko", "ja"]
    assert alone[0]["opinions"][0]["touchpoint"] == "delivery"
    assert alone[0]["opinions"][0]["polarity"] == -1
