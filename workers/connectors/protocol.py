"""The seam of every connector: a path in, headings and streamed rows out."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from workers.connectors.values import Opened, OpenOptions


class Connector(Protocol):
    """Reads one file format. `open` may look at the head of the file; rows come lazily, once."""

    @property
    def name(self) -> str: ...

    @property
    def suffixes(self) -> tuple[str, ...]: ...

    def open(self, path: Path, options: OpenOptions) -> Opened: ...
