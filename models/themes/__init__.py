"""Themes as they are kept: what discovery needs, what it leaves, and the person's hand, which comes first."""

from models.themes.discovered import NewEvent, NewTheme, NewThemeRun, SavedRun, assign_units, save_discovery
from models.themes.hand import forbid, move_unit, pin, rename, set_parent, set_state, watch
from models.themes.joining import Part, Parted, merge, split
from models.themes.known import Assignable, StoredTheme, assignable, known_themes, language_means, themes_version
from models.themes.undoing import undo
from models.themes.units import UnitTable, units_after, units_for_discovery

__all__ = [
    "Assignable",
    "NewEvent",
    "NewTheme",
    "NewThemeRun",
    "Part",
    "Parted",
    "SavedRun",
    "StoredTheme",
    "UnitTable",
    "assign_units",
    "assignable",
    "forbid",
    "known_themes",
    "language_means",
    "merge",
    "move_unit",
    "pin",
    "rename",
    "save_discovery",
    "set_parent",
    "set_state",
    "split",
    "themes_version",
    "undo",
    "units_after",
    "units_for_discovery",
    "watch",
]
