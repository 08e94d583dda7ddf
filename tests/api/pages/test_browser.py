"""The pages in a real Chromium: nothing is refused by the policy, nothing fails, nothing overflows, all can be read."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from api.pages.priority_chart import NARROW, WIDE, Bubble, priority_map
from models.database import writing
from models.signin import create_link

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = Path(os.environ.get("KIKITORI_TEST_CHROMIUM", "/usr/bin/chromium"))
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CHECKS = Path(__file__).with_name("checks.js").read_text("utf-8")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if not CHROMIUM.exists():
        if os.environ.get("KIKITORI_TEST_SERVERS") == "required":
            pytest.fail(f"{CHROMIUM} is not there; wanted Chromium, or its path in KIKITORI_TEST_CHROMIUM")
        pytest.skip("no Chromium here; set KIKITORI_TEST_CHROMIUM to its path to run this")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def serve() -> Iterator[Callable[[Any], str]]:
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(desk: Any) -> str:
        server = uvicorn.Server(uvicorn.Config(desk.client.app, port=0, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            thread.join(0.05)
        running.append((server, thread))
        return f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join(10)


class Visitor:
    """A signed-in person at a browser window, and what the browser complained about."""

    def __init__(self, browser: Any, root: str, desk: Any, width: int) -> None:
        with writing(desk.house.sessions) as session:
            token = create_link(session, desk.workspace_id, "佐藤")
        self.root, self.complaints, self.alerts = root, [], []  # type: ignore[var-annotated]
        self.page = browser.new_page(viewport={"width": width, "height": 800})
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self._dialog)
        self.page.goto(f"{root}/signin?token={token}")

    def _dialog(self, dialog: Any) -> None:
        self.alerts.append(dialog.message)
        dialog.dismiss()

    def open(self, path: str) -> Any:
        self.page.goto(f"{self.root}{path}")
        return self.page


@pytest.mark.parametrize(("width", "lang"), [(1280, "ja"), (375, "en")])
def test_the_pages_work_in_a_browser(
    browser: Any, serve: Callable[[Any], str], desk: Any, width: int, lang: str
) -> None:
    visitor = Visitor(browser, serve(desk), desk, width)
    paths = ["/?period=all", "/themes", f"/themes/{desk.seeded.themes[0]}?period=all", "/triage", "/journey?period=all"]
    for path in [
        *paths,
        f"/comments/{desk.seeded.comments[0]}",
        "/priority?period=all",
        "/journey/delivery?period=all",
        "/alerts",
        "/mismatch",
        "/actions",
        "/themes/unassigned?period=all",
        "/themes/runs",
        "/nothing",
    ]:
        page = visitor.open(f"{path}{'&' if '?' in path else '?'}lang={lang}")
        page.evaluate(CHECKS)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate("pale()") == [], path
        assert page.evaluate("small()") == [], path
    assert [line for line in visitor.complaints if "404" not in line] == []


def test_a_phone_shows_every_bubble_of_the_map(browser: Any, serve: Callable[[Any], str], desk: Any) -> None:
    page = Visitor(browser, serve(desk), desk, 390).open("/priority?period=all")
    bubbles = [Bubble(30.0 * n, n - 4.0, n - 5.0, n - 3.0, 12, "fix", f"テーマ{n}", "/themes/1") for n in range(1, 9)]
    maps = "".join(priority_map(bubbles, "人数", "影響", "地図", plot=plot) for plot in (WIDE, NARROW))
    page.evaluate("maps => document.querySelector('.card').insertAdjacentHTML('beforeend', maps)", maps)
    rights = "all => all.map(one => one.getBoundingClientRect().right)"
    shown = page.eval_on_selector_all(".priority-map.narrow circle", rights)
    assert len(shown) == 8
    assert all(0 < right <= 390 for right in shown)
    assert not page.locator(".priority-map.wide").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_checks_see_what_is_pale_and_what_is_small(browser: Any) -> None:
    page = browser.new_page()
    page.set_content(
        "<p style='color:#999'>pale</p><p style='color:#555'>fine</p><button style='height:12px'>x</button>"
    )
    page.evaluate(CHECKS)
    assert page.evaluate("pale()") == ["P: pale"]
    assert len(page.evaluate("small()")) == 1


def test_the_desk_can_be_worked_with_the_keyboard_alone(
    browser: Any, serve: Callable[[Any], str], desk_to_work_at: Any
) -> None:
    visitor = Visitor(browser, serve(desk_to_work_at), desk_to_work_at, 1280)
    page = visitor.open("/triage?lang=ja")
    first = page.locator("[data-step]").first.get_attribute("id")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == first
    for _ in range(2):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "担当する"
    page.keyboard.press("Enter")
    page.wait_for_url("**done=taken**")
    assert page.locator(f"#{first}").count() == 0
    page.goto(f"{visitor.root}/triage?state=taken")
    page.locator(f"#{first} button[value=reopen]").count()
    assert "佐藤" in page.locator(f"#{first}").inner_text()


def test_hostile_words_are_never_run(browser: Any, serve: Callable[[Any], str], haunted: Any) -> None:
    visitor = Visitor(browser, serve(haunted), haunted, 1280)
    comments = [f"/comments/{comment}" for comment in haunted.seeded.comments[::12]]
    themes = [f"/themes/{theme}?period=all" for theme in haunted.seeded.themes]
    for path in ["/?period=all", "/themes", "/triage", "/mismatch?period=all", *themes, *comments]:
        visitor.open(path)
    assert visitor.alerts == []
    assert [line for line in visitor.complaints if "Content Security Policy" in line] == []
