"""Themes as they are kept: what discovery needs, what it leaves, and the person's hand, which comes first."""

from models.themes.discovered import NewEvent, NewTheme, NewThemeRun, SavedRun, assign_units, save_discovery
from models.themes.hand import forbid, move_unit, pin, rename, set_parent, set_state, watch
from models.themes.joining import Part, Parted, merge, split
from models.themes.known import Assignable, StoredTheme, assignable, known_themes, language_means, themes_version
from models.themes.planting import NewSeed, plant, planted_keys
from models.themes.undoing import undo
from models.themes.units import Link, UnitTable, links_of, units_after, units_for_discovery

__all__ = [
    "Assignable",
    "Link",
    "NewEvent",
    "NewSeed",
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
    "links_of",
    "merge",
    "move_unit",
    "pin",
    "plant",
    "planted_keys",
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
