"""Where wake-ups travel: a folder in the data directory by default, RabbitMQ or Redis by URL.

A message says only that there is work; the work stands in the database. So a lost message delays until the next
sweep, and a repeated one finds nothing to do. No broker has to be durable.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from settings import Settings
from workers import folder

ANALYSIS = "analysis"
BACKGROUND = "background"

# The folder is listed at every poll: 1 s (the transport's default) makes every first answer a second late, and much
# below 0.05 costs CPU while idle. The folder stays near empty because wake-ups are coalesced (see wakeups.py).
_POLL_SECONDS = 0.1
_VISIBILITY_SECONDS = 600


def broker_url(settings: Settings) -> str:
    return f"{folder.SCHEME}://" if is_folder(settings) else settings.broker_url


def is_folder(settings: Settings) -> bool:
    return not settings.broker_url or settings.broker_url.startswith("filesystem")


def queue_folder(settings: Settings) -> Path:
    return settings.data_dir.resolve() / "queue"


def transport_options(settings: Settings) -> dict[str, Any]:
    """Options of the transport behind the URL; folders are made when missing."""
    url = broker_url(settings)
    if is_folder(settings):
        folder.register()
        messages, control = queue_folder(settings), queue_folder(settings) / "control"
        control.mkdir(parents=True, exist_ok=True)
        return {
            "data_folder_in": str(messages),
            "data_folder_out": str(messages),
            "control_folder": str(control),
            "store_processed": False,
            "polling_interval": _POLL_SECONDS,
        }
    if url.startswith("redis"):
        # Without the two restore settings the transport looks for lost messages only every 100 s.
        return {
            "visibility_timeout": _VISIBILITY_SECONDS,
            "unacked_restore_interval": 5,
            "unacked_restore_throttle": 1,
            "socket_connect_timeout": 2,
            "socket_timeout": 5,
            "socket_keepalive": True,
        }
    return {"confirm_publish": True}
