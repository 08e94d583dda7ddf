import pytest
from pydantic import ValidationError

from settings import Settings


def test_defaults_need_no_server() -> None:
    settings = Settings(_env_file=None)
    assert settings.database.startswith("sqlite:///")
    assert settings.broker_url == ""


def test_production_refuses_a_short_secret() -> None:
    with pytest.raises(ValidationError, match="KIKITORI_SECRET_KEY is shorter than 32"):
        Settings(_env_file=None, environment="production")
    Settings(_env_file=None, environment="production", secret_key="x" * 32)


def test_an_unknown_time_zone_is_named() -> None:
    with pytest.raises(ValidationError, match="'Asia/Tokio'; wanted an IANA name"):
        Settings(_env_file=None, timezone="Asia/Tokio")


def test_the_address_follows_host_and_port_unless_given() -> None:
    assert Settings(_env_file=None, host="0.0.0.0", port=80).address == "http://0.0.0.0:80"
    assert Settings(_env_file=None, public_url="https://voc.example").address == "https://voc.example"
