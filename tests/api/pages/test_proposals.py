from __future__ import annotations

from typing import Any

from models.database import writing
from models.tables import ThemeEvent


def propose(desk: Any, kind: str, theme: int, others: list[int]) -> int:
    """As a discovery leaves it."""
    with writing(desk.house.sessions) as session:
        row = ThemeEvent(
            workspace_id=desk.workspace_id,
            theme_id=theme,
            kind=kind,
            by="engine",
            before={"value": ""},
            after={"value": "", "others": [str(other) for other in others]},
        )
        session.add(row)
        session.flush()
        return row.id


def test_an_accepted_merge_is_carried_out_and_asked_no_more(own_desk: Any) -> None:
    first, *_, last = own_desk.seeded.themes
    event = propose(own_desk, "merge_proposed", first, [last])
    text = own_desk.text("/themes")
    assert "「レジの待ち時間が長い」を「配送が遅い・届かない」に統合する" in text
    assert own_desk.send(f"/proposals/{event}", verdict="accept").status_code == 303
    after = own_desk.text("/themes")
    assert "見直しの提案" not in after
    assert "統合されたテーマ" in after


def test_a_dismissed_proposal_changes_nothing_and_is_asked_no_more(own_desk: Any) -> None:
    theme = own_desk.seeded.themes[0]
    event = propose(own_desk, "split_proposed", theme, [])
    assert f'href="/themes/{theme}#hand"' in own_desk.text("/themes")
    own_desk.send(f"/proposals/{event}", verdict="reject")
    after = own_desk.text("/themes")
    assert "見直しの提案" not in after
    assert "配送が遅い・届かない" in after


def test_only_a_proposal_can_be_answered(own_desk: Any) -> None:
    assert own_desk.send("/proposals/1", verdict="accept").status_code == 404
    assert own_desk.send("/proposals/999999", verdict="reject").status_code == 404
