"""A file on its way in: streamed to the data folder, named by us, safe on the disk before anyone is told."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from api.problems import Problem

ENDINGS = (".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".json", ".xlsx")
CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class Upload:
    """A kept file; `filename` is the sender's name for it, never a path of ours."""

    path: Path
    filename: str
    source: str | None
    channel: str | None
    mapping: dict[str, str] | None
    digest: bytes

    @property
    def identity(self) -> bytes:
        """What makes two uploads the same request."""
        told = [self.filename, self.source, self.channel, self.mapping]
        return self.digest + json.dumps(told, sort_keys=True).encode()


async def receive(request: Request, folder: Path) -> Upload:
    """The form's one `file` with its optional `source`, `channel` and `mapping` (JSON: column to field)."""
    async with request.form(max_files=1, max_fields=20) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile) or not file.filename:
            raise _wrong("file", "a file is missing; wanted a part named file with a file name")
        filename = Path(file.filename.replace("\\", "/")).name[:200]
        ending = Path(filename.removesuffix(".gz")).suffix.lower()
        if ending not in ENDINGS:
            raise _wrong("file", f"the name ends in {ending or 'nothing'!r}; wanted one of {', '.join(ENDINGS)}")
        mapping = _mapping(_text(form, "mapping"))
        gz = ".gz" if filename.endswith(".gz") else ""
        path = folder / f"{uuid4().hex}{ending}{gz}"
        digest = await run_in_threadpool(_keep, file, path)
        return Upload(path, filename, _text(form, "source"), _text(form, "channel"), mapping, digest)


def _keep(file: UploadFile, path: Path) -> bytes:
    """SHA-256 of what was kept."""
    seen = hashlib.sha256()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with path.open("xb") as out:
            while chunk := file.file.read(CHUNK):
                out.write(chunk)
                seen.update(chunk)
            out.flush()
            os.fsync(out.fileno())
    except OSError:  # a full disk: what was written of it is of no use to anyone
        path.unlink(missing_ok=True)
        raise
    if path.stat().st_size == 0:
        path.unlink()
        raise _wrong("file", "the file is empty; wanted a heading row and at least one comment")
    return seen.digest()


def _text(form: FormData, name: str) -> str | None:
    value = form.get(name)
    return value.strip()[:20_000] or None if isinstance(value, str) else None


def _mapping(words: str | None) -> dict[str, str] | None:
    if words is None:
        return None
    try:
        found = json.loads(words)
    except ValueError as error:
        raise _wrong("mapping", f"not JSON ({error}); wanted an object of column to field") from error
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise _wrong("mapping", "wanted a JSON object of column to field, both text")
    return found


def _wrong(field: str, detail: str) -> Problem:
    return Problem("invalid-request", detail, errors=[{"field": f"body.{field}", "detail": detail}])
