"""How a week's calendar page is laid out: seven columns of hours, events as blocks, what runs over days above them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from outreach import clock
from outreach.periods import Period
from outreach.schedule.calendar.day_marks import Mark, Marks
from outreach.schedule.calendar.months import Bar, bars_of
from outreach.schedule.models import Edition, Event

#: The hours that a week shows where no event is earlier or later; the last one is the hour at which the page ends.
FIRST_HOUR, LAST_HOUR = 7, 20
#: How many events stand beside each other; further ones are behind a link.
MOST_BESIDE = 4
#: A block is at least half an hour high, so that its title can be read.
QUARTERS_IN_AN_HOUR, SHORTEST = 4, 2


@dataclass(frozen=True)
class Block:
    """An event in a day's column: its start and length in quarters of an hour, and its place among those beside it."""

    event: Event
    start: int
    length: int
    column: int
    of: int

    @property
    def hour(self) -> int:
        """The hour in which it begins; it has `quarter` quarters more."""
        return self.start // QUARTERS_IN_AN_HOUR

    @property
    def quarter(self) -> int:
        """0 to 3."""
        return self.start % QUARTERS_IN_AN_HOUR

    @property
    def hours(self) -> int:
        """How many whole hours it lasts; it has `quarters` quarters more."""
        return self.length // QUARTERS_IN_AN_HOUR

    @property
    def quarters(self) -> int:
        """0 to 3."""
        return self.length % QUARTERS_IN_AN_HOUR


@dataclass(frozen=True)
class Column:
    """One day of the week; `hidden` events have no room in it."""

    day: date
    mark: Mark
    blocks: Sequence[Block]
    hidden: int


@dataclass(frozen=True)
class WeekPage:
    """The days of the week, what runs over several of them, and the hours that are shown."""

    days: Sequence[Column]
    bars: Sequence[Bar]
    hours: range


def week_page(week: Period, events: Sequence[Event], editions: Sequence[Edition], marks: Marks) -> WeekPage:
    """The page of the week; `marks` has each of its days."""
    spans = [(event.days, event) for event in events]
    bars = bars_of(week, [(span, event) for span, event in spans if span.days > 1], editions)
    short = [event for span, event in spans if span.days == 1]
    days = [_column(day, marks[day], [event for event in short if event.day == day]) for day in week]
    return WeekPage(days, bars, _hours(days))


def quarter_of(at: datetime) -> int:
    """The quarter of an hour of the local day in which the instant lies, 0 to 95."""
    wall = clock.local(at)
    return wall.hour * QUARTERS_IN_AN_HOUR + wall.minute // 15


def beside(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """For spans (start, end, the end not included) in the order of their starts: the column of each, and of how many.

    Spans that meet, directly or through others, share a width; each takes the first column that is free.
    """
    placed: list[tuple[int, int]] = []
    columns: list[int] = []  # where each column of the cluster ends
    cluster: list[int] = []
    for start, end in spans:
        if columns and start >= max(columns):
            placed += [(column, len(columns)) for column in cluster]
            columns, cluster = [], []
        column = next((number for number, ends in enumerate(columns) if ends <= start), len(columns))
        columns[column : column + 1] = [end]
        cluster.append(column)
    return placed + [(column, len(columns)) for column in cluster]


def _column(day: date, mark: Mark, events: Sequence[Event]) -> Column:
    spans = [_quarters(day, event) for event in events]
    places = beside(spans)
    blocks = [
        Block(event, start, end - start, column, min(of, MOST_BESIDE))
        for event, (start, end), (column, of) in zip(events, spans, places, strict=True)
        if column < MOST_BESIDE
    ]
    return Column(day, mark, blocks, len(events) - len(blocks))


def _quarters(day: date, event: Event) -> tuple[int, int]:
    """The quarters that the event takes of its day, inside of the day, the end not included."""
    last = QUARTERS_IN_AN_HOUR * 24
    midnight = clock.instant(datetime.combine(day + timedelta(days=1), time()))
    end = last if event.ends_at >= midnight else quarter_of(event.ends_at - timedelta(microseconds=1)) + 1
    start = min(quarter_of(event.starts_at), last - SHORTEST)
    return start, max(end, start + SHORTEST)


def _hours(days: Sequence[Column]) -> range:
    blocks = [block for day in days for block in day.blocks]
    first = min((block.start // QUARTERS_IN_AN_HOUR for block in blocks), default=FIRST_HOUR)
    last = max((-(-(block.start + block.length) // QUARTERS_IN_AN_HOUR) for block in blocks), default=LAST_HOUR)
    return range(min(first, FIRST_HOUR), max(last, LAST_HOUR))
