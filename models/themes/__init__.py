"""Themes as they are kept: what discovery needs, what it leaves, and the person's hand, which comes first."""

from models.themes.discovered import NewEvent, NewTheme, NewThemeRun, SavedRun, save_discovery
from models.themes.known import Assignable, StoredTheme, assignable, known_themes, language_means
from models.themes.units import UnitTable, units_after, units_for_discovery

__all__ = [
    "Assignable",
    "NewEvent",
    "NewTheme",
    "NewThemeRun",
    "SavedRun",
    "StoredTheme",
    "UnitTable",
    "assignable",
    "known_themes",
    "language_means",
    "save_discovery",
    "units_after",
    "units_for_discovery",
]
