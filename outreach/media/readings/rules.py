"""What a counter showed, as it is written: exact, rounded by its platform, or nothing at all; and what is doubtful."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from flask_babel import lazy_gettext as _

from outreach.errors import Question
from outreach.media.rules import Metric
from outreach.sheets import Approximation, Value, as_text, is_blank, parse_count
from outreach.web.filters import short_day

#: How sheets and back-ends write "no number here": that is no reading, and never 0 (rule of the count 8).
_NO_NUMBER = frozenset(
    {"-", "--", "---", "—", "——", "–", "/", "\\", "无", "暂无", "无数据", "未统计", "未读", "n/a", "null"}
)
#: What stands behind a number that a platform has shortened: 1.2万 is no count of 12,000.
_SHORTENED = frozenset("万亿千wk")
#: A slip at the keyboard adds digits: a total so many times the one before it, and so much more, is asked about.
LEAP_TIMES, LEAP_LEAST = 10, 10_000
#: So long after a year its report is still at work, and its readings are looked through with those of the new one.
_REPORTED = timedelta(days=90)


class Oddity(StrEnum):
    """What is odd of a stored reading: beside the one before it, or beside the reads of its day."""

    FALL = "fall"
    LEAP = "leap"
    READERS = "readers"


@dataclass(frozen=True)
class Shown:
    """A number as a counter showed it; `written` where its text says more than the number, None of an exact one."""

    value: int
    approximation: Approximation = Approximation.EXACT
    written: str | None = None

    @property
    def is_exact(self) -> bool:
        """Whether the counter showed all its digits."""
        return self.approximation is Approximation.EXACT

    @property
    def margin(self) -> int:
        """How far the true number may lie from `value`: one step of the last digit that was written."""
        if self.is_exact or not self.value:
            return 0
        return int(10 ** (len(str(self.value)) - len(str(self.value).rstrip("0"))))

    def __str__(self) -> str:
        """As its counter showed it."""
        return self.written or f"{self.value:,}"


def read_shown(text: Value, *, field: str | None = None) -> Shown | None:
    """The number that a cell or a field says: 18,592, 1.2万, 10万+; None where it says that there is none.

    Raises Invalid for anything else.
    """
    said = as_text(text).strip()
    if is_blank(text) or not said or said.casefold() in _NO_NUMBER:
        return None
    count = parse_count(text, field=field)
    approximation = count.approximation
    if count.is_exact and isinstance(text, str) and _SHORTENED & set(said.casefold()):
        approximation = Approximation.ABOUT
    return Shown(count.value, approximation, None if approximation is Approximation.EXACT else said[:40])


def has_fallen(earlier: Shown, later: Shown) -> bool:
    """Whether a running total was less later on, and not only by what its platform rounds."""
    return later.value + later.margin < earlier.value - earlier.margin


def fall_beside(shown: Shown, day: date, others: Iterable[tuple[date, Shown]]) -> tuple[date, Shown] | None:
    """The day and number beside which a running total of `day` would fall; `others` are by day."""
    for other_day, other in others:
        earlier, later = (other, shown) if other_day < day else (shown, other)
        if other_day != day and has_fallen(earlier, later):
            return other_day, other
    return None


def check_rising(
    shown: Shown, day: date, others: Iterable[tuple[date, Shown]], *, field: str, confirmed: bool = False
) -> None:
    """Raise Question `falling` where a running total would fall from one day to a later one; `others` are by day."""
    fall = None if confirmed else fall_beside(shown, day, others)
    if fall is not None:
        raise Question(
            _(
                "Counters only grow, but on %(day)s it showed %(other)s. Store this number all the same?",
                day=short_day(fall[0]),
                other=str(fall[1]),
            ),
            code="falling",
            field=field,
        )


def has_leapt(earlier: Shown, later: Shown) -> bool:
    """Whether a running total became so much more at once as hardly any does, but a slip at the keyboard."""
    return later.value >= earlier.value * LEAP_TIMES and later.value - earlier.value >= LEAP_LEAST


def oddity(earlier: Shown, later: Shown) -> Oddity | None:
    """What is odd of a running total beside the one before it."""
    if has_fallen(earlier, later):
        return Oddity.FALL
    return Oddity.LEAP if has_leapt(earlier, later) else None


def first_watched(today: date) -> date:
    """From which day on readings are looked through: 1 January, in the first quarter that of the year before."""
    return (today - _REPORTED).replace(month=1, day=1)


def leap_beside(shown: Shown, day: date, others: Iterable[tuple[date, Shown]]) -> tuple[date, Shown] | None:
    """The day and number beside which a total of `day` would leap: the last one before it, or what that day has so far.

    What stands there for the day already is not asked about again.
    """
    by_day = dict(others)
    if day in by_day and by_day[day].value == shown.value:
        return None
    before = max((each for each in by_day if each < day), default=day)
    return next(
        ((each, by_day[each]) for each in (before, day) if each in by_day and has_leapt(by_day[each], shown)), None
    )


def has_more_readers(typed: Mapping[Metric, Shown], there: Mapping[Metric, Shown]) -> bool:
    """Whether more people than times would have read at one day's close; `there` is what is known of that day so far.

    What stands there already is not asked about again.
    """
    both = {**there, **typed}
    people, times = both.get(Metric.PEOPLE), both.get(Metric.TIMES)
    if people is None or times is None or times.approximation is Approximation.AT_LEAST:
        return False
    news = (each for each in (Metric.PEOPLE, Metric.TIMES) if each in typed)
    is_new = any(each not in there or there[each].value != typed[each].value for each in news)
    return is_new and people.value - people.margin > times.value + times.margin


def check_leaps(
    shown: Shown, day: date, others: Iterable[tuple[date, Shown]], *, field: str, confirmed: bool = False
) -> None:
    """Raise Question `leaping` where a running total would be very much more than the one before it."""
    leap = None if confirmed else leap_beside(shown, day, others)
    if leap is not None:
        raise Question(
            _(
                "On %(day)s it showed %(other)s, and %(value)s is at least ten times that. Are there digits too many? "
                "Store this number all the same?",
                day=short_day(leap[0]),
                other=str(leap[1]),
                value=str(shown),
            ),
            code="leaping",
            field=field,
        )


def check_readers(typed: Mapping[Metric, Shown], there: Mapping[Metric, Shown], *, confirmed: bool) -> None:
    """Raise Question `readers` where more people than times would have read at one day's close."""
    if not confirmed and has_more_readers(typed, there):
        both = {**there, **typed}
        raise Question(
            _(
                "Whoever reads, reads at least once, but here are %(people)s readers and %(times)s reads. Are they "
                "changed round? Store them all the same?",
                people=str(both[Metric.PEOPLE]),
                times=str(both[Metric.TIMES]),
            ),
            code="readers",
            field="people",
        )


def check_day_over(day: date, *, today: date, confirmed: bool) -> None:
    """Raise Question `open_day` for a reading of today, whose close nobody has seen yet."""
    if day == today and not confirmed:
        raise Question(
            _(
                "Today is not over, and a reading says what a day's close showed: back-ends show yesterday's close. "
                "Store it for today all the same?"
            ),
            code="open_day",
            field="day",
        )
