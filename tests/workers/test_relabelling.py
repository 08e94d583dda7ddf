"""A theme whose meaning has moved is called as it would be at birth."""

from __future__ import annotations

import numpy as np

from nlp.themes.phrases import Wording
from nlp.themes.values import Discovery, RunRecord, Theme, ThemeState, ThemeUnit, Vector
from nlp.themes.vectors import features, means_of
from workers.relabelling import names_today

RECORD = RunRecord(0, 6, 0, 6, 2, 0, 1, 4, 0.0, {})


def theme(index: int, centroid: Vector, members: tuple[str, ...]) -> Theme:
    return Theme(
        index=index, known_id=None, label={}, keywords={}, centroid=centroid, threshold=0.5, member_ids=members,
        respondents=6, polarity_counts=(6, 0, 0), touchpoint="store", pain_point=None, stability=1.0,
        state=ThemeState.ACTIVE, group="", opposite=None, verbatim_ids=(),
    )  # fmt: skip


def test_the_point_its_members_make_is_the_name_and_an_empty_theme_has_one_too() -> None:
    vector = np.eye(8, dtype=np.float32)[0]
    units = {str(n): ThemeUnit(str(n), "レジで20分も待ちました", "ja", vector, -1, "store") for n in range(6)}
    spoken = list(units.values())
    facets, languages = [unit.facet for unit in spoken], ["ja"] * 6
    vectors = np.stack([unit.vector for unit in spoken])
    means = means_of(vectors, languages, facets)
    centroid = features(vectors, languages, means, facets)[0]
    found = Discovery((theme(0, centroid, tuple(units)), theme(1, centroid, ())), (), {}, (), means, RECORD)
    assert names_today(found, units, Wording()) == [
        {"ja": "レジで待たされる", "en": "Store: complaints"},
        {"ja": "その他の声", "en": "Other voices"},
    ]
