"""The lines behind a figure as people read them: the figure's own select, with names put to its ids."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Select, and_, bindparam, null, select

from outreach.check_ups.lists.models import CheckList, CheckListVersion, CheckPoint
from outreach.db import db
from outreach.db.another import another
from outreach.db.statements import made_of_it
from outreach.logbook.models import Tally
from outreach.logbook.rules import Basis
from outreach.materials.models import Item
from outreach.media.models import Article, Channel, FileRow, OnlineFile, Placement, Reading
from outreach.media.rules import Metric
from outreach.people.models import Person, Team
from outreach.places.models import Place
from outreach.reports.figure import Figure
from outreach.reports.filters import Filters
from outreach.reports.lines import rounded_views
from outreach.reports.online import METRICS, UNBASED
from outreach.reports.queries import count_of
from outreach.reports.rules import path_of
from outreach.reports.undecided import undecided_line_ids
from outreach.schedule.models import Event
from outreach.web.paging import Page, number_within

BATCH = 500
_NAMES = (
    "title",
    "place",
    "item",
    "by",
    "basis",
    "reverses_id",
    "reversed_by_id",
    "reason",
    "channel",
    "metric",
    "reading",
    "written",
    "appeared_on",
    "proof_note",
    "file",
    "file_row",
    "sha256",
)


@dataclass(frozen=True)
class Line:
    """One line behind a figure; None where a line of its kind has no such thing.

    `path` is the row it opens at, `reading` the running total of which `quantity` is this period's part, `base` the
    total before the period, None where nobody read it; `is_new` says of an item that it appeared in the period,
    `is_rounded` that one of the two was rounded by its platform, `written` how the reading stood there,
    `file` the name of the file that it came with ("" for pasted rows, None where it was typed), with its row and hash,
    `is_undecided` of a tally that it may be counted twice, and that no lead has decided yet; `reverses_id` is the line
    that it takes back, `reversed_by_id` the line that takes it back.
    """

    id: uuid.UUID
    day: date
    quantity: int
    path: str
    title: str
    team: str
    team_name: str
    place: str | None
    item: str | None
    by: str | None
    basis: Basis | None
    reverses_id: uuid.UUID | None
    reason: str | None
    channel: str | None
    metric: Metric | None
    reading: int | None
    base: int | None
    is_new: bool
    is_undecided: bool = False
    is_rounded: bool = False
    written: str | None = None
    proof_note: str | None = None
    file: str | None = None
    file_row: int | None = None
    sha256: str | None = None
    reversed_by_id: uuid.UUID | None = None

    @property
    def label(self) -> str:
        """The line in words, as a drawing keeps it."""
        return " · ".join(part for part in (self.title, self.place, self.item, self.channel) if part)


def page_of_lines(figure: Figure, filters: Filters, number: int, size: int, total: int | None = None) -> Page[Line]:
    """The figure's lines on one page, by day; names are put to the lines of that page alone.

    `total` is how many there are, where they were counted already.
    """
    lines = figure.lines(filters)
    total = count_of(lines) if total is None else total
    number = number_within(number, size, total)
    part = lines.order_by(*_in_order(lines.selected_columns)).limit(size).offset((number - 1) * size)
    rows, marked = db.session.execute(_described(figure.of, part)).all(), _marked(figure, filters)
    return Page([_line(figure, filters, row, marked) for row in rows], number, size, total)


def lines_behind(figure: Figure, filters: Filters) -> Iterator[Line]:
    """All lines of the figure by day, a few hundred in memory at a time."""
    marked = _marked(figure, filters)
    described = _ALL_DESCRIBED[figure.of](figure.lines(filters))
    result = db.session.execute(described, execution_options={"yield_per": BATCH})
    for rows in result.partitions():
        yield from (_line(figure, filters, row, marked) for row in rows)


def lines_among(figure: Figure, filters: Filters, ids: Sequence[uuid.UUID]) -> Iterator[Line]:
    """Those of the lines behind the figure, in batches."""
    if not ids:
        return
    marked, described = _marked(figure, filters), _AMONG_DESCRIBED[figure.of](figure.lines(filters))
    for first in range(0, len(ids), BATCH):
        rows = db.session.execute(described, {"among": ids[first : first + BATCH]})
        yield from (_line(figure, filters, row, marked) for row in rows)


def _marked(figure: Figure, filters: Filters) -> frozenset[uuid.UUID]:
    """The lines that are not sure: tallies that are undecided, readings that were rounded."""
    if figure.key in METRICS:
        return frozenset(db.session.scalars(_ids(rounded_views(filters, METRICS[figure.key]))))
    return undecided_line_ids(filters) if figure.of == "tally" else frozenset()


@made_of_it
def _ids(lines: Select[Any]) -> Select[Any]:
    return select(lines.subquery().c.id)


def _line(figure: Figure, filters: Filters, row: Any, marked: frozenset[uuid.UUID]) -> Line:
    point = {"check_up_id": row.check_up_id, "point_key": row.point_key} if figure.of == "risk" else {}
    path = path_of(figure.of, row.id, event_id=row.event_id, article_id=row.article_id, **point)
    known = {name: getattr(row, name) for name in _NAMES if name != "appeared_on"}
    if figure.of in _UNNAMED:
        known["title"] = str(_UNNAMED[figure.of])
    known |= {"team": row.team, "team_name": row.team_name, "is_undecided": figure.of == "tally" and row.id in marked}
    known["is_rounded"] = figure.of == "reading" and row.id in marked
    is_new = row.appeared_on is not None and row.appeared_on in filters.period
    base = _base(figure, row, is_new)
    return Line(row.id, row.day, int(row.quantity), path, base=base, is_new=is_new, **known)


def _base(figure: Figure, row: Any, is_new: bool) -> int | None:
    """Where the counter stood before the period; a line that has no base shows the running total itself."""
    if row.reading is None:
        return None
    base = row.reading - int(row.quantity)
    return None if not base and (is_new or figure.key in UNBASED) else base


def _in_order(line: Any) -> tuple[Any, ...]:
    return line.day, line.at, line.id


def _described(of: str, lines: Select[Any]) -> Select[Any]:
    line = lines.subquery("line")
    names, joins = _DESCRIBED[of](line)
    columns = [names.get(name, null()).label(name) for name in _NAMES]
    columns += [line.c[name] for name in ("check_up_id", "point_key") if name in line.c]
    statement = (
        select(line.c.id, line.c.day, line.c.quantity, line.c.event_id, line.c.article_id)
        .add_columns(Team.code.label("team"), Team.name.label("team_name"), *columns)
        .select_from(line)
        .join(Team, Team.id == line.c.team_id)
        .order_by(*_in_order(line.c))
    )
    for target, condition in joins:
        statement = statement.outerjoin(target, condition)
    return statement


def _described_among(of: str, lines: Select[Any]) -> Select[Any]:
    """Those of the lines whose ids are `among` the statement's parameters."""
    every = lines.subquery("all")
    return _described(of, select(every).where(every.c.id.in_(bindparam("among", expanding=True))))


_Parts = tuple[dict[str, Any], list[tuple[Any, Any]]]


def _event(line: Any) -> _Parts:
    joins = [(Event, Event.id == line.c.event_id), (Place, Place.id == line.c.place_id)]
    return {"title": Event.title, "place": Place.name}, joins


def _tally(line: Any) -> _Parts:
    names, joins = _event(line)
    names |= {"item": Item.name, "by": Person.name, "basis": Tally.basis}
    undoing = another(Tally, "undoing_line")
    names |= {"reverses_id": Tally.reverses_id, "reversed_by_id": undoing.id, "reason": Tally.reason}
    joins += [(Tally, Tally.id == line.c.id), (Item, Item.id == Tally.item_id), (Person, Person.id == Tally.by_id)]
    joins += [(undoing, and_(undoing.reverses_id == line.c.id, undoing.reverses_id.is_not(None)))]
    return names, joins


def _found(line: Any) -> _Parts:
    """The list that was asked says what a finding is about; neither the company nor the event is named."""
    joins = [
        (CheckPoint, CheckPoint.id == line.c.point_id),
        (CheckListVersion, CheckListVersion.id == CheckPoint.version_id),
        (CheckList, CheckList.id == CheckListVersion.list_id),
    ]
    return {"title": CheckList.title}, joins


def _unnamed(line: Any) -> _Parts:
    return {}, []


def _article(line: Any) -> _Parts:
    return {"title": Article.title}, [(Article, Article.id == line.c.article_id)]


def _reading(line: Any) -> _Parts:
    names, joins = _article(line)
    names |= {"channel": Channel.name, "metric": Reading.metric, "reading": Reading.value}
    names |= {"written": Reading.written, "appeared_on": Placement.day, "proof_note": Reading.proof_note}
    names |= {"file": OnlineFile.name, "file_row": FileRow.row, "sha256": OnlineFile.sha256}
    of_file = and_(FileRow.file_id == Reading.file_id, FileRow.placement_id == Reading.placement_id)
    joins += [
        (Reading, Reading.id == line.c.id),
        (Placement, Placement.id == Reading.placement_id),
        (Channel, Channel.id == Placement.channel_id),
        (OnlineFile, OnlineFile.id == Reading.file_id),
        (FileRow, of_file),
    ]
    return names, joins


#: What the lines are called that must not name a company: a viewer reads them.
_UNNAMED = {"check_up": _("Legal check-up"), "order": _("Order of a company")}
_DESCRIBED = {
    "event": _event,
    "visit": _event,
    "enterprise": _event,
    "tally": _tally,
    "article": _article,
    "reading": _reading,
    "check_up": _unnamed,
    "risk": _found,
    "order": _unnamed,
}
_ALL_DESCRIBED = {of: made_of_it(partial(_described, of)) for of in _DESCRIBED}
_AMONG_DESCRIBED = {of: made_of_it(partial(_described_among, of)) for of in _DESCRIBED}
