"""Themes as they are kept: what discovery needs, what it leaves, and the person's hand, which comes first."""

from models.themes.ageing import Aged, age
from models.themes.answering import Answered, accept, reject, take_back
from models.themes.choosing import Choice, chosen_units, units_to_split
from models.themes.discovered import NewEvent, NewTheme, NewThemeRun, SavedRun, assign_units, save_discovery
from models.themes.frozen import freeze
from models.themes.hand import forbid, move_unit, pin, rename, set_parent, set_state, watch
from models.themes.joining import Part, Parted, merge, split
from models.themes.known import (
    Assignable,
    StoredTheme,
    assignable,
    has_found_themes,
    known_themes,
    language_means,
    themes_version,
)
from models.themes.planting import NewSeed, plant, planted_keys
from models.themes.proposals import (
    ChangeView,
    NewChange,
    NewProposal,
    ProposalView,
    proposal,
    proposals,
    save_proposal,
)
from models.themes.renewing import Renewed, note_similarities, replant, save_renewal
from models.themes.undoing import undo
from models.themes.units import (
    Link,
    SeveralEncoders,
    UnitTable,
    links_of,
    newest_dimension,
    units_after,
    units_for_discovery,
    units_of,
    wait_for_one_encoder,
    waiting_units,
)
from models.themes.waiting import SeedExamples, WaitingSeed, waiting_seeds

__all__ = [
    "Aged",
    "Answered",
    "Assignable",
    "ChangeView",
    "Choice",
    "Link",
    "NewChange",
    "NewEvent",
    "NewProposal",
    "NewSeed",
    "NewTheme",
    "NewThemeRun",
    "Part",
    "Parted",
    "ProposalView",
    "Renewed",
    "SavedRun",
    "SeedExamples",
    "SeveralEncoders",
    "StoredTheme",
    "UnitTable",
    "WaitingSeed",
    "accept",
    "age",
    "assign_units",
    "assignable",
    "chosen_units",
    "forbid",
    "freeze",
    "has_found_themes",
    "known_themes",
    "language_means",
    "links_of",
    "merge",
    "move_unit",
    "newest_dimension",
    "note_similarities",
    "pin",
    "plant",
    "planted_keys",
    "proposal",
    "proposals",
    "reject",
    "rename",
    "replant",
    "save_discovery",
    "save_proposal",
    "save_renewal",
    "set_parent",
    "set_state",
    "split",
    "take_back",
    "themes_version",
    "undo",
    "units_after",
    "units_for_discovery",
    "units_of",
    "units_to_split",
    "wait_for_one_encoder",
    "waiting_seeds",
    "waiting_units",
    "watch",
]
