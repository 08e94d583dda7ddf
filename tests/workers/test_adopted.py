"""Weights are adopted and taken back one by one; nothing is ever deleted."""

from __future__ import annotations

from pathlib import Path

from nlp.encoder import WEIGHTS
from settings import Settings
from workers.adopted import adopt, in_use, new_folder, undo
from workers.reading import weights_in_use


def test_nothing_adopted_means_the_bundled_weights(tmp_path: Path) -> None:
    assert in_use(tmp_path) is None
    assert undo(tmp_path) is None
    assert weights_in_use(Settings(_env_file=None, data_dir=tmp_path)) == WEIGHTS


def test_undo_goes_back_to_what_was_in_use_before(tmp_path: Path) -> None:
    first = new_folder(tmp_path)
    first.mkdir(parents=True)
    adopt(tmp_path, first)
    second = new_folder(tmp_path)
    second.mkdir()
    adopt(tmp_path, second)
    assert (first.name, second.name) == ("0001", "0002")
    assert in_use(tmp_path) == second
    assert undo(tmp_path) == second
    assert in_use(tmp_path) == first
    assert undo(tmp_path) == first
    assert in_use(tmp_path) is None
    assert second.is_dir()
    assert new_folder(tmp_path).name == "0003"


def test_a_setting_made_by_hand_decides(tmp_path: Path) -> None:
    adopt(tmp_path, tmp_path / "weights" / "0001")
    assert weights_in_use(Settings(_env_file=None, data_dir=tmp_path, weights=WEIGHTS)) == WEIGHTS
    assert weights_in_use(Settings(_env_file=None, data_dir=tmp_path)) == tmp_path / "weights" / "0001"
