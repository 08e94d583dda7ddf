from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from settings import Settings
from workers.runner import Runner


def test_child_processes_read_every_setting_as_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = Settings(
        _env_file=None,
        environment="production",
        data_dir=tmp_path / "data",
        database_url="postgresql+psycopg://postgres@127.0.0.1/kikitori",
        broker_url="redis://127.0.0.1:6379/3",
        host="0.0.0.0",
        port=9000,
        public_url="https://voc.example",
        secret_key=SecretStr("x" * 32),
        locale="en",
        timezone="Europe/Berlin",
        weights=tmp_path / "weights",
        encoder="somewhere/else",
        sentiment_checkpoint="folder",
        sentiment_labels={"LABEL_0": "negative", "とても良い": "positive"},
        taxonomy=tmp_path / "taxonomy.yaml",
        worker_processes=3,
        analysis_batch=64,
        lease=timedelta(seconds=90, milliseconds=500),
        max_attempts=7,
        sweep_every=timedelta(minutes=2),
        upload_limit_bytes=2**20,
        cell_limit_characters=200,
        request_limit_characters=2_000,
        rate_limit_per_minute=30,
    )
    assert given.model_fields_set == set(Settings.model_fields)
    monkeypatch.setenv("KIKITORI_SECRET_KEY", "x" * 32)  # the children have it from the same place as we
    for name, value in Runner(given)._environment().items():
        monkeypatch.setenv(name, value)
    assert Settings(_env_file=None) == given
