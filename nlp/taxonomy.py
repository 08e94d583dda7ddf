"""The journey, its touchpoints and what can go wrong: codes with names, the default or a company's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

DEFAULT = Path(__file__).with_name("taxonomy.yaml")
_SECTIONS = ("stages", "touchpoints", "pain_points", "intents", "signals")


class BadTaxonomy(ValueError):
    """A taxonomy file that cannot be used; the message names the place and what was wanted."""


@dataclass(frozen=True, slots=True)
class Name:
    """A code with its name per language; hidden ones stay known but are not offered."""

    code: str
    ja: str
    en: str
    hidden: bool = False

    def in_language(self, language: str) -> str:
        return self.ja if language == "ja" else self.en


@dataclass(frozen=True, slots=True)
class Touchpoint(Name):
    """Where something happened; `stage` is a code of the journey."""

    stage: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """Every section in the order of the file."""

    stages: Mapping[str, Name]
    touchpoints: Mapping[str, Touchpoint]
    pain_points: Mapping[str, Name]
    intents: Mapping[str, Name]
    signals: Mapping[str, Name]

    @staticmethod
    def default() -> Taxonomy:
        """The taxonomy that ships with the project."""
        return _default()

    @staticmethod
    def read(path: Path) -> Taxonomy:
        """A company's file laid over the default: same codes rename or hide, new codes add, named ones come first."""
        return _built(_overlaid(_sections(DEFAULT), _sections(path)), path)

    def stage_of(self, touchpoint: str | None) -> str | None:
        """The journey stage of a touchpoint; None for none and for a code this taxonomy does not know."""
        found = self.touchpoints.get(touchpoint) if touchpoint is not None else None
        return found.stage if found is not None else None


_Entry = dict[str, str | bool]
_Sections = dict[str, dict[str, _Entry]]


@cache
def _default() -> Taxonomy:
    return _built(_sections(DEFAULT), DEFAULT)


def _sections(path: Path) -> _Sections:
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadTaxonomy(f"taxonomy {path.name}: {error}; wanted a readable UTF-8 YAML file") from error
    if not isinstance(found, dict):
        raise BadTaxonomy(f"taxonomy {path.name}: top level is {type(found).__name__}; wanted {', '.join(_SECTIONS)}")
    for section, entries in found.items():
        if section not in _SECTIONS:
            raise BadTaxonomy(f"taxonomy {path.name}: section {section!r}; wanted one of {', '.join(_SECTIONS)}")
        _check(path, section, entries)
    return {section: found.get(section, {}) for section in _SECTIONS}


def _check(path: Path, section: str, entries: object) -> None:
    if not isinstance(entries, dict):
        raise BadTaxonomy(f"taxonomy {path.name}: {section} is {type(entries).__name__}; wanted codes with names")
    for code, entry in entries.items():
        if not isinstance(code, str) or not isinstance(entry, dict):
            raise BadTaxonomy(f"taxonomy {path.name}: {section}.{code} is {entry!r}; wanted {{ja: …, en: …}}")
        unknown = set(entry) - {"ja", "en", "hidden", "stage"}
        if unknown:
            raise BadTaxonomy(
                f"taxonomy {path.name}: {section}.{code} has {sorted(unknown)}; wanted ja, en, hidden, stage"
            )


def _overlaid(under: _Sections, over: _Sections) -> _Sections:
    laid: _Sections = {}
    for section in _SECTIONS:
        order = [*over[section], *(code for code in under[section] if code not in over[section])]
        laid[section] = {code: under[section].get(code, {}) | over[section].get(code, {}) for code in order}
    return laid


def _built(sections: _Sections, path: Path) -> Taxonomy:
    stages = _names(sections["stages"])
    touchpoints: dict[str, Touchpoint] = {}
    for code, entry in sections["touchpoints"].items():
        stage = str(entry.get("stage", ""))
        if stage not in stages:
            raise BadTaxonomy(
                f"taxonomy {path.name}: touchpoints.{code}.stage is {stage!r}; wanted one of {', '.join(stages)}"
            )
        name = _names({code: entry})[code]
        # Nothing of a hidden stage is offered.
        hidden = name.hidden or stages[stage].hidden
        touchpoints[code] = Touchpoint(name.code, name.ja, name.en, hidden, stage=stage)
    return Taxonomy(
        stages=stages,
        touchpoints=touchpoints,
        pain_points=_names(sections["pain_points"]),
        intents=_names(sections["intents"]),
        signals=_names(sections["signals"]),
    )


def _names(entries: dict[str, _Entry]) -> dict[str, Name]:
    """A name missing in one language is taken from the other, and from the code when both are."""
    names: dict[str, Name] = {}
    for code, entry in entries.items():
        ja, en = str(entry.get("ja", "")), str(entry.get("en", ""))
        names[code] = Name(code, ja or en or code, en or ja or code, bool(entry.get("hidden", False)))
    return names
