"""Writing the export: one zip, of one instant, with the SHA-256 of every file in it."""

import csv
import hashlib
import io
import json
import os
import secrets
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Table, select

from outreach import clock
from outreach.db import db
from outreach.db.snapshot import snapshot
from outreach.evidence import store
from outreach.evidence.models import StoredFile
from outreach.sheets.written import guarded
from outreach.upkeep.exporting.rules import cell
from outreach.upkeep.exporting.tables import columns, described, left_out, rows, tables
from outreach.upkeep.standing import figures_of_all_years

README = """普法台账：全部数据，开放格式。不需要本程序即可读取。
tables/*.csv    每张表一个 CSV（UTF-8，带 BOM）；以 = + - @ 开头的文字前加了一个撇号，以免被当作公式。
tables/*.jsonl  同样的行，每行一个 JSON，原样未改。
tables.json     每张表、每一列的含义和关联。
evidence/       佐证文件，以内容的 SHA-256 命名；stored_files 与 evidence 两表说明它们属于什么。
figures.json    导出时各年度统计数。
manifest.json   每个文件的 SHA-256；未导出的表和列及原因（密钥、会话、临时数据、加密的联系方式）。

All data in open formats, readable without this program: each table as CSV (texts that begin like a formula have an
apostrophe before them) and as JSON lines (unchanged), what they mean in tables.json, the files of the evidence by the
SHA-256 of their content, the figures of every year, and the SHA-256 of each file in manifest.json.
"""
Tell = Callable[[str], None]


def write_export(folder: Path, *, now: datetime, tell: Tell = lambda _said: None) -> Path:
    """Write everything into a file in `folder`, which gets its name when it is whole; OSError where it can't be."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"outreach-export-{clock.wall(now):%Y%m%d-%H%M%S}.zip"
    draft = folder / f".{secrets.token_hex(6)}.part"
    try:
        with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "w+b") as target:
            with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package, snapshot():
                _fill(_Package(package), now, tell)
            os.fsync(target.fileno())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
    return file


class _Package:
    """The zip on its way, and the hash of each file in it."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self.hashes: dict[str, str] = {}

    def write(self, name: str, pieces: Iterator[bytes]) -> None:
        digest = hashlib.sha256()
        with self._package.open(name, "w", force_zip64=True) as out:
            for piece in pieces:
                digest.update(piece)
                out.write(piece)
        self.hashes[name] = digest.hexdigest()


def _fill(package: _Package, now: datetime, tell: Tell) -> None:
    package.write("README 说明.txt", iter([README.encode()]))
    package.write("tables.json", iter([_json(described())]))
    counts = {}
    for table in tables():
        package.write(f"tables/{table.name}.jsonl", _lines(table))
        package.write(f"tables/{table.name}.csv", _csv(table))
        counts[table.name] = sum(1 for _row in rows(table))
    package.write("figures.json", iter([_json(figures_of_all_years())]))
    tell(_("The tables are written; now the files ..."))
    missing = [sha256 for sha256 in db.session.scalars(select(StoredFile.sha256)) if not _write_file(package, sha256)]
    facts = {"made_at": now.isoformat(), "rows": counts, "missing": missing, "left_out": left_out()}
    package.write("manifest.json", iter([_json({**facts, "files": package.hashes})]))


def _write_file(package: _Package, sha256: str) -> bool:
    content = store.content(sha256)
    if content is not None:
        package.write(f"evidence/{sha256[:2]}/{sha256}", iter([content]))
    return content is not None


def _lines(table: Table) -> Iterator[bytes]:
    for row in rows(table):
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _csv(table: Table) -> Iterator[bytes]:
    names = [column.name for column in columns(table)]
    yield "\ufeff".encode() + _row(names)
    for row in rows(table):
        values = (cell(value) for value in row.values())
        yield _row([guarded(value) if isinstance(value, str) else value for value in values])


def _row(values: list[Any]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(values)
    return out.getvalue().encode()


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()
