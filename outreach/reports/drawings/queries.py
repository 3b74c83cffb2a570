"""Reading drawings: as they were kept, and what has become different since then."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, select

from outreach.db import db
from outreach.db.snapshot import snapshot
from outreach.errors import NotFound, Refusal
from outreach.logbook.models import Tally
from outreach.reports.as_json import Address, figure_facts, json_object
from outreach.reports.behind import BATCH
from outreach.reports.chips import said_filters
from outreach.reports.drawings.causes import Cause, causes_since
from outreach.reports.drawings.models import Drawing, DrawnFigure, DrawnLine, DrawnTyped
from outreach.reports.drawings.moving import KeptLine, moved_since
from outreach.reports.figures import figures_of
from outreach.reports.filters import Filters, read_filters
from outreach.reports.inside import is_whole, is_withheld
from outreach.reports.parts import draw_part, read_part
from outreach.reports.undecided import Undecided, undecided_part
from outreach.web.paging import Page, paged

#: so many lines of each kind of difference stand on the page of a drawing
MOST_LINES = 100


@dataclass(frozen=True)
class Difference:
    """A figure then and today. `added` and `gone` are lines that only one has; `changed` pairs those that differ."""

    key: str
    label: str
    unit: str
    then: int | None
    then_said: str
    today: int | None
    today_said: str
    added: tuple[KeptLine, ...]
    gone: tuple[KeptLine, ...]
    changed: tuple[tuple[KeptLine, KeptLine], ...]

    @property
    def is_none(self) -> bool:
        """Whether the two sets are the same."""
        return not (self.added or self.gone or self.changed) and self.then == self.today

    @property
    def shown(self) -> tuple[KeptLine, ...]:
        """The lines that the page of a drawing lists."""
        pairs = (line for pair in self.changed[:MOST_LINES] for line in pair)
        return (*self.added[:MOST_LINES], *self.gone[:MOST_LINES], *pairs)

    @property
    def moved_by(self) -> int | None:
        """Today's value less that of then; None where one of them is none."""
        return None if self.then is None or self.today is None else self.today - self.then


def drawings_of(year: int) -> Sequence[Drawing]:
    """The drawings of a year, newest first."""
    statement = select(Drawing).where(Drawing.year == year).order_by(Drawing.at.desc(), Drawing.id.desc())
    return db.session.scalars(statement).all()


def drawing(drawing_id: uuid.UUID) -> Drawing:
    """The drawing; raises NotFound."""
    found = db.session.get(Drawing, drawing_id)
    if found is None:
        raise NotFound(code="no_such_drawing", id=drawing_id)
    return found


def drawing_of(year: int, drawing_id: uuid.UUID) -> Drawing:
    """The drawing, which must be one of the year; raises NotFound."""
    found = drawing(drawing_id)
    if found.year != year:
        raise NotFound(code="no_such_drawing", id=drawing_id, year=year)
    return found


def figures_in(drawing_id: uuid.UUID) -> Sequence[DrawnFigure]:
    """The figures of a drawing, in the order of the report of that day."""
    statement = select(DrawnFigure).where(DrawnFigure.drawing_id == drawing_id)
    return db.session.scalars(statement.order_by(DrawnFigure.position, DrawnFigure.key)).all()


def open_figures_in(kept: Drawing) -> Sequence[DrawnFigure]:
    """Those figures of a drawing that the acting person may read: of findings in companies perhaps the year's sum."""
    whole = is_whole(filters_of(kept))
    return [each for each in figures_in(kept.id) if not is_withheld(each.key) or (whole and ";" not in each.key)]


def typed_in(kept: Drawing) -> Sequence[DrawnTyped]:
    """The figures typed by hand for the year of a drawing, as they stood then, in the order of their page."""
    asked = select(DrawnTyped).where(DrawnTyped.drawing_id == kept.id, DrawnTyped.year == kept.year)
    return db.session.scalars(asked.order_by(DrawnTyped.position, DrawnTyped.code)).all()


def lines_select(drawing_id: Any, key: Any) -> Any:
    """The lines behind a figure of a drawing, by day; both are values, or parameters of the statement."""
    return (
        select(
            DrawnLine.line_id,
            DrawnLine.day,
            DrawnLine.quantity,
            DrawnLine.label,
            DrawnLine.url,
            DrawnLine.is_undecided,
            DrawnLine.team,
            DrawnLine.by_name,
        )
        .where(DrawnLine.drawing_id == drawing_id, DrawnLine.key == key)
        .order_by(DrawnLine.day, DrawnLine.line_id)
    )


_LINES = lines_select(bindparam("drawing_id"), bindparam("key"))


def figure_in(drawing_id: uuid.UUID, key: str) -> DrawnFigure:
    """One figure of a drawing; raises NotFound."""
    found = db.session.get(DrawnFigure, (drawing_id, key))
    if found is None:
        raise NotFound(code="no_such_figure", key=key)
    return found


def label_of(key: str) -> str:
    """The name today of a figure or a part of one; its key where there is no such thing any more."""
    try:
        return read_part(key).named
    except Refusal:
        return key


def page_of_kept_lines(drawing_id: uuid.UUID, key: str, number: int, size: int = 50) -> Page[Any]:
    """The lines behind a figure of a drawing on one page, by day; none where they are not for the reader."""
    if is_withheld(key):
        return Page([], 1, size, 0)
    return paged(db.session(), lines_select(drawing_id, key), number, size, entities=False)


def lines_in(drawing_id: uuid.UUID, key: str) -> Iterator[Any]:
    """Those lines, a few hundred in memory at a time."""
    asked = {"drawing_id": drawing_id, "key": key}
    result = db.session.execute(_LINES, asked, execution_options={"yield_per": BATCH})
    for rows in result.partitions():
        yield from rows


def has_tallies(drawing_id: uuid.UUID, key: str) -> bool:
    """Whether lines of the ledger stand behind a figure of a drawing, rather than events or articles."""
    asked = select(DrawnLine.line_id).join(Tally, Tally.id == DrawnLine.line_id)
    return db.session.scalar(asked.where(DrawnLine.drawing_id == drawing_id, DrawnLine.key == key).limit(1)) is not None


def lines_with_tallies(drawing_id: uuid.UUID, key: str) -> Iterator[Any]:
    """Those lines with what their tallies say, a few hundred in memory at a time.

    What a tally says of itself is never changed, so that today's row says what it said then.
    """
    said = lines_select(drawing_id, key).outerjoin(Tally, Tally.id == DrawnLine.line_id)
    said = said.add_columns(Tally.basis, Tally.reverses_id, Tally.reason)
    for rows in db.session.execute(said, execution_options={"yield_per": BATCH}).partitions():
        yield from rows


def numbers_taken_back(drawing_id: uuid.UUID, key: str) -> dict[uuid.UUID, int]:
    """Of each of those lines that another one of a tally takes back its number, counted from 1."""
    in_order = (DrawnLine.day, DrawnLine.line_id)
    numbered = (
        select(DrawnLine.line_id, func.row_number().over(order_by=in_order).label("number"))
        .where(DrawnLine.drawing_id == drawing_id, DrawnLine.key == key)
        .subquery("numbered")
    )
    asked = select(numbered.c.line_id, numbered.c.number).join(Tally, Tally.reverses_id == numbered.c.line_id)
    return {row.line_id: row.number for row in db.session.execute(asked)}


def drawing_json(kept: Drawing, *, with_lines: bool, address: Address) -> Iterator[str]:
    """The drawing as `as_json` gives today's figures: values and lines as they were kept."""
    with snapshot():
        yield from json_object(
            figure_facts(each.key, _facts(each), _json_lines(kept.id, each.key, address) if with_lines else None)
            for each in open_figures_in(kept)
        )


def _facts(kept: DrawnFigure) -> dict[str, Any]:
    facts: dict[str, Any] = {"value": kept.value, "unit": kept.unit, "wording": kept.wording}
    facts["definition"] = kept.definition
    if kept.undecided:
        facts["undecided"] = kept.undecided
    return facts if kept.reason is None else facts | {"reason": kept.reason}


def _json_lines(drawing_id: uuid.UUID, key: str, address: Address) -> Iterator[dict[str, Any]]:
    for line in lines_in(drawing_id, key):
        facts = {"id": str(line.line_id), "day": line.day.isoformat(), "quantity": line.quantity}
        facts |= {"url": address(line.url), "title": line.label}
        yield facts | {"undecided": True} if line.is_undecided else facts


def filters_of(kept: Drawing) -> Filters | None:
    """The filters that the drawing was made with, as today's lists know them; None where they no longer do."""
    try:
        return read_filters(kept.year, kept.filters)
    except Refusal:
        return None


def said_filters_of(kept: Drawing) -> str:
    """Those filters in words; as an address says them where today's lists no longer know them."""
    filters = filters_of(kept)
    if filters is None:
        return " · ".join(f"{name}={word}" for name, word in kept.filters.items())
    return said_filters(filters)


def since_then(kept: Drawing, *, with_parts: bool = True) -> list[Difference]:
    """Each figure then and today, as two sets of lines; empty where today's lists no longer know the filters.

    `with_parts` False leaves the parts of figures out, of which a closing keeps many.
    """
    filters = filters_of(kept)
    if filters is None:
        return []
    stored = {each.key: each for each in open_figures_in(kept) if with_parts or ";" not in each.key}
    keys = list(stored)
    keys += [each.key for each in figures_of(filters) if each.key not in stored and not is_withheld(each.key)]
    undecided = cache(undecided_part)
    return [_difference(kept.id, key, stored.get(key), filters, undecided) for key in keys]


def difference_of(kept: Drawing, word: str) -> Difference | None:
    """One figure, or part of one, then and today; None where it was not kept, or can't be asked for today."""
    filters, stored = filters_of(kept), db.session.get(DrawnFigure, (kept.id, word))
    if filters is None or stored is None:
        return None
    try:
        return _difference(kept.id, word, stored, filters, undecided_part)
    except Refusal:
        return None


def causes_of(kept: Drawing, differences: Iterable[Difference]) -> dict[uuid.UUID, list[Cause]]:
    """What was changed since then about the events and articles of the lines that are shown."""
    return causes_since(kept.at, (line.subject_id for each in differences for line in each.shown))


def _difference(
    drawing_id: uuid.UUID,
    key: str,
    stored: DrawnFigure | None,
    filters: Filters,
    undecided: Callable[[Filters], Undecided],
) -> Difference:
    part = read_part(key)
    now = draw_part(part, filters, undecided)
    own = None if now.value is None else part.filters(filters)
    nothing: tuple[Any, Any, Any] = ((), (), ())
    added, changed, gone = nothing if is_withheld(key) else moved_since(drawing_id, key, now, own)
    return Difference(
        key=key,
        label=part.named,
        unit=now.figure.unit,
        then=stored.value if stored else None,
        then_said=stored.wording if stored else "—",
        today=now.value,
        today_said=now.wording,
        added=added,
        gone=gone,
        changed=changed,
    )
