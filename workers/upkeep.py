"""What happens to themes each night without anyone asking: births are looked for, and states follow what was said."""

from __future__ import annotations

from dataclasses import dataclass

from models.database import Sessions, reading, retrying
from models.sheets.packing import refresh_all
from models.themes import Aged, SeveralEncoders, age, has_found_themes
from workers.discovery import FEWEST_UNITS, DiscoveryOutcome, Say, TooFewUnits, discover_first
from workers.pool import bear
from workers.proposing import ProposalOutcome, propose_workspace
from workers.renewal import renew
from workers.seed_places import place_waiting


@dataclass(frozen=True, slots=True)
class UpkeepOutcome:
    """`born`: ids of new themes, candidates or active. `aged`: themes that were promoted, rest, came back or closed."""

    born: tuple[int, ...]
    aged: tuple[Aged, ...]
    first: DiscoveryOutcome | None = None


def keep_up(sessions: Sessions, workspace_id: int, seed: int = 0, progress: Say | None = None) -> UpkeepOutcome:
    """Where no theme was ever found, the first discovery, when there is enough to find some in.

    Nothing while comments are being read again with another encoder: what a theme holds is judged when all are done.
    """
    say = progress or (lambda _share, _note: None)
    try:
        renew(sessions, workspace_id)
        place_waiting(sessions, workspace_id, FEWEST_UNITS)
        with reading(sessions) as session:
            known = has_found_themes(session, workspace_id)
        if not known:
            return UpkeepOutcome((), (), discover_first(sessions, workspace_id, seed, say))
        say(0.1, "births")
        born = bear(sessions, workspace_id, seed)
    except (TooFewUnits, SeveralEncoders):
        return UpkeepOutcome((), ())
    say(0.8, "states")
    refresh_all(sessions, workspace_id)
    aged = retrying(sessions, lambda session: age(session, workspace_id))
    return UpkeepOutcome(born, aged)


def discover_workspace(
    sessions: Sessions, workspace_id: int, seed: int = 0, progress: Say | None = None
) -> DiscoveryOutcome | ProposalOutcome:
    """The first discovery is applied; every later one is a proposal. Raises `TooFewUnits` and `SeveralEncoders`.

    Themes of another encoder get a place in that of today before it; that is not asked, because their units stay.
    """
    renew(sessions, workspace_id)
    place_waiting(sessions, workspace_id, FEWEST_UNITS)
    with reading(sessions) as session:
        known = has_found_themes(session, workspace_id)
    return (propose_workspace if known else discover_first)(sessions, workspace_id, seed, progress)
