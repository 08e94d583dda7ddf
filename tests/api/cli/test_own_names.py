"""A company's own taxonomy at the terminal."""

from pathlib import Path
from typing import Any

import pytest

from nlp.themes.phrases import Wording
from settings import settings
from tests.api.cli.conftest import Command

OURS = "touchpoints: {delivery: {en: Parcel run}}\npain_points: {waiting: {en: Our delays}}\n"


@pytest.fixture
def ours(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = data_dir.parent / "ours.yaml"
    path.write_text(OURS, encoding="utf-8")
    monkeypatch.setenv("KIKITORI_TAXONOMY", str(path))
    settings.cache_clear()
    return path


def test_a_reading_is_shown_by_the_company_names(kikitori: Command, ours: Path) -> None:
    shown = kikitori("classify", "配送が遅い").out
    assert "Parcel run" in shown
    assert "Our delays" in shown
    ours.write_text("pain_points: {waiting: {en: Queues}}", encoding="utf-8")
    assert "Queues" in kikitori("classify", "配送が遅い").out


def test_themes_of_a_file_are_labelled_by_them(kikitori: Command, ours: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Wording] = []

    def theme_texts(*_: object, wording: Wording, **__: object) -> tuple[list[Any], None]:
        given.append(wording)
        return [], None

    monkeypatch.setattr("nlp.themes.stateless.theme_texts", theme_texts)
    Path("in.jsonl").write_text("", encoding="utf-8")
    kikitori("themes", "discover", "--input", "in.jsonl")
    assert [one.touchpoints["delivery"]["en"] for one in given] == ["Parcel run"]
    assert [one.pain_points["waiting"]["en"] for one in given] == ["Our delays"]


def test_a_file_that_cannot_be_used_is_said_in_a_sentence(kikitori: Command, ours: Path) -> None:
    ours.write_text("colours: {}", encoding="utf-8")
    found = kikitori("status")
    assert found.code == 2
    assert "ours.yaml" in found.err
    assert "colours" in found.err
