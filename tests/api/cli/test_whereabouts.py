"""A sign-in link leads to the server that runs, whatever port that was started with."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from api.cli import serving
from api.cli.whereabouts import address_of, noted, running_address
from settings import Settings, settings
from tests.api.cli.conftest import Command

HELD = (
    "import sys\nfrom api.cli.whereabouts import noted\nfrom settings import Settings\n"
    "with noted(Settings(), sys.argv[1]):\n    print('held', flush=True)\n    sys.stdin.read()\n"
)


def test_the_link_has_the_port_of_the_server_that_runs(
    kikitori: Command, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    links: list[str] = []

    def served(_app: object, listener: socket.socket) -> None:
        links.append(kikitori("signin").out)
        listener.close()

    monkeypatch.setattr(serving, "serve_on", served)
    assert kikitori("serve", "--port", 0).code == 0
    assert links[0].startswith("http://127.0.0.1:")
    assert not links[0].startswith(("http://127.0.0.1:0/", "http://127.0.0.1:8765/"))
    assert kikitori("signin").out.startswith("http://127.0.0.1:8765/signin?token=")


def test_what_another_process_noted_holds_while_it_lives(data_dir: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HELD, "http://127.0.0.1:9001"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    ) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == "held\n"
        assert running_address(settings()) == "http://127.0.0.1:9001"
        server.kill()
        server.wait()
    assert list((data_dir / "serving").iterdir()) != []
    assert running_address(settings()) == "http://127.0.0.1:8765"
    assert list((data_dir / "serving").iterdir()) == []


def test_the_address_people_see_goes_before_all(data_dir: Path) -> None:
    public = Settings(public_url="https://voices.example")
    with noted(public, "http://127.0.0.1:9001"):
        assert running_address(public) == "https://voices.example"


@pytest.mark.parametrize(
    ("host", "wanted"),
    [("0.0.0.0", "http://127.0.0.1:"), ("::", "http://[::1]:"), ("127.0.0.1", "http://127.0.0.1:")],
)
def test_a_link_goes_to_one_host(host: str, wanted: str) -> None:
    listener = serving.listen(Settings(port=0))
    try:
        assert address_of(Settings(host=host, port=0), listener) == f"{wanted}{listener.getsockname()[1]}"
    finally:
        listener.close()
