"""The templates: everything that goes in is escaped, and a name that is missing is an error, not a blank."""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"
_INTERVAL = re.compile(r"[+−±]?\d[\d,.]*%?～[+−±]?\d[\d,.]*(?:%|点|ポイント|人)?")


@cache
def templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["static"] = static_url
    environment.filters["tied"] = tied
    return environment


def tied(text: str) -> Markup:
    """The text with its intervals held together: a line ends before or after 「0.2～0.8点」, not inside it.

    Mark-up may be given if its attributes hold no intervals.
    """
    whole = str(escape(text))
    return Markup(_INTERVAL.sub(lambda found: f'<span class="tied">{found[0]}</span>', whole))  # noqa: S704 -- escaped


@cache
def static_url(name: str) -> str:
    """The address of a file of ours, with its content's hash, so that it may be kept by browsers for long."""
    return f"/static/{name}?v={sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"
