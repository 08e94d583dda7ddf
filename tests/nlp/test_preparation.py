import pytest

from nlp.preparation import NotReadable, prepare
from nlp.values import Text


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "text is empty"),
        (" \n\u3000", "text is empty"),
        ("\x00\u200b", "no visible character"),
        ("\ud800", "no visible character"),
        ("\u200b\u200d\ufeff", "no visible character"),
        ("\u3164 \u2800\u115f", "no visible character"),
        ("\ufe0f\u0301", "no visible character"),
        ("あ" * 50_001, "50,001 characters long; wanted at most 50,000"),
        (None, "NoneType; wanted a string"),
        (12, "int; wanted a string"),
    ],
)
def test_what_cannot_be_read_says_why(text: str, complaint: str) -> None:
    with pytest.raises(NotReadable, match=complaint):
        prepare(Text(text))


def test_a_cell_of_fifty_megabytes_is_refused_at_once() -> None:
    with pytest.raises(NotReadable, match="50,000"):
        prepare(Text("あ" * 52_428_800))


def test_the_whole_and_its_units_are_squeezed_and_the_offsets_are_not() -> None:
    prepared = prepare(Text("すごーーーーい！！！！遅い"))
    assert prepared.text == "すごーーい!!遅い"
    assert prepared.units == ("すごーーい!!", "遅い")
    assert [prepared.normalised.quote(*span) for span in prepared.spans] == ["すごーーーーい！！！！", "遅い"]


def test_the_whole_leaves_the_boilerplate_out() -> None:
    prepared = prepare(Text("お世話になっております。\n届きません。\nよろしくお願いいたします。"))
    assert prepared.text == "届きません。"
    assert len(prepared.boilerplate) == 2


def test_boilerplate_alone_is_read_as_it_stands() -> None:
    assert prepare(Text("よろしくお願いします。")).text == "よろしくお願いします。"


def test_the_question_lends_its_language_to_an_answer_without_one() -> None:
    assert prepare(Text("5", question="満足度は?")).language.code == "ja"
    assert prepare(Text("5")).language.code == "und"
    assert prepare(Text("PayPay", question="何で払いますか")).language.code == "ja"


def test_a_question_is_normalised_and_an_empty_one_is_none() -> None:
    assert prepare(Text("良い", question=" ご意見！ ")).question == "ご意見!"
    assert prepare(Text("良い", question=" ")).question is None


def test_what_stands_after_a_ruled_line_is_a_unit() -> None:
    assert prepare(Text("接客は良い\n----\n駐車場が狭い")).units[-1] == "駐車場が狭い"
