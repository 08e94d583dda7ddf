"""Messages in a folder appear whole, and processes that start together agree on the table of queues."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from kombu import Connection, Exchange, Queue
from kombu.simple import SimpleQueue

from settings import Settings
from workers.broker import broker_url, queue_folder, transport_options


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, broker_url="")


def connect(settings: Settings) -> Connection:
    return Connection(broker_url(settings), transport_options=transport_options(settings))


@pytest.fixture
def connection(settings: Settings) -> Iterator[Connection]:
    with connect(settings) as opened:
        yield opened


def test_a_message_comes_back(connection: Connection) -> None:
    queue = SimpleQueue(connection, "analysis")
    for number in range(3):
        queue.put({"number": number})
    assert [queue.get(timeout=5).payload["number"] for _ in range(3)] == [0, 1, 2]


def test_nobody_sees_a_message_before_it_is_whole(
    settings: Settings, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[str]] = []
    replace = Path.replace

    def watched(source: Path, target: Path) -> Path:
        assert source.read_text(encoding="utf-8").endswith("}")
        seen.append([path.name for path in queue_folder(settings).glob("*.msg")])
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", watched)
    SimpleQueue(connection, "analysis").put({"number": 1})
    assert seen == [[]]
    assert len(list(queue_folder(settings).glob("*.msg"))) == 1


def test_a_table_that_was_made_and_not_yet_written_is_written(settings: Settings, connection: Connection) -> None:
    (queue_folder(settings) / "control" / "shop.exchange").touch()
    channel = connection.channel()
    assert channel.get_table("shop") == []
    Queue("late", Exchange("shop", type="direct"), routing_key="late", channel=channel).declare()
    assert [row.queue for row in channel.get_table("shop")] == ["late"]


def test_many_that_start_together_are_all_in_the_table(settings: Settings) -> None:
    def declare(number: int) -> None:
        with connect(settings) as one:
            name = f"queue{number}"
            Queue(name, Exchange("shop", type="direct"), routing_key=name, channel=one.channel()).declare()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(declare, range(24)))
    with connect(settings) as one:
        assert {row.queue for row in one.channel().get_table("shop")} == {f"queue{number}" for number in range(24)}
