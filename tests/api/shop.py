"""A small shop with read comments and two themes, for tests that need something to look at."""

import numpy as np

from models.database import Sessions, writing
from models.themes import NewTheme, NewThemeRun, save_discovery, units_for_discovery
from tests.api.conftest import Door, PlainAnalyser
from workers.analysis import read_batch

LABELS = ({"ja": "配送の遅れ", "en": "Late delivery"}, {"ja": "サイズ違い", "en": "Wrong size"})


def open_shop(door: Door, comments: int = 12) -> list[int]:
    """Comments with NPS, read by the stand-in, every second in each theme; returns the themes' ids."""
    items = [
        {
            "external_id": f"c{n}",
            "text": f"配送が遅い {n}",
            "source": "shop",
            "received_at": f"2026-04-{n % 28 + 1:02d}T09:00:00+09:00",
            "author": f"customer-{n}",
            "scores": [{"kind": "nps", "value": n % 11}],
        }
        for n in range(comments)
    ]
    door.client.post("/v1/feedback", json={"items": items}, headers=door.with_key("admin"))
    while read_batch(door.house.sessions, PlainAnalyser(), 128).claimed:
        pass
    return discover(door.house.sessions, door.workspace_id)


def discover(sessions: Sessions, workspace_id: int) -> list[int]:
    with writing(sessions) as session:
        units = units_for_discovery(session, workspace_id)
        places = np.arange(len(units)) % len(LABELS)
        run = NewThemeRun(
            seed=0,
            parameters={},
            versions={},
            counts={},
            unassigned_share=0.0,
            language_means={},
            seconds=0.1,
            encoder="plain",
            themes=[
                NewTheme(label=label, keywords={"ja": ["配送"]}, centroid=np.ones(4, np.float32) / 2, threshold=0.5)
                for label in LABELS
            ],
            events=[],
            unit_ids=np.asarray(units.ids, np.int64),
            unit_themes=places.astype(np.int64),
            similarities=np.full(len(units), 0.9, np.float32),
        )
        return list(save_discovery(session, workspace_id, run).theme_ids)
