"""`kikitori evaluate`: what it is asked for by name."""

import pytest

from tests.api.cli.conftest import Command


@pytest.mark.parametrize(("asked", "offered"), [(["nosuch"], "probes_ja"), (["themes", "nosuch"], "stability")])
def test_an_unknown_name_is_told_with_those_there_are(kikitori: Command, asked: list[str], offered: str) -> None:
    found = kikitori("evaluate", *asked)
    assert found.code == 2
    assert "'nosuch'" in found.err
    assert offered in found.err
    assert "Traceback" not in found.err
