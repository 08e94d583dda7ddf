"""The readers: together where possible, alone where one text breaks its neighbours, never more than may wait."""

import threading
from collections.abc import Sequence
from typing import Any

import pytest

from api.readers import Overloaded, Readers
from nlp.values import Reading, Text
from tests.api.conftest import PlainAnalyser


class Watched(PlainAnalyser):
    """Counts calls, waits to be let go, and breaks on the word BOOM."""

    def __init__(self) -> None:
        self.calls: list[int] = []
        self.may_go_on = threading.Event()

    def analyse(self, texts: Sequence[Text]) -> Any:
        assert self.may_go_on.wait(30)
        self.calls.append(len(texts))
        if any(text.text == "BOOM" for text in texts):
            raise RuntimeError("a text broke the reader")
        return super().analyse(texts)


def quotes(found: list[Any]) -> list[str]:
    return [one.opinions[0].quote for one in found if isinstance(one, Reading)]


def test_what_waits_is_read_together_and_answered_apart() -> None:
    analyser = Watched()
    readers = Readers(lambda: analyser, threads=1)
    futures = [readers.submit([Text(f"{n}a"), Text(f"{n}b")]) for n in range(10)]
    analyser.may_go_on.set()
    assert [quotes(future.result(30)) for future in futures] == [[f"{n}a", f"{n}b"] for n in range(10)]
    assert sum(analyser.calls) == 20
    assert len(analyser.calls) <= 2
    readers.close()


def test_a_text_that_breaks_the_reader_fails_its_own_request_only() -> None:
    analyser = Watched()
    readers = Readers(lambda: analyser, threads=1)
    first, broken, last = (readers.submit([Text(text)]) for text in ("良い", "BOOM", "遅い"))
    analyser.may_go_on.set()
    assert quotes(first.result(30)) == ["良い"]
    assert quotes(last.result(30)) == ["遅い"]
    with pytest.raises(RuntimeError, match="broke the reader"):
        broken.result(30)
    readers.close()


def test_no_more_than_the_limit_wait_but_one_large_request_always_may() -> None:
    analyser = Watched()
    readers = Readers(lambda: analyser, threads=1, limit=4)
    large = readers.submit([Text("x")] * 10)
    with pytest.raises(Overloaded, match="10 texts wait to be read; wanted at most 4") as full:
        readers.submit([Text("y")])
    assert 1 <= full.value.retry_after <= 60
    analyser.may_go_on.set()
    assert len(large.result(30)) == 10
    readers.close()


def test_closing_gives_up_what_waits() -> None:
    analyser = Watched()
    readers = Readers(lambda: analyser, threads=1)
    running = readers.submit([Text("x")] * 256)
    while readers._queue:
        threading.Event().wait(0.01)
    waiting = readers.submit([Text("y")])
    readers.close()
    analyser.may_go_on.set()
    assert waiting.cancelled()
    assert len(running.result(30)) == 256


def test_weights_that_fail_once_are_tried_again() -> None:
    tries: list[int] = []

    def load() -> PlainAnalyser:
        tries.append(1)
        if len(tries) == 1:
            raise OSError("the disk is away")
        return PlainAnalyser()

    readers = Readers(load, threads=1)
    with pytest.raises(OSError, match="disk"):
        readers.submit([Text("x")]).result(30)
    assert readers.failure == "OSError: the disk is away"
    assert quotes(readers.submit([Text("x")]).result(30)) == ["x"]
    assert readers.failure is None
    readers.close()
