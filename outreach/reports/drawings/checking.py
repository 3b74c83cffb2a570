"""The check code 校验码 of a drawing: made of all that was kept, so that anybody can tell whether it is still that."""

import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import bindparam, select

from outreach.db import db
from outreach.reports.drawings.models import Drawing, DrawnFigure, DrawnLine, DrawnTyped

_LINES_AT_ONCE = 500


def code_of(drawing: Drawing) -> str:
    """SHA-256 (64 hex digits) over the head, the figures and the lines of a drawing, as its rows say them now."""
    return _digest(sealed(drawing))


def sealed(drawing: Drawing) -> Iterator[bytes]:
    """What the code is made of, row by row, as lines of JSON: the code is the SHA-256 of the file that they make."""
    figures = db.session.scalars(select(DrawnFigure).where(DrawnFigure.drawing_id == drawing.id))
    in_order = sorted(figures, key=lambda figure: figure.key)
    typed = db.session.scalars(select(DrawnTyped).where(DrawnTyped.drawing_id == drawing.id)).all()
    return _rows(drawing, ((each, _lines(drawing.id, each.key)) for each in in_order), typed)


def code_over(
    drawing: Drawing, figures: Iterable[tuple[DrawnFigure, Iterable[Any]]], typed: Iterable[DrawnTyped]
) -> str:
    """The same over rows that nobody has stored yet: figures by key, the lines of each by id."""
    return _digest(_rows(drawing, figures, typed))


def is_sound(drawing: Drawing) -> bool | None:
    """Whether the drawing is what it was when it was kept; None for one that is older than the codes."""
    return None if drawing.seal is None else drawing.seal.code == code_of(drawing)


def said_code(code: str) -> str:
    """The code as it is printed: sixteen of its digits, in fours."""
    return " ".join(code[at : at + 4] for at in range(0, 16, 4)).upper()


def _digest(rows: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for row in rows:
        digest.update(row)
    return digest.hexdigest()


def _rows(
    drawing: Drawing, figures: Iterable[tuple[DrawnFigure, Iterable[Any]]], typed: Iterable[DrawnTyped]
) -> Iterator[bytes]:
    for fact in _facts(drawing, figures, typed):
        yield json.dumps(fact, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"


def _facts(
    drawing: Drawing, figures: Iterable[tuple[DrawnFigure, Iterable[Any]]], typed: Iterable[DrawnTyped]
) -> Iterator[list[Any]]:
    days = [drawing.first_day.isoformat(), drawing.last_day.isoformat()]
    yield [str(drawing.id), drawing.at.isoformat(), *days, drawing.filters]
    for each, lines in figures:
        unsure = [each.estimated, each.undecided]
        yield [each.key, each.label, each.value, each.unit, each.wording, each.definition, each.reason, *unsure]
        yield from map(_line, lines)
    yield from _typed(typed)


def _line(line: Any) -> list[Any]:
    who = [line.team, line.by_name, line.is_undecided, line.url]
    return [str(line.line_id), line.day.isoformat(), line.quantity, line.label, *who]


def _typed(typed: Iterable[DrawnTyped]) -> Iterator[list[Any]]:
    """Nothing where none was kept, so that drawings which are older than the typed figures keep their code."""
    for each in sorted(typed, key=lambda row: (row.year, row.code)):
        numbers = [each.value, each.numerator, each.denominator]
        said = [each.wording, each.definition, each.source, each.sha256, each.by_name]
        at = each.typed_at and each.typed_at.isoformat()
        yield ["typed", each.year, each.code, each.label, each.unit, *numbers, *said, at]


_LINES = (
    select(DrawnLine.line_id, DrawnLine.day, DrawnLine.quantity, DrawnLine.label)
    .add_columns(DrawnLine.team, DrawnLine.by_name, DrawnLine.is_undecided, DrawnLine.url)
    .where(DrawnLine.drawing_id == bindparam("drawing_id"), DrawnLine.key == bindparam("key"))
    .order_by(DrawnLine.line_id)
)


def _lines(drawing_id: uuid.UUID, key: str) -> Iterator[Any]:
    asked = {"drawing_id": drawing_id, "key": key}
    for rows in db.session.execute(_LINES, asked, execution_options={"yield_per": _LINES_AT_ONCE}).partitions():
        yield from rows
