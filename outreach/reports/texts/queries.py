"""Reading texts: the bureau's sentences, what is being written, and what was drawn."""

import uuid
from collections.abc import Collection, Sequence

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, extract, func, select
from sqlalchemy.orm import joinedload

from outreach.db import db
from outreach.errors import NotFound
from outreach.reports.drawings.models import DrawnLine
from outreach.reports.texts.models import DrawnText, HandedIn, ReportText, SentenceVersion, TextVersion
from outreach.schedule.campaigns.queries import edition_before
from outreach.web.paging import Page, paged


def patterns() -> dict[str, str]:
    """The bureau's own sentences by key; a built-in one that holds is not among them."""
    newest = select(SentenceVersion.key, func.max(SentenceVersion.number).label("number"))
    last = newest.group_by(SentenceVersion.key).subquery()
    statement = select(SentenceVersion.key, SentenceVersion.text).join(
        last, (last.c.key == SentenceVersion.key) & (last.c.number == SentenceVersion.number)
    )
    return {key: text for key, text in db.session.execute(statement) if text is not None}


def last_version(key: str) -> int:
    """The number of the newest version of a sentence; 0 where it was never written."""
    statement = select(func.max(SentenceVersion.number)).where(SentenceVersion.key == key)
    return db.session.scalar(statement) or 0


def sentence_version(key: str, number: int) -> SentenceVersion:
    """One version of a sentence; raises NotFound."""
    found = db.session.get(SentenceVersion, (key, number))
    if found is None:
        raise NotFound(_("There is no such version."), code="no_such_version")
    return found


def page_of_sentence_versions(key: str, number: int) -> Page[SentenceVersion]:
    """The versions of a sentence, the newest first."""
    statement = select(SentenceVersion).where(SentenceVersion.key == key)
    return paged(db.session(), statement.order_by(SentenceVersion.number.desc()), number)


def text_of(year: int, text_id: uuid.UUID, *, lock: bool = False) -> ReportText:
    """A text of the year; raises NotFound. `lock` keeps others from changing it meanwhile."""
    statement = select(ReportText).where(ReportText.id == text_id, ReportText.year == year)
    if lock:
        statement = statement.with_for_update(of=ReportText).execution_options(populate_existing=True)
    found = db.session.scalar(statement)
    if found is None:
        raise NotFound(_("There is no such text."), code="no_such_text", id=text_id)
    return found


def page_of_texts(year: int, number: int, *, put_away: bool = False) -> Page[ReportText]:
    """The texts of a year that are being written, the one last worked on first; or those that were put away."""
    wanted = ReportText.put_away_at.is_not(None) if put_away else ReportText.put_away_at.is_(None)
    statement = select(ReportText).where(ReportText.year == year, wanted)
    ordered = statement.order_by(ReportText.changed_at.desc(), ReportText.id.desc())
    return paged(db.session(), ordered.options(joinedload(ReportText.current)), number)


def texts_of_edition(edition_ids: Collection[uuid.UUID]) -> Sequence[ReportText]:
    """The summaries of the editions, newest first."""
    wanted = (ReportText.edition_id.in_(edition_ids), ReportText.put_away_at.is_(None))
    statement = select(ReportText).where(*wanted).options(joinedload(ReportText.current))
    return db.session.scalars(statement.order_by(ReportText.changed_at.desc(), ReportText.id.desc())).all()


def version_of(text_id: uuid.UUID, number: int) -> TextVersion:
    """One version of a text; raises NotFound."""
    found = db.session.get(TextVersion, (text_id, number))
    if found is None:
        raise NotFound(_("There is no such version."), code="no_such_version")
    return found


def page_of_versions(text_id: uuid.UUID, number: int) -> Page[TextVersion]:
    """The versions of a text, the newest first."""
    statement = select(TextVersion).where(TextVersion.text_id == text_id).order_by(TextVersion.number.desc())
    return paged(db.session(), statement, number)


def last_number(text_id: uuid.UUID) -> int:
    """How often the text was drawn."""
    return db.session.scalar(select(func.max(DrawnText.number)).where(DrawnText.text_id == text_id)) or 0


def drawn_of(text_id: uuid.UUID) -> Sequence[DrawnText]:
    """The drafts of a text, the newest first."""
    statement = select(DrawnText).where(DrawnText.text_id == text_id).order_by(DrawnText.number.desc())
    return db.session.scalars(statement).all()


def drawn_among(text_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[DrawnText]]:
    """The drafts of each of the texts, the newest first."""
    statement = select(DrawnText).where(DrawnText.text_id.in_(text_ids)).order_by(DrawnText.number.desc())
    found: dict[uuid.UUID, list[DrawnText]] = {}
    for drawn in db.session.scalars(statement):
        found.setdefault(drawn.text_id, []).append(drawn)
    return found


def drawn_in(year: int, drawn_id: uuid.UUID) -> DrawnText:
    """A drawn text of the year; raises NotFound."""
    found = drawn_text(drawn_id)
    if found.text.year != year:
        raise NotFound(_("There is no such text."), code="no_such_text", id=drawn_id)
    return found


def counterparts(text: ReportText) -> Sequence[DrawnText]:
    """The drawn texts of the same kind a year before: those handed in first, then the newest."""
    back = ReportText.year == text.year - 1
    if text.edition is not None:
        before = edition_before(text.edition.id, text.year - 1)
        back = ReportText.edition_id == (before.id if before else None)
    wanted = [ReportText.kind == text.kind, back]
    if text.edition is None:
        wanted += _same_days_a_year_before(text)
    statement = select(DrawnText).join(DrawnText.text).outerjoin(DrawnText.handed_in).where(*wanted)
    return db.session.scalars(
        statement.order_by(HandedIn.drawn_text_id.is_(None), DrawnText.at.desc(), DrawnText.id.desc())
    ).all()


def _same_days_a_year_before(text: ReportText) -> list[ColumnElement[bool]]:
    first, last = text.first_day, text.last_day
    return [
        extract("month", ReportText.first_day) == first.month,
        extract("month", ReportText.last_day) == last.month,
    ]


def drawn_text(drawn_id: uuid.UUID) -> DrawnText:
    """A drawn text; raises NotFound."""
    found = db.session.get(DrawnText, drawn_id)
    if found is None:
        raise NotFound(_("There is no such text."), code="no_such_text", id=drawn_id)
    return found


def line_counts(drawing_id: uuid.UUID) -> dict[str, int]:
    """How many lines the drawing keeps behind each of its figures."""
    statement = select(DrawnLine.key, func.count()).where(DrawnLine.drawing_id == drawing_id).group_by(DrawnLine.key)
    return dict(db.session.execute(statement).all())
