"""Links the copies among the last comments of a workspace, so that a campaign is seen as one text ×N."""

from __future__ import annotations

from models.database import Sessions, reading, retrying
from models.duplicates import link_duplicates, recent_wordings
from nlp.copies import copies

# About ten seconds of one core. A copy of something older stays unlinked unless it is equal: intake links those.
MOST_COMPARED = 20_000


def link_copies(sessions: Sessions, workspace_id: int, most: int = MOST_COMPARED) -> int:
    """How many comments are linked anew. The sheets of their weeks are to be packed again."""
    with reading(sessions) as session:
        recent = recent_wordings(session, workspace_id, most)
    found = copies([wording.text for wording in recent])
    pairs = [(recent[earlier].comment_id, recent[later].comment_id) for earlier, later in found]
    return retrying(sessions, lambda session: link_duplicates(session, workspace_id, pairs)) if pairs else 0
