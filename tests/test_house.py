"""The house stands as README says, and its outer rules hold where no linter looks."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("nlp", "models", "workers", "api", "evaluation")
FORBIDDEN_NAMES = {"utils", "helpers", "common", "manager", "base", "misc"}


def sources() -> list[Path]:
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def test_readme_maps_every_folder() -> None:
    mapped = set(re.findall(r"^(\w+)/ ", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.MULTILINE))
    folders = {name for name in (*PACKAGES, "tests", "docs") if (ROOT / name).is_dir()}
    assert mapped >= folders
    assert all((ROOT / name).is_dir() for name in mapped)


def test_settings_import_nothing_of_ours() -> None:
    tree = ast.parse((ROOT / "settings.py").read_text(encoding="utf-8"))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
    }
    assert not imported & set(PACKAGES)


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [path for path in sources() if path.stem in FORBIDDEN_NAMES] == []


def test_nothing_is_pickled() -> None:
    pattern = re.compile(r"^\s*(import|from)\s+(pickle|dill|cloudpickle|joblib)\b|torch\.load\(", re.MULTILINE)
    assert [path for path in sources() if pattern.search(path.read_text(encoding="utf-8"))] == []
    weights = ROOT / "nlp" / "weights"
    assert [path for path in weights.rglob("*") if path.suffix in {".pkl", ".bin", ".pt", ".joblib"}] == []


def test_each_heavy_library_is_imported_by_one_file() -> None:
    heavy = ("transformers", "sentence_transformers", "ginza", "bertopic", "umap", "hdbscan")
    for library in heavy:
        pattern = re.compile(rf"^\s*(?:import|from)\s+{library}\b", re.MULTILINE)
        users = [path for path in sources() if pattern.search(path.read_text(encoding="utf-8"))]
        assert len(users) <= 1, f"{library} is imported by {[str(u.relative_to(ROOT)) for u in users]}"


def test_every_setting_is_documented() -> None:
    from settings import Settings

    told = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    missing = [name for name in Settings.model_fields if f"KIKITORI_{name.upper()}" not in told]
    assert missing == []
