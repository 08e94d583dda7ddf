"""A company's own themes through the web door: the same parser and the same complaints as in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api.house import House
from api.problems import Problem
from api.readers import Answer, Overloaded, Readers
from nlp.values import Text
from workers.seeding import Planted, seed_and_ask


@dataclass(frozen=True, slots=True)
class Queued:
    """The readers that serve /v1/classify, as an analyser that waits for its turn."""

    readers: Readers

    @property
    def version(self) -> str:
        return self.readers.version or ""

    def analyse(self, texts: Sequence[Text]) -> list[Answer]:
        try:
            return self.readers.submit(texts).result()
        except Overloaded as full:
            raise Problem("overloaded", str(full), headers={"Retry-After": str(full.retry_after)}) from full
        except Exception as error:
            if self.readers.failure:
                raise Problem("not-ready", "The weights could not be loaded", headers={"Retry-After": "30"}) from error
            raise


def sow(house: House, workspace_id: int, text: str, name: str, person: str) -> Planted:
    """Planted, or refused as a whole (`BadSeeds`); ring for a worker afterwards, who brings the units."""
    return seed_and_ask(house.sessions, workspace_id, text, name, person, Queued(house.readers))
