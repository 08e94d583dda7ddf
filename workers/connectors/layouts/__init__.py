"""The exports we know, as declarations: how each is recognised and what its columns mean. No code per tool."""

from __future__ import annotations

from collections.abc import Sequence

from workers.connectors.layouts.layout import Layout
from workers.connectors.layouts.own import OWN
from workers.connectors.layouts.reviews import REVIEWS
from workers.connectors.layouts.social import SOCIAL
from workers.connectors.layouts.surveys import SURVEYS
from workers.connectors.layouts.tickets import TICKETS

LAYOUTS: tuple[Layout, ...] = (*SURVEYS, *TICKETS, *REVIEWS, *SOCIAL, *OWN)

__all__ = ["LAYOUTS", "Layout", "recognise"]


def recognise(headings: Sequence[str]) -> Layout | None:
    return next((layout for layout in LAYOUTS if layout.matches(headings)), None)
