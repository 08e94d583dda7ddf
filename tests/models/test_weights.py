from __future__ import annotations

import threading
import time

from models.database import Sessions, reading, writing
from models.weights import journey_weights, put_journey_weights


def test_two_who_weigh_at_once_lose_nothing(store: Sessions, workspace_id: int) -> None:
    def other() -> None:
        with writing(store) as session:
            put_journey_weights(session, workspace_id, "鈴木", {"purchase": 3.0})

    thread = threading.Thread(target=other)
    with writing(store) as session:
        put_journey_weights(session, workspace_id, "佐藤", {"use": 5.0})
        thread.start()
        time.sleep(0.3)  # long enough for the other to read what it would then write over
    thread.join()
    with reading(store) as session:
        weights = journey_weights(session, workspace_id)
    assert (weights["use"], weights["purchase"]) == (5.0, 3.0)
