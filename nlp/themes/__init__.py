"""Themes: groups of opinion units that say the same thing, with ids that last. Pure: units in, themes out."""

from nlp.themes.assign import Assigner
from nlp.themes.discovery import discover
from nlp.themes.values import (
    Discovery,
    DiscoveryOptions,
    Event,
    EventKind,
    Facet,
    KnownTheme,
    Membership,
    RunRecord,
    Theme,
    ThemeGroup,
    ThemeState,
    ThemeUnit,
)

__all__ = [
    "Assigner",
    "Discovery",
    "DiscoveryOptions",
    "Event",
    "EventKind",
    "Facet",
    "KnownTheme",
    "Membership",
    "RunRecord",
    "Theme",
    "ThemeGroup",
    "ThemeState",
    "ThemeUnit",
    "discover",
]
