"""Our own lines: what POST /v1/feedback takes, the sample is written in and exports are given back in."""

from __future__ import annotations

from workers.connectors.layouts.layout import Layout
from workers.mapping import Role

KIKITORI = Layout(
    name="kikitori",
    title="Kikitori JSON lines",
    channel="survey",
    signature=("id|externalid", "text", "channel", "receivedat"),
    roles=(
        (Role.ID, "id|externalid"),
        (Role.TEXT, "text"),
        (Role.CHANNEL, "channel"),
        (Role.DATE, "receivedat"),
        (Role.QUESTION, "question"),
        (Role.AUTHOR, "author"),
        (Role.LANGUAGE, "language|languagehint"),
        (Role.TOUCHPOINT, "touchpoint|touchpointhint"),
        (Role.NPS, "scoresnps"),
        (Role.CSAT, "scorescsat"),
        (Role.CES, "scoresces"),
        (Role.SEGMENT, "segment.+"),
    ),
)

OWN = (KIKITORI,)
