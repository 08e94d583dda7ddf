from pathlib import Path

import pytest

from nlp.tasks import INTENTS, PAIN_POINTS, SIGNALS, TOUCHPOINTS
from nlp.taxonomy import BadTaxonomy, Taxonomy


def overlay(folder: Path, words: str) -> Taxonomy:
    path = folder / "ours.yaml"
    path.write_text(words, encoding="utf-8")
    return Taxonomy.read(path)


def test_the_default_has_every_label_of_the_classifier_in_its_order() -> None:
    default = Taxonomy.default()
    assert tuple(default.touchpoints) == TOUCHPOINTS
    assert tuple(default.pain_points) == PAIN_POINTS
    assert tuple(default.intents) == INTENTS
    assert tuple(default.signals) == SIGNALS


def test_every_code_has_a_name_in_both_languages() -> None:
    default = Taxonomy.default()
    for section in (default.stages, default.touchpoints, default.pain_points, default.intents, default.signals):
        assert all(name.ja and name.en and name.ja != name.en for name in section.values())


def test_a_touchpoint_knows_its_stage() -> None:
    assert Taxonomy.default().stage_of("delivery") == "purchase"
    assert Taxonomy.default().stage_of(None) is None
    assert Taxonomy.default().stage_of("teleport") is None


def test_a_company_renames_hides_and_adds(tmp_path: Path) -> None:
    ours = overlay(
        tmp_path,
        "touchpoints:\n  staff: {ja: クルー}\n  lounge: {stage: use, ja: ラウンジ, en: Lounge}\n"
        "  survey: {hidden: true}\n",
    )
    assert ours.touchpoints["staff"].ja == "クルー"
    assert ours.touchpoints["staff"].en == "Staff"
    assert ours.stage_of("lounge") == "use"
    assert ours.touchpoints["survey"].hidden
    assert next(iter(ours.touchpoints)) == "staff"
    assert ours.pain_points == Taxonomy.default().pain_points


def test_nothing_of_a_hidden_stage_is_offered(tmp_path: Path) -> None:
    ours = overlay(tmp_path, "stages:\n  awareness: {hidden: true}\n")
    assert [one.code for one in ours.touchpoints.values() if one.hidden] == ["advertising", "social_media"]


def test_a_name_in_one_language_serves_both(tmp_path: Path) -> None:
    assert overlay(tmp_path, "stages:\n  trial: {ja: お試し}\n").stages["trial"].in_language("en") == "お試し"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("- a\n- b\n", "top level is list"),
        ("colours:\n  red: {ja: 赤}\n", "section 'colours'"),
        ("touchpoints: 3\n", "touchpoints is int"),
        ("touchpoints:\n  lounge: {ja: ラウンジ}\n", "touchpoints.lounge.stage is ''"),
        ("touchpoints:\n  lounge: {stage: moon, ja: ラウンジ}\n", "'moon'"),
        ("touchpoints:\n  staff: {jp: 店員}\n", "['jp']"),
        ("touchpoints: {a: [}\n", "wanted a readable UTF-8 YAML file"),
    ],
)
def test_a_bad_file_says_where_and_what_was_wanted(tmp_path: Path, words: str, complaint: str) -> None:
    with pytest.raises(BadTaxonomy) as error:
        overlay(tmp_path, words)
    assert complaint in str(error.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadTaxonomy, match=r"none\.yaml"):
        Taxonomy.read(tmp_path / "none.yaml")
