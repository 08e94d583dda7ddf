"""What codes are called: the workspace's own journey first, then the taxonomy in use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from api.pages.tongue import Tongue
from models.workspaces import NewTouchpoint
from nlp.taxonomy import Name, Taxonomy


class Named(Protocol):
    """Anything with a name in both languages."""

    @property
    def ja(self) -> str: ...
    @property
    def en(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Names:
    """Names in one tongue; an unknown code names itself, for a company may have dropped it from its journey."""

    tongue: Tongue
    touchpoints: Mapping[str, NewTouchpoint]
    taxonomy: Taxonomy

    @property
    def places(self) -> list[str]:
        """The codes of the touchpoints that are offered, in the order of the journey."""
        return [code for code, one in self.touchpoints.items() if not one.hidden]

    def touchpoint(self, code: str | None) -> str:
        if not code:
            return self.tongue.t("unknown_touchpoint")
        return self._of(self.touchpoints.get(code) or self.taxonomy.touchpoints.get(code), code)

    def stage(self, code: str | None) -> str:
        return self._of(self.taxonomy.stages.get(code or ""), code or self.tongue.t("unknown_touchpoint"))

    def stage_of(self, touchpoint: str | None) -> str | None:
        found = self.touchpoints.get(touchpoint or "")
        return found.stage if found else None

    def pain_point(self, code: str) -> str:
        return self._of(self.taxonomy.pain_points.get(code), code)

    def intent(self, code: str) -> str:
        return self._of(self.taxonomy.intents.get(code), code)

    def signal(self, code: str) -> str:
        return self._of(self.taxonomy.signals.get(code), code)

    def sentiment(self, code: str) -> str:
        key = f"sentiment.{code}"
        return self.tongue.t(key) if self.tongue.has(key) else code

    def channel(self, code: str) -> str:
        key = f"channel.{code}"
        return self.tongue.t(key) if self.tongue.has(key) else code

    def score(self, kind: str) -> str:
        key = f"score.{kind}"
        return self.tongue.t(key) if self.tongue.has(key) else kind.upper()

    def language(self, code: str) -> str:
        key = f"language.{code}"
        return self.tongue.t(key) if self.tongue.has(key) else code

    def segment(self, name: str) -> str:
        """The heading of an attribute; its values are the company's own words and stay as they are."""
        key = f"segment.{name}"
        return self.tongue.t(key) if self.tongue.has(key) else name

    def _of(self, named: Named | None, code: str) -> str:
        if named is None:
            return code
        return named.ja if self.tongue.code == "ja" else named.en


def names(tongue: Tongue, touchpoints: Sequence[NewTouchpoint], taxonomy: Taxonomy) -> Names:
    return Names(tongue, {one.code: one for one in touchpoints}, taxonomy)


def offered(section: Mapping[str, Name]) -> list[str]:
    """The codes of a section without the hidden ones."""
    return [code for code, one in section.items() if not one.hidden]
