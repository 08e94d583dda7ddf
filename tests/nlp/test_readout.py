import json

from nlp.analyser import RULES_VERSION, Analyser
from nlp.readout import readout
from nlp.values import Text, Unreadable
from tests.nlp.stand_ins import LengthEncoder, WordClassifier

ANALYSER = Analyser(LengthEncoder(), WordClassifier())


def test_the_contract_of_classify() -> None:
    line = readout("r1", ANALYSER.analyse_one(Text("料理は美味しいが、待ち時間が長い")))
    assert line == {
        "id": "r1",
        "language": "ja",
        "sentiment": {"label": "mixed", "score": 0.0, "confidence": 0.9},
        "intents": ["complaint", "praise"],
        "urgency": 0,
        "signals": [],
        "opinions": [
            {
                "quote": "料理は美味しい",
                "start": 0,
                "end": 7,
                "touchpoint": "product",
                "stage": "use",
                "polarity": 1,
                "pain_point": None,
                "confidence": 0.9,
            },
            {
                "quote": "待ち時間が長い",
                "start": 9,
                "end": 16,
                "touchpoint": "product",
                "stage": "use",
                "polarity": -1,
                "pain_point": "waiting",
                "confidence": 0.9,
            },
        ],
        "units": [{"start": 0, "end": 9, "sentiment": "positive"}, {"start": 9, "end": 16, "sentiment": "negative"}],
        "abstain": False,
        "version": f"words-1-{RULES_VERSION}",
        "evidence": [],
        "flags": [],
    }


def test_keys_keep_their_order() -> None:
    line = readout(1, ANALYSER.analyse_one(Text("遅い")))
    assert list(line)[:10] == [
        "id", "language", "sentiment", "intents", "urgency", "signals", "opinions", "units", "abstain", "version",
    ]  # fmt: skip


def test_a_bad_line_yields_its_error_in_its_place() -> None:
    assert readout("x", Unreadable("text is empty", "v")) == {"id": "x", "error": "text is empty"}


def test_the_same_text_gives_the_same_bytes() -> None:
    lines = {json.dumps(readout(1, ANALYSER.analyse_one(Text("煙が出て遅い"))), ensure_ascii=False) for _ in range(3)}
    assert len(lines) == 1


def test_every_value_is_plain_json() -> None:
    line = readout(1, ANALYSER.analyse_one(Text("ﾎﾞﾀﾝから煙が出て遅い😊")))
    assert json.loads(json.dumps(line)) == line
