"""Support desks."""

from __future__ import annotations

from workers.connectors.layouts.layout import Layout
from workers.mapping import Role

ZENDESK_CSV = Layout(
    name="zendesk-csv",
    title="Zendesk CSV",
    channel="ticket",
    signature=("requesterid", "groupstations|summationcolumn", "assigneestations|satisfactionscore"),
    advice=(
        "チケットを JSON でエクスポートしてください（本文 description が入ります）。",
        "Export the tickets as JSON instead: it holds the description.",
    ),
)
ZENDESK_JSON = Layout(
    name="zendesk",
    title="Zendesk JSON",
    channel="ticket",
    signature=("id", "description", "requesterid", "subject|rawsubject"),
    roles=(
        (Role.ID, "id"),
        (Role.TITLE, "subject"),
        (Role.TEXT, "description"),
        (Role.DATE, "createdat"),
        (Role.AUTHOR, "requesterid"),
        (Role.SEGMENT, "priority|type|brandid|viachannel"),
    ),
)
INTERCOM = Layout(
    name="intercom",
    title="Intercom JSON",
    channel="ticket",
    signature=("id", "sourcebody", "(sourceauthor|contacts|conversationrating|statistics|state).*"),
    html=True,
    roles=(
        (Role.ID, "id"),
        (Role.TITLE, "sourcesubject"),
        (Role.TEXT, "sourcebody"),
        (Role.DATE, "createdat"),
        (Role.AUTHOR, "sourceauthorid"),
        (Role.CSAT, "conversationratingrating"),
        (Role.PERSONAL, "sourceauthor(name|email)"),
    ),
)

TICKETS = (ZENDESK_CSV, ZENDESK_JSON, INTERCOM)
