"""What a caller can do nothing about but say: the thing is not there, or somebody was first.

`str` of each is English, for logs and machines; people are told `reason_ja` or `reason_en`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

LONGEST_SHOWN = 80
NAMES_JA: Mapping[str, str] = {
    "action": "打ち手",
    "after": "正しい内容",
    "author": "回答者",
    "by": "比べる単位",
    "channel": "チャネル",
    "comment": "声",
    "csat scale": "CSATの幅",
    "csat scope": "CSATの種類",
    "ces scale": "CESの幅",
    "ces scope": "CESの種類",
    "cursor": "ページの続きの印",
    "event": "操作",
    "external_id": "取り込み元でのID",
    "field": "訂正する項目",
    "job": "ジョブ",
    "key": "キー",
    "label": "名前",
    "language_hint": "言語",
    "name": "名前",
    "nps scale": "NPSの幅",
    "nps scope": "NPSの種類",
    "owner": "担当",
    "parts": "分ける部分",
    "period": "期間",
    "proposal": "提案",
    "question": "設問",
    "received_at": "受信日時",
    "run": "分析",
    "scopes": "権限（scope）",
    "score kind": "点数の種類",
    "scores": "点数",
    "segment": "客層",
    "segment name": "客層の名前",
    "source": "取り込み元",
    "stage": "段階",
    "start and end": "開始と終了の位置",
    "starts_on": "実施日",
    "state": "状態",
    "target_change": "目標の変化",
    "target_kind": "目標の指標",
    "target_on": "期限",
    "text": "本文",
    "theme": "テーマ",
    "timezone": "タイムゾーン",
    "touchpoint": "接点",
    "touchpoint_hint": "接点",
    "unit": "発言",
    "what": "実施したこと",
    "words": "注目語",
    "workspace": "ワークスペース",
    "workspace name": "ワークスペースの名前",
}


class Told(Exception):
    """An error with a sentence for people in both languages; where there is no Japanese one, it is the English."""

    def __init__(self, en: str, ja: str = "") -> None:
        super().__init__(en)
        self.reason_en = en
        self.reason_ja = ja or en


class NotFound(Told, LookupError):
    """No `kind` with this id in this workspace. `called`: the kind in Japanese, where `NAMES_JA` has it not."""

    def __init__(self, kind: str, key: int | str, *, called: str = "") -> None:
        ja = f"{called or NAMES_JA.get(kind, kind)} {key} はこのワークスペースにありません。番号を確かめてください。"
        super().__init__(f"{kind} is {key!r}; wanted the id of one in this workspace", ja)
        self.kind = kind
        self.key = key


class Conflict(Told, ValueError):
    """The state of the thing does not allow it; the sentence says what is in the way."""


class Refused(Told, ValueError):
    """A value that cannot be stored: which field, what it was, what was wanted (`ja`: the same in Japanese).

    `called`: the field in Japanese, where `NAMES_JA` has it not.
    """

    def __init__(self, field: str, value: object, wanted: str, *, ja: str = "", called: str = "") -> None:
        named = called or NAMES_JA.get(field, field)
        super().__init__(
            f"{field} is {_short(repr(value))}; wanted {wanted}",
            f"{named}が{_shown_ja(value)}です。{ja}が必要です。" if ja else "",
        )
        self.field = field
        self.value = value
        self.wanted = wanted

    @classmethod
    def among(cls, field: str, value: object, known: Collection[str], *, called: str = "") -> Refused:
        """`value` is none of `known`."""
        return cls(field, value, "one of " + ", ".join(known), ja=f"{'、'.join(known)} のどれか", called=called)


def _shown_ja(value: object) -> str:
    if value is None or value == "" or value == [] or (isinstance(value, str) and not value.strip()):
        return "空欄"
    return f"「{_short(value)}」" if isinstance(value, str) else f"「{_short(repr(value))}」"


def _short(shown: str) -> str:
    return shown if len(shown) <= LONGEST_SHOWN else shown[: LONGEST_SHOWN - 3] + "..."
