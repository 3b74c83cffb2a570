"""Reading texts: the bureau's sentences, what is being written, and what was drawn."""

import uuid
from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select

from outreach.db import db
from outreach.errors import NotFound
from outreach.reports.drawings.models import DrawnLine
from outreach.reports.texts.models import DrawnText, ReportText, SentenceVersion


def patterns() -> dict[str, str]:
    """The bureau's own sentences by key; a built-in one that holds is not among them."""
    newest = select(SentenceVersion.key, func.max(SentenceVersion.number).label("number"))
    last = newest.group_by(SentenceVersion.key).subquery()
    statement = select(SentenceVersion.key, SentenceVersion.text).join(
        last, (last.c.key == SentenceVersion.key) & (last.c.number == SentenceVersion.number)
    )
    return {key: text for key, text in db.session.execute(statement) if text is not None}


def drawn_text(drawn_id: uuid.UUID) -> DrawnText:
    """A drawn text; raises NotFound."""
    found = db.session.get(DrawnText, drawn_id)
    if found is None:
        raise NotFound(_("There is no such text."), code="no_such_text", id=drawn_id)
    return found


def drawn_texts_of(year: int) -> Sequence[DrawnText]:
    """The drawn texts of a year, the newest first."""
    statement = select(DrawnText).join(DrawnText.text).where(ReportText.year == year)
    return db.session.scalars(statement.order_by(DrawnText.at.desc(), DrawnText.id.desc())).all()


def line_counts(drawing_id: uuid.UUID) -> dict[str, int]:
    """How many lines the drawing keeps behind each of its figures."""
    statement = select(DrawnLine.key, func.count()).where(DrawnLine.drawing_id == drawing_id).group_by(DrawnLine.key)
    return dict(db.session.execute(statement).all())
