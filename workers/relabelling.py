"""What a theme would be called if it were found today: asked when its meaning has moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlp.themes import labels, points
from nlp.themes.phrases import Wording
from nlp.themes.values import Discovery, ThemeUnit


def names_today(found: Discovery, units: Mapping[str, ThemeUnit], wording: Wording) -> list[Mapping[str, str]]:
    """A label for each theme of the run, in its order, told apart from one another as at a birth."""
    members: list[Sequence[ThemeUnit]] = [[units[unit] for unit in theme.member_ids] for theme in found.themes]
    profiles = [labels.profile(inside, len(units)) for inside in members]
    said = points.said_by_theme([[unit.text for unit in inside if unit.language == "ja"] for inside in members])
    voices = [labels.Voice(theme.keywords, phrases) for theme, phrases in zip(found.themes, said, strict=True)]
    return [label.texts for label in labels.label_all(profiles, voices, wording)]
