"""A company's own themes from a file that a person chooses on the page of the themes."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, File, Response, UploadFile

from api.house import DISCOVERY, HouseDep
from api.pages.forms import Sender
from api.pages.page import back
from api.seeds import sow
from workers.seeding import LARGEST, written_out

router = APIRouter(prefix="/themes")
MOST_BYTES = 4 * LARGEST


@router.post("/seeds")
def plant(user: Sender, house: HouseDep, file: Annotated[UploadFile, File()], after: BackgroundTasks) -> Response:
    name = PurePosixPath((file.filename or "").replace("\\", "/")).name[:200] or "themes.yaml"
    text = written_out(file.file.read(MOST_BYTES + 1), name)
    done = sow(house, user.workspace_id, text, name, user.name)
    after.add_task(house.wake, DISCOVERY)
    if not done.themes and not done.placed:
        return back("/themes", "seeds_known")
    return back("/themes", "seeds_waiting" if done.waiting else "seeded")
