from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest

TAGS = frozenset(
    re.findall(
        r"\w+",
        """
html head meta title link script body a header div span nav main footer p h1 h2 h3 form select option optgroup
label input button section ol ul li table caption thead tbody tr th td small svg rect line circle polygon
polyline text blockquote mark sup dl dt dd b time details summary fieldset legend textarea article pre code
""",
    )
)
FORBIDDEN = {"style", "srcdoc", "formaction", "xlink:href", "background", "ping"}


class Elements(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.scripts: list[str] = []
        self.targets: set[str] = set()
        self.comments: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name in ("href", "src", "action"):
                self.targets.add(value or "")
            if tag == "script":
                self.scripts.append(f"{name}={value}")

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


def sound(text: str, payloads: list[str]) -> None:
    page = Elements(text)
    assert page.tags <= TAGS
    assert not {name for name in page.attributes if name.startswith("on")} | (page.attributes & FORBIDDEN)
    assert [one.split("?")[0] for one in page.scripts] == ["src=/static/kikitori.js", "defer=None"]
    assert all(target.startswith(("/", "#")) and not target.startswith("//") for target in page.targets)
    assert page.comments == []
    for payload in payloads:
        if "<" in payload and "&" not in payload:
            assert payload not in text


def test_there_are_at_least_forty(payloads: list[str]) -> None:
    assert len(set(payloads)) >= 40


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(
    "path",
    ["/", "/themes", "/triage", "/triage?state=taken", "/journey", "/priority", "/alerts", "/mismatch", "/actions"],
)
def test_pages_of_many_comments_only_show_hostile_words(
    haunted: Any, payloads: list[str], path: str, lang: str
) -> None:
    text = haunted.text(f"{path}{'&' if '?' in path else '?'}period=all", lang)
    sound(text, payloads)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_themes_with_hostile_names_only_show_them(haunted: Any, payloads: list[str], lang: str) -> None:
    for theme in haunted.seeded.themes:
        text = haunted.text(f"/themes/{theme}?period=all", lang)
        sound(text, payloads)


def test_hostile_comments_only_show_their_words(haunted: Any, payloads: list[str]) -> None:
    for comment in haunted.seeded.comments:
        sound(haunted.text(f"/comments/{comment}"), payloads)


def test_the_words_themselves_are_still_readable(haunted: Any) -> None:
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in haunted.text(f"/comments/{haunted.seeded.comments[0]}")


def test_hostile_addresses_only_show_their_words(haunted: Any, payloads: list[str]) -> None:
    for payload in payloads:
        for path in ("/", "/triage", "/nothing", "/signin"):
            query = {
                "period": payload,
                "touchpoint": payload,
                "done": payload,
                "token": payload,
                "lang": payload,
                "s.tier": payload,
            }
            sound(haunted.client.get(path, params=query).text, payloads)
