"""Keeping a drawing: the figures as today's rows give them, whole, with every line behind them (rule 12)."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert

from outreach.audit.actions import record_act
from outreach.db import db
from outreach.errors import Invalid
from outreach.people.models import Person
from outreach.reports.behind import BATCH, Line, lines_behind
from outreach.reports.drawings.models import Drawing, DrawnFigure, DrawnLine
from outreach.reports.figure import Figure
from outreach.reports.figures import figures_of
from outreach.reports.filters import Filters
from outreach.reports.undecided import Undecided, undecided_part
from outreach.reports.values import Drawn, drawn_from, estimated_parts

LONGEST_TITLE = 100


def keep_drawing(filters: Filters, *, title: str, by: Person, now: datetime) -> Drawing:
    """Store today's figures under `filters` with the lines behind each; nothing moves them any more.

    To be called in a transaction of one instant, so that no figure knows of a line that another does not.
    Raises Invalid for a title that is missing or too long.
    """
    title = title.strip()
    if not title or len(title) > LONGEST_TITLE:
        raise Invalid(_("Give the drawing a name of up to %(most)d characters.", most=LONGEST_TITLE), field="title")
    drawing = Drawing(
        at=now,
        by_id=by.id,
        title=title,
        year=filters.year,
        first_day=filters.period.first,
        last_day=filters.period.last,
        filters=filters.arguments(),
    )
    db.session.add(drawing)
    db.session.flush()
    parts = estimated_parts(filters), undecided_part(filters)
    for position, figure in enumerate(figures_of(filters)):
        _keep_figure(drawing, position, figure, filters, parts)
    record_act("drawing.kept", by=by, now=now, subject=drawing, year=filters.year, title=title)
    return drawing


def _keep_figure(
    drawing: Drawing, position: int, figure: Figure, filters: Filters, parts: tuple[dict[str, int], Undecided]
) -> None:
    """The value is added from the very lines that are kept, so that nobody who writes meanwhile comes between them."""
    reason = figure.reason(filters)
    lines = [] if reason else list(lines_behind(figure, filters))
    total = sum(line.quantity for line in lines)
    drawn = Drawn(figure, None, reason) if reason else drawn_from(figure, total, len(lines), *parts)
    db.session.add(
        DrawnFigure(
            drawing_id=drawing.id,
            key=figure.key,
            position=position,
            value=drawn.value,
            unit=figure.unit,
            wording=drawn.wording,
            definition=str(figure.definition),
            reason=drawn.reason,
            undecided=drawn.undecided,
        )
    )
    db.session.flush()
    for first in range(0, len(lines), BATCH):
        kept = [_kept(drawing, figure, line) for line in lines[first : first + BATCH]]
        db.session.execute(insert(DrawnLine), kept)


def _kept(drawing: Drawing, figure: Figure, line: Line) -> dict[str, Any]:
    return {
        "drawing_id": drawing.id,
        "key": figure.key,
        "line_id": line.id,
        "day": line.day,
        "quantity": line.quantity,
        "label": line.label,
        "url": line.path,
        "is_undecided": line.is_undecided,
    }
