"""All that the environment may change. Read by the doors, the workers and the migrations, nobody else."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Defaults run on one machine with SQLite and no server; production refuses the insecure ones."""

    model_config = SettingsConfigDict(env_prefix="KIKITORI_", env_file=".env", extra="ignore")

    environment: Literal["local", "production"] = "local"
    data_dir: Path = Field(default=Path("var"), description="Where the database, the queue and uploads live.")
    database_url: str = Field(default="", description="Empty: SQLite in data_dir. postgresql+psycopg://… otherwise.")
    broker_url: str = Field(default="", description="Empty: a folder in data_dir. amqp://… or redis://… otherwise.")
    host: str = "127.0.0.1"
    port: int = Field(default=8765, ge=0, le=65535)
    public_url: str = Field(default="", description="The address people see; empty: http://host:port.")
    secret_key: SecretStr = Field(default=SecretStr(""), description="Signs web sessions. Required in production.")
    locale: Literal["", "ja", "en"] = Field(default="", description="Empty: from the environment's LANG.")
    timezone: str = "Asia/Tokyo"
    weights: Path | None = Field(default=None, description="Empty: what kikitori train adopted, else the bundled.")
    encoder: str = Field(default="", description="Where the encoder of the weights is, when it has moved.")
    sentiment_checkpoint: str = Field(
        default="", description="A transformers classifier for sentiment: a folder, or NAME@REVISION."
    )
    sentiment_labels: dict[str, str] = Field(
        default_factory=dict, description="Its labels and the sides they mean, as JSON."
    )
    taxonomy: Path | None = Field(default=None, description="A company's own taxonomy YAML.")
    worker_processes: int = Field(default=1, ge=1, le=64)
    analysis_batch: int = Field(default=128, ge=1, le=4096)
    lease: timedelta = timedelta(seconds=60)
    max_attempts: int = Field(default=5, ge=1, le=100)
    sweep_every: timedelta = timedelta(seconds=10)
    upload_limit_bytes: int = Field(default=64 * 2**20, ge=1024)
    cell_limit_characters: int = Field(default=50_000, ge=100)
    request_limit_characters: int = Field(default=200_000, ge=1_000)
    rate_limit_per_minute: int = Field(default=600, ge=1)

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError) as error:
            raise ValueError(f"KIKITORI_TIMEZONE is {value!r}; wanted an IANA name such as Asia/Tokyo") from error
        return value

    @model_validator(mode="after")
    def _no_insecure_defaults(self) -> Self:
        if self.environment == "production" and len(self.secret_key.get_secret_value()) < 32:
            raise ValueError("KIKITORI_SECRET_KEY is shorter than 32 characters; wanted a random secret in production")
        return self

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{(self.data_dir / 'kikitori.sqlite3').resolve()}"

    @property
    def address(self) -> str:
        return self.public_url or f"http://{self.host}:{self.port}"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


@cache
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
