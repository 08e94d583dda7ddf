"""The Celery application: `celery -A workers.app`. Importing it reads the settings and loads nothing heavy."""

from __future__ import annotations

from functools import cache

from celery import Celery
from celery.schedules import crontab

from settings import Settings, settings
from workers.broker import ANALYSIS, BACKGROUND, broker_url, is_folder, transport_options

# Local time; the shop is closed and the machine idle.
HOUR = 3
TASKS = ("workers.analysis_task", "workers.jobs", "workers.sweeper", "workers.schedule", "workers.processes")


def create_app(settings: Settings) -> Celery:
    app = Celery("kikitori", broker=broker_url(settings), include=TASKS)
    limit = settings.lease.total_seconds()
    app.conf.update(
        broker_transport_options=transport_options(settings),
        broker_connection_retry_on_startup=True,
        broker_connection_timeout=2,
        broker_pool_acquire_timeout=10,
        # JSON only, no results: state lives in the database, messages carry ids at most, never a customer's words.
        accept_content=["json"],
        task_serializer="json",
        result_backend=None,
        task_ignore_result=True,
        # Late acknowledgement alone loses the task of a killed child; both flags are needed (measured).
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_acks_on_failure=True,
        task_acks_on_timeout=True,
        task_publish_retry=False,
        task_track_started=False,
        # The lease is the promise; a task that outlives it works for nothing. The rest is for its last commit.
        task_time_limit=limit + 15,
        worker_prefetch_multiplier=1,
        # Ten seconds by default, in which the worker takes nothing new; the lease brings the comments back anyway.
        worker_lost_wait=1.0,
        worker_cancel_long_running_tasks_on_connection_loss=True,
        worker_enable_remote_control=not is_folder(settings),
        worker_hijack_root_logger=False,
        task_default_queue=ANALYSIS,
        task_create_missing_queues=True,
        task_routes={"workers.import_file": BACKGROUND, "workers.discover_themes": BACKGROUND},
        timezone=settings.timezone,
        beat_schedule={
            "sweep": {
                "task": "workers.sweep",
                "schedule": settings.sweep_every.total_seconds(),
                # A sweep that waited is worth nothing: the next one does the same.
                "options": {"expires": settings.sweep_every.total_seconds()},
            },
            "upkeep": {"task": "workers.plan_upkeep", "schedule": crontab(hour=HOUR, minute=0)},
            "discover": {"task": "workers.plan_discovery", "schedule": crontab(hour=HOUR, minute=30, day_of_month=1)},
        },
    )
    return app


@cache
def celery_app() -> Celery:
    """The application of this process."""
    return create_app(settings())


app = celery_app()
