"""Tells the workers that there is work, after the commit. Never fails the caller: the sweeper finds what was missed."""

from __future__ import annotations

import logging
import os
import time
from dataclasses import dataclass

from kombu.exceptions import KombuError

from settings import Settings
from workers.app import celery_app
from workers.broker import ANALYSIS, BACKGROUND, is_folder, queue_folder

logger = logging.getLogger(__name__)

ANALYSE = "workers.analyse_pending"
IMPORT = "workers.import_file"
DISCOVER = "workers.discover_themes"
_REST_SECONDS = 5.0


@dataclass(slots=True)
class _Rest:
    """After a failure the broker is left alone for a while, so that no caller waits for it again and again."""

    until: float = 0.0


_rest = _Rest()


def wake(settings: Settings, task: str = ANALYSE) -> bool:
    """Whether a wake-up is on its way. Call it after the commit that made the work."""
    if time.monotonic() < _rest.until:
        return False
    try:
        if is_folder(settings) and _waits_already(settings, task):
            return True
        celery_app().send_task(task, retry=False)
    except (KombuError, OSError, TimeoutError) as error:
        _rest.until = time.monotonic() + _REST_SECONDS
        logger.warning("no wake-up sent, the next sweep will find the work: %s", type(error).__name__)
        return False
    return True


def _waits_already(settings: Settings, task: str) -> bool:
    """A message that nobody took yet will be taken after this commit, so it does for this work too.

    The folder is listed at every poll of every worker; thousands of equal wake-ups in it would make each slower.
    """
    # Either background task takes any job that waits, so one message for both is enough.
    queue = ANALYSIS if task == ANALYSE else BACKGROUND
    try:
        return any(name.endswith(f".{queue}.msg") for name in os.listdir(queue_folder(settings)))
    except FileNotFoundError:
        return False
