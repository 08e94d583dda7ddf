"""What a workspace calls its touchpoints and pain points, as labels say it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from models.workspaces import pain_points, touchpoints
from nlp.themes.phrases import Wording


def wording_of(session: Session, workspace_id: int) -> Wording:
    places = {one.code: {"ja": one.ja, "en": one.en} for one in touchpoints(session, workspace_id)}
    return Wording(places, pain_points(session, workspace_id))
