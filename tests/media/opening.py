"""Following numbers to the files that they came from, as a stranger would who has only the files."""

import uuid
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload

from outreach.db import db
from outreach.evidence.originals import original
from outreach.jobs.reading import match
from outreach.media.exports.importer import ARTICLES
from outreach.media.models import FileRow, OnlineFile, Reading
from outreach.reports.figures import figure
from outreach.reports.filters import Filters
from outreach.sheets import parse_count
from outreach.sheets.columns import Chosen, Record


def lines_behind(key: str, year: int) -> list[Any]:
    """The lines of a figure of views: each id is a reading's."""
    return list(db.session.execute(figure(key).lines(Filters.of_year(year))))


def astray(readings: Iterable[uuid.UUID]) -> list[str]:
    """Of each reading that does not lead to a row that says its number, in a file of which the bytes are kept: why."""
    ids, files = list(readings), dict[uuid.UUID, dict[int, Record]]()
    its_row = and_(FileRow.file_id == Reading.file_id, FileRow.placement_id == Reading.placement_id)
    asked = select(Reading, FileRow.row).outerjoin(FileRow, its_row).where(Reading.id.in_(ids))
    known = {reading.id: (reading, row) for reading, row in db.session.execute(asked.options(joinedload(Reading.file)))}
    found = (_why_astray(*known[each], files) for each in ids)
    return [why for why in found if why]


def rows_of(file: OnlineFile) -> dict[int, Record]:
    """The rows that speak of items, by their number, read once more from the bytes that were kept."""
    content = original(file.sha256)
    assert content is not None
    assert sha256(content).hexdigest() == file.sha256
    said = file.said or {}
    chosen = Chosen(said.get("headings", {}), said.get("same", {}), said.get("sheet"))
    records = match(ARTICLES, content, file.name, chosen).records()
    return {record.number: record for record in records if record.values.get("counted_day") is None}


def _why_astray(reading: Reading, row: int | None, files: dict[uuid.UUID, dict[int, Record]]) -> str:
    if reading.file is None:
        return f"{reading.day} {reading.metric}: no file"
    if reading.file.id not in files:
        files[reading.file.id] = rows_of(reading.file)
    record = files[reading.file.id].get(row or 0)
    if record is None:
        return f"{reading.file.name}: no row for “{reading.placement.article.title}”"
    told = record.values.get(reading.metric.value)
    if told is None or parse_count(told).value != reading.value:
        return f"{reading.file.name}, row {row}: {told} is not {reading.value}"
    return ""
