from __future__ import annotations

import pytest
from markupsafe import Markup

from api.pages.templating import templates, tied


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("NPSは0.5点高くなります（95%区間 0.2～0.8点）。", "0.2～0.8点"),
        ("（95%区間 −2.9～+0.4点）", "−2.9～+0.4点"),
        ("予想は3.1人（1～1,200人）でした。", "1～1,200人"),
        ("12%～34%", "12%～34%"),
    ],
)
def test_an_interval_is_held_together(text: str, whole: str) -> None:
    assert tied(text) == text.replace(whole, f'<span class="tied">{whole}</span>')


def test_days_may_still_part() -> None:
    assert tied("2026年8月31日～2026年11月20日") == "2026年8月31日～2026年11月20日"


def test_what_is_no_mark_up_is_escaped_and_mark_up_stays() -> None:
    assert tied("<b>1～2</b>") == '&lt;b&gt;<span class="tied">1～2</span>&lt;/b&gt;'
    assert tied(Markup('<a href="/themes/1">1～2</a>')) == '<a href="/themes/1"><span class="tied">1～2</span></a>'
    assert templates().from_string("{{ text | tied }}").render(text="<i>") == "&lt;i&gt;"
