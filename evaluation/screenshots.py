"""Pictures of every page of a running server, for the README and for looking at.

    python -m evaluation.screenshots --url http://127.0.0.1:8765/signin?token=… --out docs/screenshots

Needs `playwright` and a Chromium; nothing else of the project uses them.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = "/usr/bin/chromium"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LARGEST_BYTES = 250_000


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture; `path` may name {theme} and {comment}; `height` None takes the whole page."""

    name: str
    path: str
    lang: str = "ja"
    width: int = 1280
    height: int | None = None


SHOTS = (
    Shot("report.ja", "/?period=w12", height=2000),
    Shot("report.en", "/?period=w12", "en", height=1500),
    Shot("report.phone.ja", "/?period=w12", "ja", 375, 2400),
    Shot("theme.ja", "/themes/{theme}?period=w12", height=1900),
    Shot("theme.en", "/themes/{theme}?period=w12", "en", height=1900),
    Shot("themes.ja", "/themes", height=1300),
    Shot("comment.ja", "/comments/{comment}"),
    Shot("triage.ja", "/triage", height=1500),
    Shot("triage.phone.en", "/triage", "en", 375, 1800),
    Shot("journey.ja", "/journey?period=w12", height=1700),
    Shot("journey.en", "/journey?period=w12", "en", height=1700),
    Shot("priority.ja", "/priority?period=w12", height=1500),
    Shot("priority.en", "/priority?period=w12", "en", height=1500),
    Shot("alerts.ja", "/alerts", height=1600),
    Shot("alerts.en", "/alerts", "en", height=1600),
    Shot("runs.ja", "/themes/runs", height=900),
    Shot("mismatch.en", "/mismatch?period=w12", "en", height=1300),
)


def shoot(address: str, out: Path, shots: Sequence[Shot] = SHOTS, chromium: str = CHROMIUM) -> list[str]:
    """Take the pictures; what the browser complained about comes back, a line a complaint."""
    out.mkdir(parents=True, exist_ok=True)
    complaints: list[str] = []
    with _page(chromium) as page:
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        places = _places(page, address)
        for shot in shots:
            _take(page, shot, places, out)
    return complaints


def _take(page: Page, shot: Shot, places: dict[str, str], out: Path) -> None:
    page.set_viewport_size({"width": shot.width, "height": shot.height or 900})
    path = shot.path.format(**places)
    page.goto(f"{places['root']}{path}{'&' if '?' in path else '?'}lang={shot.lang}")
    for kind, options in (("png", {}), ("jpeg", {"quality": 82}), ("jpeg", {"quality": 60}), ("jpeg", {"quality": 40})):
        picture = page.screenshot(full_page=shot.height is None, type=kind, **options)  # type: ignore[arg-type]
        if len(picture) <= LARGEST_BYTES:
            break
    suffix = "jpg" if kind == "jpeg" else "png"
    for old in out.glob(f"{shot.name}.[jp]*"):
        old.unlink()
    (out / f"{shot.name}.{suffix}").write_bytes(picture)


def _places(page: Page, address: str) -> dict[str, str]:
    """The first theme of the report and one of its quotations."""
    parts = urlsplit(address)
    root = f"{parts.scheme}://{parts.netloc}"
    page.goto(f"{root}/?period=all")
    theme = _first(r"/themes/(\d+)", page.content())
    page.goto(f"{root}/themes/{theme}?period=all")
    return {"root": root, "theme": theme, "comment": _first(r"/comments/(\d+)", page.content())}


def _first(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    if found is None:
        raise LookupError(f"the page has nothing like {pattern}; wanted a report with themes, and a fresh sign-in link")
    return found.group(1)


@contextmanager
def _page(chromium: str) -> Iterator[Page]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        try:
            yield browser.new_page(device_scale_factor=1)
        finally:
            browser.close()


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Pictures of every page of a running server.")
    parser.add_argument("--url", required=True, help="the sign-in link that the server printed")
    parser.add_argument("--out", type=Path, default=Path("docs/screenshots"))
    parser.add_argument("--chromium", default=CHROMIUM)
    given = parser.parse_args(arguments)
    complaints = shoot(given.url, given.out, chromium=given.chromium)
    for line in complaints:
        sys.stderr.write(f"{line}\n")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
