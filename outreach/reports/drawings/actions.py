"""Keeping a drawing: the figures as today's rows give them, whole, with every line behind them (rule 12)."""

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import insert

from outreach.audit.actions import record_act
from outreach.db import db
from outreach.db.inserting import insert_many
from outreach.errors import Invalid
from outreach.people.models import Person
from outreach.reports.drawings.gathering import Gathered, KeptLine, gather
from outreach.reports.drawings.models import Drawing, DrawingSeal, DrawnFigure, DrawnLine, DrawnTyped
from outreach.reports.filters import Filters
from outreach.reports.parts import Part

LONGEST_TITLE = 100
_COLUMNS = ("drawing_id", "key", *KeptLine._fields)


def keep_drawing(
    filters: Filters,
    *,
    title: str,
    by: Person,
    now: datetime,
    parts: Iterable[Part] = (),
    gathered: Gathered | None = None,
) -> Drawing:
    """Store today's figures under `filters` with the lines behind each; nothing moves them any more.

    `parts` are kept beside the figures of the report, each with its own lines, under its word. With the whole year,
    unfiltered, go the figures typed by hand for it and for the ten years before, which a text may name.

    Pages give what they `gathered` of the same before the transaction: the drawing is then of that instant, and
    nobody waits for more than the inserts. Without, it is read here, in what must be a transaction of one instant.
    Raises Invalid for a title that is missing or too long.
    """
    title = title.strip()
    if not title or len(title) > LONGEST_TITLE:
        raise Invalid(_("Give the drawing a name of up to %(most)d characters.", most=LONGEST_TITLE), field="title")
    found = gathered or gather(filters, parts, at=now)
    drawing = Drawing(**found.head, by_id=by.id, title=title)
    db.session.add(drawing)
    db.session.flush()
    db.session.execute(insert(DrawnFigure), [{**each.row, "drawing_id": drawing.id} for each in found.figures])
    lines = ((drawing.id, each.row["key"], *line) for each in found.figures for line in each.lines)
    insert_many(DrawnLine, _COLUMNS, lines)
    db.session.add_all([DrawnTyped(**row, drawing_id=drawing.id) for row in found.typed])
    db.session.add(DrawingSeal(drawing_id=drawing.id, code=found.code))
    db.session.flush()
    record_act("drawing.kept", by=by, now=now, subject=drawing, year=filters.year, title=title)
    return drawing
