"""The command line as a person calls it, in process: arguments in; exit code, stdout and stderr out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from api.cli import opening
from api.cli.main import main
from settings import settings
from tests.api.conftest import PlainAnalyser


@dataclass(frozen=True)
class Outcome:
    """What a command left."""

    code: int
    out: str
    err: str


Command = Callable[..., Outcome]


@pytest.fixture
def data_dir(tmp_path: Path, migrated: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "var"
    folder.mkdir()
    (folder / "kikitori.sqlite3").write_bytes(migrated.read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KIKITORI_DATA_DIR", str(folder))
    monkeypatch.setenv("KIKITORI_LOCALE", "en")
    monkeypatch.setenv("COLUMNS", "200")
    settings.cache_clear()
    yield folder
    settings.cache_clear()


@pytest.fixture
def kikitori(data_dir: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.setattr(opening, "analyser", PlainAnalyser)

    def run(*arguments: object) -> Outcome:
        capsys.readouterr()
        try:
            main([str(one) for one in arguments])
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        told = capsys.readouterr()
        return Outcome(code, told.out, told.err)

    return run
