"""Filling a form for some days: what stands in every cell, and the drawing behind it."""

import hashlib
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from outreach import clock
from outreach.audit.actions import record_act
from outreach.db import db
from outreach.db.snapshot import snapshot_of_now
from outreach.errors import Conflict, Question
from outreach.evidence.originals import name_original
from outreach.people.models import Person
from outreach.people.queries import the_bureau
from outreach.reports.blanks import files, queries
from outreach.reports.blanks.entries import Around, Entry, entries_of
from outreach.reports.blanks.layouts import Value
from outreach.reports.blanks.models import Blank, BlankVersion, FilledCell, Filling
from outreach.reports.blanks.packages import Kind
from outreach.reports.blanks.rules import Fact, TieKind, facts_of, said_period
from outreach.reports.chips import said_file_name
from outreach.reports.drawings.actions import LONGEST_TITLE, keep_drawing
from outreach.reports.drawings.gathering import Gathered, gather
from outreach.reports.drawings.models import Drawing
from outreach.reports.drawings.resolved import kept_in
from outreach.reports.filters import Filters
from outreach.reports.parts import Part, read_part
from outreach.reports.typed.resolving import resolve
from outreach.reports.typed.words import is_typed_word


def preview(version: BlankVersion, filters: Filters, answers: Mapping[str, str], *, by: Person) -> list[Entry]:
    """What would go into each tied cell today."""
    around = Around(lambda word: resolve(word, filters), _facts(filters, by), answers)
    return entries_of(queries.layout_of(version), queries.ties_of(version), around)


def said_of(filters: Filters) -> str:
    """The days and the team in words."""
    return " · ".join(part for part in (said_period(filters.period), filters.team.name if filters.team else "") if part)


def _facts(filters: Filters, by: Person) -> Mapping[Fact, Value]:
    bureau = the_bureau()
    team = filters.team.name if filters.team else ""
    name = bureau.name if bureau else ""
    return facts_of(filters.period, bureau=name, team=team, person=by.name, today=clock.today())


@dataclass(frozen=True)
class Ready:
    """What would go into each cell of a version, and what is behind it, read before the transaction."""

    version_id: uuid.UUID
    entries: list[Entry]
    gathered: Gathered | None


def ready_to_fill(
    blank: Blank, filters: Filters, answers: Mapping[str, str], *, is_confirmed: Callable[[str], bool], by: Person
) -> Ready:
    """Read in a snapshot of this instant, so that nobody waits; nothing is gathered while there is something to ask."""
    with snapshot_of_now() as at:
        version = queries.version_of(blank)
        entries = preview(version, filters, answers, by=by)
        try:
            _ask_about(entries, is_confirmed)
        except Question:
            return Ready(version.id, entries, None)
        return Ready(version.id, entries, gather(filters, _parts(_words(entries)), at=at))


def fill_form(
    blank: Blank,
    filters: Filters,
    *,
    answers: Mapping[str, str],
    is_confirmed: Callable[[str], bool],
    by: Person,
    now: datetime,
    ready: Ready | None = None,
) -> Filling:
    """Fill the newest version for the days and the team of `filters`, and keep what is behind every number.

    What was made `ready` for the newest version is only stored; else this is a transaction of one instant.
    Raises Question, one for the cells that would stay empty and one for bare numbers of which a part is estimated,
    unless `is_confirmed` knows its code; Conflict where nothing is tied.
    """
    version = queries.version_of(blank)
    ready = ready if ready and ready.version_id == version.id else None
    entries = ready.entries if ready else preview(version, filters, answers, by=by)
    if not entries:
        raise Conflict(_("No cell of this form is tied yet."), code="nothing_tied")
    _ask_about(entries, is_confirmed)
    said = said_of(filters)
    title = f"{blank.title[: LONGEST_TITLE - len(said) - 1]} {said}"
    gathered = ready.gathered if ready else None
    drawing = keep_drawing(filters, title=title, by=by, now=now, parts=_parts(_words(entries)), gathered=gathered)
    kept = _as_drawn(entries, version, drawing, Around(kept_in(drawing), _facts(filters, by), answers))
    values = {entry.spot.address: _value(entry, version.kind) for entry in kept if entry.value is not None}
    content = files.fill(queries.content_of(version.sha256), version.file_name, version.kind, values)
    facts = {"year": filters.year, "first_day": filters.period.first, "last_day": filters.period.last}
    filling = Filling(
        blank_id=blank.id,
        version_id=version.id,
        drawing_id=drawing.id,
        filters=filters.arguments(),
        said=said,
        sha256=name_original(content, now=now),
        file_name=said_file_name(f"{blank.title}（{said.replace(' · ', '，')}）", kind=version.kind),
        at=now,
        by_id=by.id,
        **facts,
    )
    db.session.add(filling)
    db.session.flush()
    db.session.add_all(_kept_cell(filling, at, entry) for at, entry in enumerate(kept))
    db.session.flush()
    record_act("form.filled", by=by, now=now, subject=blank, days=said, sha256=filling.sha256)
    return filling


def _as_drawn(entries: Sequence[Entry], version: BlankVersion, drawing: Drawing, around: Around) -> list[Entry]:
    """The entries with the values of the drawing, so that what is printed is what opens."""
    layout, ties = queries.layout_of(version), queries.ties_of(version)
    drawn = {entry.spot.address: entry for entry in entries_of(layout, ties, around)}
    return [
        replace(drawn.get(entry.spot.address, entry), is_unlogged=entry.is_unlogged) if entry.trouble is None else entry
        for entry in entries
    ]


def _words(entries: Sequence[Entry]) -> list[str]:
    return [entry.tie.word for entry in entries if entry.tie.kind is TieKind.FIGURE]


def _parts(words: Sequence[str]) -> list[Part]:
    return [read_part(word) for word in dict.fromkeys(words) if not is_typed_word(word)]


def _value(entry: Entry, kind: Kind) -> Value:
    """A day stays a day only in a cell that is formatted as one."""
    assert entry.value is not None
    keeps_day = kind is Kind.XLSX and entry.spot.is_date
    return entry.value if keeps_day or isinstance(entry.value, int) else _plain(entry.value)


def _plain(value: Value) -> Value:
    return files.said(value) if hasattr(value, "isoformat") else value


def _question_codes(entries: Sequence[Entry]) -> tuple[str, str]:
    """The codes of the two questions about exactly these cells: what stays empty, what is partly estimated."""
    empty = [entry.spot.address for entry in entries if entry.trouble]
    bare = [entry.spot.address for entry in entries if entry.note]
    return _code("empty", empty), _code("estimated", bare)


def _code(name: str, addresses: Sequence[str]) -> str:
    return f"{name}-{hashlib.sha256('|'.join(addresses).encode()).hexdigest()[:8]}"


def _ask_about(entries: Sequence[Entry], is_confirmed: Callable[[str], bool]) -> None:
    empty, bare = _question_codes(entries)
    troubled = sum(entry.trouble is not None for entry in entries)
    if troubled and not is_confirmed(empty):
        message = ngettext(
            "%(num)s cell has no value and would stay empty. It is listed below.",
            "%(num)s cells have no value and would stay empty. They are listed below.",
            troubled,
        )
        raise Question(message, code=empty, asks="empty")
    noted = sum(entry.note is not None for entry in entries)
    if noted and not is_confirmed(bare):
        message = ngettext(
            "%(num)s number is partly estimated, and would stand in the form without 约 or 余.",
            "%(num)s numbers are partly estimated, and would stand in the form without 约 or 余.",
            noted,
        )
        raise Question(message, code=bare, asks="estimated")


def _kept_cell(filling: Filling, position: int, entry: Entry) -> FilledCell:
    return FilledCell(
        filling_id=filling.id,
        address=entry.spot.address,
        position=position,
        label=entry.spot.label,
        kind=entry.tie.kind,
        word=entry.tie.word,
        named=entry.named,
        written=entry.shown or None,
        trouble=entry.remark,
    )
