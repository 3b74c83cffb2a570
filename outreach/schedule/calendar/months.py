"""How a month's calendar page is laid out: weeks of seven days, and the bars that run over several of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from outreach.periods import Period, month_grid
from outreach.schedule.calendar.day_marks import Mark, Marks
from outreach.schedule.models import Edition, Event

#: How many lines a day's box of the grid has, and how many events a day of the list shows; the rest is a link.
MOST_IN_A_DAY, MOST_LISTED = 4, 12


@dataclass(frozen=True)
class Bar:
    """What runs over days of one week: an edition, or an event of several days.

    `column` is 1 for Monday, `span` counts days, `lane` the line from the top, from 1.
    """

    edition: Edition | None
    event: Event | None
    column: int
    span: int
    lane: int
    begins: bool
    ends: bool


@dataclass(frozen=True)
class Day:
    """One day of the page: the events that begin and end on it, and those that only pass through, in lanes above."""

    day: date
    mark: Mark
    in_month: bool
    events: Sequence[Event]
    passing: Sequence[Event] = ()
    lanes: int = 0

    @property
    def shown(self) -> Sequence[Event]:
        """The events that have room in the day's box below what is due; one at least."""
        room = max(1, MOST_IN_A_DAY - len(self.mark.deadlines))
        return self.events if len(self.events) <= room else self.events[: max(1, room - 1)]

    @property
    def all_events(self) -> Sequence[Event]:
        """Everything that takes place on the day."""
        return [*self.passing, *self.events]

    @property
    def hidden(self) -> int:
        """How many events have no room in the box."""
        return len(self.events) - len(self.shown)

    @property
    def listed(self) -> Sequence[Event]:
        """The events that a list of days shows."""
        return self.all_events[:MOST_LISTED]

    @property
    def unlisted(self) -> int:
        """How many events the list leaves to the day's own page."""
        return max(0, len(self.all_events) - MOST_LISTED)


@dataclass(frozen=True)
class Week:
    """A week of the page, and what runs over several of its days."""

    days: Sequence[Day]
    bars: Sequence[Bar]


def shown_days(month: Period) -> Period:
    """The days of the month's page: whole weeks, those around the month included."""
    grid = month_grid(month.first.year, month.first.month)
    return Period(grid[0][0], grid[-1][-1])


def weeks_of(month: Period, events: Sequence[Event], editions: Sequence[Edition], marks: Marks) -> list[Week]:
    """The weeks of the month's page, without a last one that holds no day of the month; order of the events kept.

    `marks` has every day of `shown_days`.
    """
    spans = [(event.days, event) for event in events]
    long = [(span, event) for span, event in spans if span.days > 1]
    short = [(span.first, event) for span, event in spans if span.days == 1]
    weeks = []
    for week in month_grid(month.first.year, month.first.month):
        if week[0] > month.last:
            break
        bars = bars_of(Period(week[0], week[-1]), long, editions)
        days = [
            Day(
                day,
                marks[day],
                day in month,
                [event for on, event in short if on == day],
                [event for span, event in long if day in span],
                _lanes(bars, column),
            )
            for column, day in enumerate(week, 1)
        ]
        weeks.append(Week(days, bars))
    return weeks


def _lanes(bars: Iterable[Bar], column: int) -> int:
    """How many lines from the top are taken over the day of that column."""
    return max((bar.lane for bar in bars if bar.column <= column < bar.column + bar.span), default=0)


def bars_of(week: Period, events: Iterable[tuple[Period, Event]], editions: Iterable[Edition]) -> list[Bar]:
    """What runs over days of the week, each in the first free lane: the campaigns first, then the events."""
    wanted: list[tuple[Period, Edition | None, Event | None]] = [(edition.days, edition, None) for edition in editions]
    wanted += [(span, None, event) for span, event in events]
    bars: list[Bar] = []
    for span, edition, event in wanted:
        here = span & week
        if here is None:
            continue
        column = (here.first - week.first).days + 1
        lane = _free_lane(bars, column, here.days)
        begins, ends = here.first == span.first, here.last == span.last
        bars.append(Bar(edition, event, column, here.days, lane, begins, ends))
    return bars


def _free_lane(bars: Iterable[Bar], column: int, span: int) -> int:
    """The first line from the top in which no bar meets these days."""
    meeting = {bar.lane for bar in bars if bar.column < column + span and column < bar.column + bar.span}
    return next(lane for lane in range(1, len(meeting) + 2) if lane not in meeting)


def days_listed(period: Period, events: Sequence[Event], marks: Marks) -> list[Day]:
    """The days on which something takes place or is due, each with all of it; order of the events kept."""
    spans = [(event.days, event) for event in events]
    days = (Day(day, marks[day], True, [event for span, event in spans if day in span]) for day in period)
    return [day for day in days if day.events or day.mark.deadlines]
