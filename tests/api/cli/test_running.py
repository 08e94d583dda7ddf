"""`kikitori run`: real worker processes, the real broker, the bundled weights; from nothing to a sign-in that works."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from nlp.encoder import WEIGHTS

pytestmark = pytest.mark.skipif(not (WEIGHTS / "classifier.json").exists(), reason="the weights are not there yet")
ROOT = Path(__file__).parents[3]
LINES = "id,text,date\n" + "\n".join(f"{n},配送が{n}日遅れました。,2026-04-{n:02d}" for n in range(1, 21))


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process, and the sign-in link that it printed."""
    (tmp_path / "声.csv").write_text(LINES, encoding="utf-8")
    environment = os.environ | {
        "KIKITORI_DATA_DIR": str(tmp_path / "var"),
        "KIKITORI_LOCALE": "en",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "api.cli.main"]
    taken = subprocess.run([*command, "ingest", "声.csv"], cwd=tmp_path, env=environment, check=False)
    assert taken.returncode == 0
    run = subprocess.Popen(
        [*command, "run", "--port", "0", "--no-sample"],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield run, _link(run)
    finally:
        run.kill()
        run.communicate()


def _link(run: subprocess.Popen[str]) -> str:
    assert run.stdout is not None
    told = []
    for line in run.stdout:
        told.append(line)
        if found := re.search(r"http://\S+/signin\?token=\S+", line):
            return found.group()
    raise AssertionError(f"no sign-in link was printed: {''.join(told)}")


@pytest.mark.timeout(240)
def test_run_reads_what_waits_serves_it_and_stops_with_everything(running: tuple[subprocess.Popen[str], str]) -> None:
    run, link = running
    base = link.split("/signin")[0]
    ready = _when_ready(base)
    assert b'"ready"' in ready
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with opener.open(link, timeout=30) as page:
        assert page.status == 200
        assert page.url.rstrip("/") == base
    children = _children(run.pid)
    assert len(children) >= 2
    run.send_signal(signal.SIGINT)
    assert run.wait(60) == 0
    assert [pid for pid in children if Path(f"/proc/{pid}").exists() and _is_ours(pid)] == []


def _when_ready(base: str) -> bytes:
    until = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(f"{base}/readyz", timeout=10) as answer:
                found: bytes = answer.read()
                return found
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.3)


def _children(pid: int) -> list[int]:
    told = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(one) for one in told.read_text().split()] if told.exists() else []


def _is_ours(pid: int) -> bool:
    return b"workers.child" in Path(f"/proc/{pid}/cmdline").read_bytes()
