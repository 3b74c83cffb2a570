"""One event at a glance, for its review: planned and logged, who logged what, what looks odd, what was corrected."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from outreach.audit.models import Change
from outreach.logbook import queries as ledger
from outreach.logbook.corrections import Correction, corrections_in
from outreach.logbook.desk import Counter, Desk, desk_of
from outreach.logbook.doubles.asking import Asked, asked_at
from outreach.logbook.labels import undone_reason
from outreach.logbook.panels import reopened
from outreach.logbook.queries import LoggedLine
from outreach.logbook.reviews.listing import Shown, oddities_of
from outreach.materials.rules import CountKind
from outreach.schedule.models import Event


@dataclass
class Logger:
    """One of those who counted: the sums by kind, how many lines, from when to when."""

    name: str
    first: datetime
    last: datetime
    sums: dict[CountKind, int] = field(default_factory=lambda: defaultdict(int))
    count: int = 0


@dataclass(frozen=True)
class Compared:
    """What was expected or planned, and what was logged; None where nothing was said."""

    kind: CountKind
    name: str | None
    unit: str
    planned: int | None
    logged: int | None


@dataclass(frozen=True)
class Glance:
    """The page of a review."""

    desk: Desk
    compared: Sequence[Compared]
    loggers: Sequence[Logger]
    doubles: Sequence[Asked]
    odd: Sequence[Shown]
    corrections: Sequence[Correction]
    is_late: bool
    reopened: Change | None

    @property
    def unchecked(self) -> Sequence[Shown]:
        """What nobody has said to be right."""
        return [each for each in self.odd if each.checked is None]


def glance_at(event: Event) -> Glance:
    """All that a review has to see."""
    lines = ledger.lines_of(event.id).rows
    desk = desk_of(event)
    return Glance(
        desk=desk,
        compared=list(_compared(event, desk)),
        loggers=_loggers(lines),
        doubles=[each for each in asked_at(event.id) if each.is_open],
        odd=oddities_of([event.id])[event.id],
        corrections=corrections_in(lines, undone=undone_reason()),
        is_late=ledger.has_late_lines(event),
        reopened=reopened(event),
    )


def _compared(event: Event, desk: Desk) -> Iterable[Compared]:
    expected = {
        CountKind.HANDOUT: event.expected_handouts,
        CountKind.CONSULTATION: event.expected_consultations,
        CountKind.ATTENDANCE: event.expected_attendance,
    }
    for total in desk.sums:
        if total.kind in expected:
            quantity, unit = total.parts[0]
            yield Compared(total.kind, None, unit, expected[total.kind], quantity)
        yield from (_of_item(each) for each in desk.counters[total.kind] if each.planned is not None)


def _of_item(counter: Counter) -> Compared:
    return Compared(counter.kind, counter.name, counter.unit, counter.planned, counter.net)


def _loggers(lines: Iterable[LoggedLine]) -> Sequence[Logger]:
    """By the order of their first lines; what was taken back is out."""
    found: dict[uuid.UUID, Logger] = {}
    for line in lines:
        logger = found.setdefault(line.by_id, Logger(line.by_name, line.at, line.at))
        logger.sums[line.kind] += line.quantity
        logger.count += 1
        if not line.reverses_id:
            logger.first, logger.last = min(logger.first, line.at), max(logger.last, line.at)
    return list(found.values())
