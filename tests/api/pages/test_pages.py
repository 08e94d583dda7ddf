from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest

PAGES = (
    "/",
    "/?period=w4",
    "/?period=all&channel=ticket&touchpoint=delivery&s.tier=ゴールド",
    "/?period=dates&from=2026-10-01&to=bad",
    "/themes",
    "/themes/{theme}",
    "/themes/{theme}?side=negative",
    "/comments/{comment}",
    "/triage",
    "/triage?state=done&urgency=3",
    "/journey",
    "/journey/delivery?period=all",
    "/priority",
    "/alerts",
    "/mismatch",
    "/mismatch?period=all&channel=ticket",
    "/actions",
)
VOID = {"meta", "link", "input", "br", "hr", "img"}


class Outline(HTMLParser):
    """What a reader's tools see of a page."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.headings: list[int] = []
        self.attributes: list[tuple[str, dict[str, str | None]]] = []
        self.ids: list[str] = []
        self.labels: set[str] = set()
        self.fields: set[str] = set()
        self.unclosed: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.attributes.append((tag, given))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "label" and given.get("for"):
            self.labels.add(str(given["for"]))
        if tag in ("input", "select", "textarea") and given.get("type") not in ("hidden", "checkbox"):
            self.fields.add(str(given.get("id")))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.unclosed.append(tag)


@pytest.fixture(params=PAGES)
def path(request: pytest.FixtureRequest, desk: Any) -> str:
    return str(request.param).format(theme=desk.seeded.themes[0], comment=desk.seeded.comments[0])


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_page_is_sound_and_in_its_language(desk: Any, path: str, lang: str) -> None:
    page = Outline(desk.text(path, lang))
    assert page.unclosed == []
    assert page.open == []
    assert ("html", {"lang": lang}) in page.attributes
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in zip(page.headings, page.headings[1:], strict=False))
    assert len(page.ids) == len(set(page.ids))
    assert page.fields <= page.labels


def test_no_page_carries_script_or_style_of_its_own(desk: Any, path: str) -> None:
    page = Outline(desk.text(path))
    for tag, given in page.attributes:
        assert not [name for name in given if name.startswith("on") or name == "style"], (tag, given)
        assert tag != "style"
        if tag == "script":
            assert str(given["src"]).startswith("/static/")
        for name in ("src", "href", "action"):
            assert not str(given.get(name) or "").startswith(("http:", "https:", "//", "javascript:", "data:"))


def test_every_chart_has_a_name(desk: Any, path: str) -> None:
    for tag, given in Outline(desk.text(path)).attributes:
        if tag == "svg":
            assert given["role"] == "img"
            assert given["aria-label"]


def test_the_policy_allows_nothing_but_our_own_files(desk: Any) -> None:
    policy = desk.client.get("/").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "unsafe" not in policy


def test_the_report_shows_the_largest_theme_first_with_its_count(desk: Any) -> None:
    text = desk.text("/?period=all")
    found = re.findall(r'<th scope="row" class="theme-name"><a href="/themes/\d+[^"]*">([^<]+)</a>', text)
    assert found[0] == "配送が遅い・届かない"
    assert '<span class="strong">37人</span>（' in text
    assert "375<small>件</small>" in text


def test_the_report_in_english_names_themes_in_english(desk: Any) -> None:
    assert "Late or missing delivery" in desk.text("/?period=all", "en")


def test_a_filter_narrows_and_stays_in_links(desk: Any) -> None:
    text = desk.text("/?period=all&channel=ticket")
    assert '<option value="ticket" selected>' in text
    assert re.search(r'href="/themes/\d+\?period=all&amp;channel=ticket"', text)
    assert "375<small>件</small>" not in text


def test_a_filter_that_matches_nothing_says_what_to_do(desk: Any) -> None:
    text = desk.text("/?period=dates&from=1999-01-01&to=1999-01-31")
    assert "この条件に合う声はありません" in text


def test_the_theme_page_quotes_with_the_evidence_marked(desk: Any) -> None:
    text = desk.text(f"/themes/{desk.seeded.themes[0]}?period=all")
    assert re.search(r'<mark class="negative">[^<]*(届|配送)[^<]*</mark>', text)
    assert "T-0001" in text
    assert "配送 → 遅い ×3" in text


def test_the_next_page_of_quotes_shows_others(desk: Any) -> None:
    first = desk.text(f"/themes/{desk.seeded.themes[0]}?period=all&side=negative")
    older = re.search(r'href="([^"]+cursor=[^"]+)#voices" rel="next"', first)
    assert older
    second = desk.text(older.group(1).replace("&amp;", "&"))
    quoted = [set(re.findall(r'<footer><a href="(/comments/\d+)">', text)) for text in (first, second)]
    assert quoted[0]
    assert quoted[1]
    assert not quoted[0] & quoted[1]


def test_the_comment_page_has_the_words_the_reading_and_the_way_to_correct_it(desk: Any) -> None:
    text = desk.text(f"/comments/{desk.seeded.comments[0]}")
    assert "売り場に店員がいない" in text
    assert "確信度 88%" in text
    assert 'value="sentiment:very_negative"' in text
    assert "by-words-1" in text


def test_the_desk_puts_the_urgent_first_and_says_why(desk: Any) -> None:
    text = desk.text("/triage")
    assert text.index('class="urgency urgency-3"') < text.index('class="urgency urgency-2"')
    assert "至急 2件" in text
    assert "理由" in text


def test_a_comment_is_found_again_on_the_desk(desk: Any) -> None:
    comment = desk.seeded.comments[5]
    found = re.search(r'<a href="(/triage\?[^"]+)#comment-(\d+)">', desk.text(f"/comments/{comment}"))
    assert found
    assert int(found.group(2)) == comment
    listed = re.findall(r'id="comment-(\d+)"', desk.text(found.group(1).replace("&amp;", "&")))
    assert listed[0] == str(comment)


def test_the_language_chosen_is_kept(desk: Any) -> None:
    desk.client.get("/triage?lang=en")
    assert '<html lang="en">' in desk.client.get("/triage").text
    desk.client.get("/triage?lang=ja")
    assert '<html lang="ja">' in desk.client.get("/triage").text


def test_the_files_of_the_pages_may_be_kept_by_browsers(desk: Any) -> None:
    href = re.search(r'href="(/static/style\.css\?v=\w+)"', desk.text("/"))
    assert href
    answer = desk.client.get(href.group(1))
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-type"].startswith("text/css")


def test_what_is_not_there_is_a_page_too(desk: Any) -> None:
    for path in ("/comments/999999", "/themes/999999", "/nothing", "/comments/abc"):
        answer = desk.client.get(f"{path}?lang=ja")
        assert answer.status_code in (404, 422), path
        assert answer.headers["content-type"].startswith("text/html")
        assert '<html lang="ja">' in answer.text
    assert "ページが見つかりません" in desk.client.get("/nothing?lang=ja").text


def test_of_another_workspace_nothing_is_seen(desk: Any) -> None:
    from models.database import writing
    from models.intake import accept
    from models.workspaces import create

    with writing(desk.house.sessions) as session:
        other = create(session, "another house")
        from datetime import UTC, datetime

        from models.intake import NewComment

        given = NewComment("mail", "1", "ひみつの声", "ticket", datetime(2026, 11, 1, tzinfo=UTC))
        hidden = accept(session, other, [given]).new_ids[0]
    answer = desk.client.get(f"/comments/{hidden}?lang=ja")
    assert answer.status_code == 404
    assert "ひみつ" not in answer.text
