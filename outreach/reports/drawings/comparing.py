"""Two drawings of a year compared: figure by figure and line by line, what came, went and became different.

The sets are compared by the database, so that two years of 100,000 lines each never lie in memory: value(to) less
value(from) is what came, less what went, and by how much the others became more or less.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from outreach.db import db
from outreach.db.another import another
from outreach.logbook.models import Tally
from outreach.people.models import Person
from outreach.reports.behind import BATCH
from outreach.reports.drawings.causes import Cause, causes_since, subject_of
from outreach.reports.drawings.models import Drawing, DrawnFigure, DrawnLine, DrawnTyped
from outreach.reports.drawings.queries import drawings_of, figures_in, label_of
from outreach.reports.inside import is_withheld

#: So many lines of each figure and way stand on the page; the file has all of them.
MOST = 50


class Way(StrEnum):
    """What became of a line between two drawings."""

    CAME = "came"
    GONE = "gone"
    DIFFERENT = "different"


@dataclass(frozen=True)
class Moved:
    """A line that only one of the two has, or that both have differently; None where there is none.

    `by` and `reason` are those of the line itself: who logged it, and why it takes another back.
    """

    way: Way
    key: str
    line_id: uuid.UUID
    label: str
    url: str
    then: int | None
    then_day: date | None
    now: int | None
    now_day: date | None
    by: str | None = None
    reason: str | None = None
    causes: Sequence[Cause] = ()

    @property
    def moved_by(self) -> int:
        """How much the line moved the figure."""
        return (self.now or 0) - (self.then or 0)


@dataclass(frozen=True)
class ComparedTyped:
    """A figure typed by hand that is not the same in both; None where one of them has none."""

    label: str
    then: DrawnTyped | None
    now: DrawnTyped | None


@dataclass
class Compared:
    """One figure in both drawings; `counts` says of each way how many lines there are, `sums` what they moved."""

    key: str
    label: str
    unit: str
    then: DrawnFigure | None
    now: DrawnFigure | None
    counts: dict[Way, int] = field(default_factory=dict)
    sums: dict[Way, int] = field(default_factory=dict)
    lines: dict[Way, Sequence[Moved]] = field(default_factory=dict)

    @property
    def moved_by(self) -> int | None:
        """The later value less the earlier; None where one of them is none."""
        if self.then is None or self.now is None or self.then.value is None or self.now.value is None:
            return None
        return self.now.value - self.then.value

    @property
    def is_same(self) -> bool:
        """Whether both have the same lines and the same value."""
        return not self.counts and (self.then and self.then.value) == (self.now and self.now.value)


def usual_pair(year: int, newest: Drawing | None = None) -> tuple[Drawing, Drawing] | None:
    """The newest drawing of the year, or the one given, and the one before it of the same filters and days."""
    kept = drawings_of(year)
    for at, later in enumerate(kept):
        if newest is not None and later.id != newest.id:
            continue
        for earlier in kept[at + 1 :]:
            if earlier.filters == later.filters:
                return earlier, later
    return None


def compared(earlier: Drawing, later: Drawing) -> list[Compared]:
    """Every figure and part that one of the two has, in the order of the later, with the first lines that differ."""
    then = {each.key: each for each in figures_in(earlier.id)}
    now = {each.key: each for each in figures_in(later.id)}
    found = {key: _figure(key, then.get(key), now.get(key)) for key in {**now, **then}}
    for way in Way:
        for key, count, total in db.session.execute(_summed(way, earlier.id, later.id)):
            found[key].counts[way], found[key].sums[way] = count, int(total)
    found = {key: each for key, each in found.items() if not is_withheld(key)}
    shown = [each for each in found.values() if each.counts and ";" not in each.key]
    for each in shown:
        for way in each.counts:
            rows = db.session.execute(_lines(way, earlier.id, later.id, each.key).limit(MOST))
            each.lines[way] = [_moved(way, row) for row in rows]
    _explain(shown, earlier.at, later.at)
    return list(found.values())


def compared_typed(earlier: Drawing, later: Drawing) -> list[ComparedTyped]:
    """The figures typed by hand for the year of both that have become different, in the order of their page."""
    then, now = _typed_in(earlier), _typed_in(later)
    pairs = ((then.get(code), now.get(code)) for code in {**now, **then})
    return [
        ComparedTyped((new or old).label, old, new)  # type: ignore[union-attr]  # one of the two has it
        for old, new in pairs
        if _typed_facts(old) != _typed_facts(new)
    ]


def all_lines(earlier: Drawing, later: Drawing) -> Iterator[Moved]:
    """Every line that differs, figure by figure, a few hundred in memory at a time; parts of figures left out."""
    for each in compared(earlier, later):
        for way in each.counts if ";" not in each.key else ():
            statement = _lines(way, earlier.id, later.id, each.key)
            result = db.session.execute(statement, execution_options={"yield_per": BATCH})
            for rows in result.partitions():
                yield from explained([_moved(way, row) for row in rows], earlier.at, later.at)


def explained(lines: Sequence[Moved], since: datetime, until: datetime) -> list[Moved]:
    """The lines with who logged them, why they take others back, and what was changed meanwhile by whom."""
    if not lines:
        return []
    tallies = {row.id: row for row in db.session.execute(_logged([each.line_id for each in lines]))}
    causes = causes_since(since, {subject_of(each.url) for each in lines})
    return [_explained(each, tallies.get(each.line_id), causes, until) for each in lines]


def _typed_in(kept: Drawing) -> dict[str, DrawnTyped]:
    statement = select(DrawnTyped).where(DrawnTyped.drawing_id == kept.id, DrawnTyped.year == kept.year)
    return {each.code: each for each in db.session.scalars(statement.order_by(DrawnTyped.position, DrawnTyped.code))}


def _typed_facts(kept: DrawnTyped | None) -> Any:
    return kept and (kept.value, kept.numerator, kept.denominator, kept.is_estimated, kept.is_rounded)


def _explain(shown: Iterable[Compared], since: datetime, until: datetime) -> None:
    for each in shown:
        for way, lines in each.lines.items():
            each.lines[way] = explained(lines, since, until)


def _explained(line: Moved, tally: Any, causes: dict[uuid.UUID, list[Cause]], until: datetime) -> Moved:
    subject = subject_of(line.url)
    known = [cause for cause in causes.get(subject, ()) if cause.at <= until] if subject else []
    facts = {**vars(line), "causes": known}
    if tally is not None:
        facts |= {"by": line.by or tally.name, "reason": tally.reason}
    return Moved(**facts)


def _figure(key: str, then: DrawnFigure | None, now: DrawnFigure | None) -> Compared:
    either = now or then
    assert either is not None
    return Compared(key, either.label or label_of(key), either.unit, then, now)


def _logged(line_ids: Sequence[uuid.UUID]) -> Select[Any]:
    who: tuple[Any, ...] = (Tally.id, Tally.reason, Person.name)
    return select(*who).join(Person, Person.id == Tally.by_id).where(Tally.id.in_(line_ids))


def _summed(way: Way, earlier_id: uuid.UUID, later_id: uuid.UUID) -> Select[Any]:
    """For each key how many lines went that way, and what they moved."""
    one, other, statement = _sides(way, earlier_id, later_id)
    sums = {Way.CAME: one.quantity, Way.GONE: -one.quantity, Way.DIFFERENT: one.quantity - other.quantity}
    return statement.with_only_columns(one.key, func.count(), func.sum(sums[way])).group_by(one.key)


def _lines(way: Way, earlier_id: uuid.UUID, later_id: uuid.UUID, key: str) -> Select[Any]:
    """The lines of one figure that went that way, by day: of `one` its facts, of `other` quantity and day."""
    one, other, statement = _sides(way, earlier_id, later_id)
    columns = (one.key, one.line_id, one.label, one.url, one.quantity, one.day, one.by_name)
    both = (other.quantity.label("other_quantity"), other.day.label("other_day"))
    return statement.with_only_columns(*columns, *both).where(one.key == key).order_by(one.day, one.line_id)


def _sides(way: Way, earlier_id: uuid.UUID, later_id: uuid.UUID) -> tuple[Any, Any, Select[Any]]:
    """The side that has the line, the other side, and a select of the lines that went that way."""
    one, other = another(DrawnLine, "one_line"), another(DrawnLine, "other_line")
    own, others = (earlier_id, later_id) if way is Way.GONE else (later_id, earlier_id)
    same = and_(other.drawing_id == others, other.key == one.key, other.line_id == one.line_id)
    statement: Select[Any] = select(one).where(one.drawing_id == own)
    if way is Way.DIFFERENT:
        differs = or_(one.quantity != other.quantity, one.day != other.day)
        return one, other, statement.join(other, same).where(differs)
    return one, other, statement.outerjoin(other, same).where(other.line_id.is_(None))


def _moved(way: Way, row: Any) -> Moved:
    own, others = (row.quantity, row.day), (row.other_quantity, row.other_day)
    then, now = (own, others) if way is Way.GONE else (others, own)
    return Moved(way, row.key, row.line_id, row.label, row.url, *then, *now, by=row.by_name)
