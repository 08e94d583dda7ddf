"""Social posts."""

from __future__ import annotations

from workers.connectors.layouts.layout import Layout
from workers.mapping import Role

X_POSTS = Layout(
    name="x",
    title="X API v2",
    channel="social",
    signature=("id", "text", "authorid|edithistorytweetids", "createdat|edithistorytweetids|publicmetrics.*"),
    roles=(
        (Role.ID, "id"),
        (Role.TEXT, "text"),
        (Role.DATE, "createdat"),
        (Role.LANGUAGE, "lang"),
        (Role.AUTHOR, "authorid"),
    ),
)
MASTODON = Layout(
    name="mastodon",
    title="Mastodon",
    channel="social",
    signature=("id", "content", "visibility", "accountid|accountacct|accountusername"),
    html=True,
    roles=(
        (Role.ID, "id"),
        (Role.TITLE, "spoilertext"),
        (Role.TEXT, "content"),
        (Role.DATE, "createdat"),
        (Role.LANGUAGE, "language"),
        (Role.AUTHOR, "accountid"),
        (Role.PERSONAL, "account.*"),
    ),
)

SOCIAL = (X_POSTS, MASTODON)
