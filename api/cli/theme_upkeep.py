"""`kikitori themes upkeep`: the night's work, now."""

from __future__ import annotations

from api.cli.discover import Seed
from api.cli.locale import locale
from api.cli.naming import named
from api.cli.screen import Json, as_json, tell


def upkeep(seed: Seed = 0, json: Json = False) -> None:
    from api.cli.opening import store
    from api.wording import worded
    from workers.upkeep import keep_up

    with store() as (sessions, workspace_id):
        done = keep_up(sessions, workspace_id, seed)
    if json:
        as_json(done)
        return
    if done.first is not None:
        tell("upkeep.first", themes=done.first.themes)
        return
    for theme in done.born:
        tell("upkeep.born", theme=theme)
    for one in done.aged:
        reason = worded(one.reason, locale())
        tell("upkeep.aged", theme=one.theme_id, state=named("tag", one.state), reason=reason)
    tell("upkeep.done", born=len(done.born), aged=len(done.aged))
