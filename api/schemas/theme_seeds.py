"""A company's own themes by HTTP."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import ConfigDict, Field

from api.schemas.shape import Incoming, Outgoing
from api.schemas.theme_edits import Person
from workers.seeding import LARGEST

YAML = """themes:
- id: late-delivery
  ja: 配送が遅い
  en: Late delivery
  touchpoint: delivery
  examples: [荷物が届きません, 配達予定日を過ぎています]
"""


class SeedsIn(Incoming):
    """The text of a YAML file, as `kikitori themes seed` takes it; `name` is told in complaints and in the history.

    At most 300 themes and 3,000 examples with 200,000 characters together; more come in another request.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [{"yaml": YAML, "name": "our_themes.yaml"}]})

    yaml: Annotated[str, Field(min_length=1, max_length=LARGEST)]
    name: Annotated[str, Field(min_length=1, max_length=200)] = "themes.yaml"
    person: Person = None


class SeedsOut(Outgoing):
    """`themes`: the id of each new theme by the company's key; `known` were planted before and stay as they are.

    `waiting`: nothing was read yet; they get their place once comments are. Units come in the background.
    """

    themes: dict[str, int]
    known: list[str]
    waiting: bool


SEEDS: dict[str, Any] = {"themes": {"late-delivery": 12}, "known": [], "waiting": False}
