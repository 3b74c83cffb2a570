"""Whether every drawing is what it was when it was kept, and the ledger still has the lines that it kept."""

import uuid
from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, or_, select

from outreach.db import db
from outreach.db.soundness import Finding
from outreach.logbook.models import Tally
from outreach.reports.drawings.checking import is_sound
from outreach.reports.drawings.models import Drawing, DrawnFigure, DrawnLine
from outreach.reports.figures import FIGURES
from outreach.seals.telling import named


def findings() -> Iterator[Finding]:
    """Broken check codes, values that are not the sum of their lines, and ledger lines that are gone or changed."""
    for drawing in db.session.scalars(select(Drawing).order_by(Drawing.at, Drawing.id)):
        if is_sound(drawing) is False:
            said = _(
                "The drawing “%(title)s” (%(id)s) is not what its check code says.", title=drawing.title, id=drawing.id
            )
            yield Finding("broken_seal", said)
    yield from _sums()
    yield from _lines()


def _sums() -> Iterator[Finding]:
    total = func.coalesce(func.sum(DrawnLine.quantity), 0)
    statement = (
        select(Drawing.id, Drawing.title, DrawnFigure.key, DrawnFigure.value, total)
        .join(DrawnFigure, DrawnFigure.drawing_id == Drawing.id)
        .outerjoin(DrawnLine, (DrawnLine.drawing_id == Drawing.id) & (DrawnLine.key == DrawnFigure.key))
        .where(DrawnFigure.value.is_not(None))
        .group_by(Drawing.id, Drawing.title, DrawnFigure.key, DrawnFigure.value)
        .having(total != DrawnFigure.value)
        .order_by(Drawing.id, DrawnFigure.key)
    )
    for drawing_id, title, key, value, found in db.session.execute(statement):
        said = _(
            "In the drawing “%(title)s” (%(id)s) the figure %(key)s is %(value)d, its lines add up to %(found)d.",
            key=_named(key),
            value=value,
            found=int(found),
            title=title,
            id=drawing_id,
        )
        yield Finding("broken_sum", said)


def _named(key: str) -> str:
    """The figure as the report calls it, with its word; one that is no more by its word alone."""
    return f"{FIGURES[key].label} ({key})" if key in FIGURES else key


def _lines() -> Iterator[Finding]:
    """A line of the ledger never changes, so that a drawing still knows what it was."""
    now: ColumnElement[int | None] = func.max(Tally.quantity)
    statement = (
        select(DrawnLine.line_id, func.max(DrawnLine.quantity), now)
        .outerjoin(Tally, Tally.id == DrawnLine.line_id)
        .where(DrawnLine.url.contains("#line-"), or_(Tally.id.is_(None), Tally.quantity != DrawnLine.quantity))
        .group_by(DrawnLine.line_id)
        .order_by(DrawnLine.line_id)
    )
    for line_id, kept, found in db.session.execute(statement):
        yield _lost(line_id) if found is None else _changed(line_id, kept, found)


def _lost(line_id: uuid.UUID) -> Finding:
    return Finding("lost_line", _("The line %(line)s was drawn once and is no longer in the ledger.", line=line_id))


def _changed(line_id: uuid.UUID, kept: int, now: int) -> Finding:
    said = _(
        "The line %(line)s was %(kept)d when it was drawn and is %(now)d now.",
        line=named(Tally.__table__, line_id),
        kept=kept,
        now=now,
    )
    return Finding("changed_line", said)
