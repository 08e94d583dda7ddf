"""Which connector reads which file: by name if given, a workbook by its first bytes, else by suffix or first bytes."""

from __future__ import annotations

from pathlib import Path

from workers.connectors.csv_file import CsvConnector
from workers.connectors.json_file import JsonConnector
from workers.connectors.packed import WORKBOOKS, first_bytes
from workers.connectors.protocol import Connector
from workers.connectors.reasons import Reason
from workers.connectors.sample import SampleConnector
from workers.connectors.values import UnreadableFile
from workers.connectors.workbook import WorkbookConnector

CONNECTORS: dict[str, Connector] = {
    connector.name: connector for connector in (CsvConnector(), JsonConnector(), WorkbookConnector(), SampleConnector())
}


def connector_named(name: str) -> Connector:
    if name not in CONNECTORS:
        raise UnreadableFile(Reason.UNKNOWN_FORMAT, name=name, wanted=", ".join(CONNECTORS))
    return CONNECTORS[name]


def connector_for(path: Path) -> Connector:
    head = first_bytes(path, 256)
    if head.startswith(WORKBOOKS):
        return CONNECTORS["xlsx"]
    name = path.name.lower().removesuffix(".gz")
    for connector in CONNECTORS.values():
        if name.endswith(connector.suffixes):
            return connector
    return CONNECTORS[_format_of(head)]


def _format_of(head: bytes) -> str:
    return "jsonl" if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[") else "csv"
