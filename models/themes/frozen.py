"""Where every unit was when a run was over: kept with the run, so that an old report can be counted again.

Its scores and its story take seconds to reckon: they are asked for here, in the same transaction, and kept by a job.
"""

from __future__ import annotations

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import jobs
from models.sheets.marks import new_stamp
from models.tables import Theme, ThemeLink, ThemeRun
from models.themes.arrays import pack_named

KEEP = "keep"  # the job that reckons the report
WAITS = "waits"  # in a report that is not reckoned yet


def freeze(session: Session, run: ThemeRun) -> None:
    """All links there are, a person's too, and the names that the themes had."""
    chosen = select(ThemeLink.unit_id, ThemeLink.theme_id, ThemeLink.similarity).where(
        ThemeLink.workspace_id == run.workspace_id, ThemeLink.theme_id.is_not(None)
    )
    rows = session.execute(chosen.order_by(ThemeLink.unit_id)).all()
    run.members = pack_named(
        {
            "unit": np.array([row.unit_id for row in rows], np.int64),
            "theme": np.array([row.theme_id for row in rows], np.int64),
            "similarity": np.array([row.similarity for row in rows], np.float32),
        }
    )
    themes = session.scalars(select(Theme).where(Theme.workspace_id == run.workspace_id).order_by(Theme.id))
    run.themes = [{"id": t.id, "code": t.code, "label": dict(t.label), "state": t.state} for t in themes]
    run.report = {WAITS: new_stamp()}
    session.flush()
    jobs.request_once(session, run.workspace_id, KEEP)
