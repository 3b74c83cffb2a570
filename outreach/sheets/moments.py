"""When something is, as people say it in one go: 现在, 明天上午, 下周三 9:00, 25号下午2点到4点, 3月5日 14:30-16:00."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid
from outreach.sheets.days import parse_day
from outreach.sheets.times import parse_time
from outreach.sheets.typed import plain, refused, shown

NOW_WORDS = frozenset({"now", "right now", "现在", "马上", "立刻", "立即", "这会儿", "此刻"})
#: Half days without an hour, and what they mean at a bureau that works from 8:30 to 17:30.
MORNING, AFTERNOON = (time(9), time(11)), (time(14, 30), time(16, 30))
HALF_DAYS: dict[str, tuple[time, time]] = {
    **dict.fromkeys(("上午", "早上", "早晨", "morning"), MORNING),
    **dict.fromkeys(("中午", "noon"), (time(12), time(14))),
    **dict.fromkeys(("下午", "afternoon"), AFTERNOON),
    **dict.fromkeys(("晚上", "傍晚", "evening"), (time(19), time(21))),
}
USUAL_LENGTH = timedelta(hours=2)
LONGEST = 100

_OF_MONTH = re.compile(r"(?:本月)?([0-9]{1,2})[号日]")
_SHORTENED = re.compile(r"^([今明昨])([早晚])(?!上)")
_BETWEEN = re.compile(" ?(?:到|至|-+|–|—+|~|～|to) ?")
_GLUE = " ,，、;；的"


@dataclass(frozen=True)
class Moment:
    """A day with a start and an end on its wall clock; `end` may lie on the next day, never 24 hours later."""

    day: date
    start: time
    end: time

    @property
    def starts(self) -> datetime:
        """The naive wall-clock start."""
        return datetime.combine(self.day, self.start)

    @property
    def ends(self) -> datetime:
        """The naive wall-clock end, after the start."""
        end = datetime.combine(self.day, self.end)
        return end if end > self.starts else end + timedelta(days=1)


def parse_moment(text: str, *, now: datetime, field: str | None = None) -> Moment:
    """What `text` says, told on the naive wall clock at `now`; Invalid, with what was typed, for anything else.

    A day alone is its usual morning, for today the next half day that has not begun; a time alone is today's. Without
    an end it lasts two hours.
    """
    said = plain(text).casefold().strip(_GLUE)
    if said in NOW_WORDS:
        return _from(now - timedelta(minutes=now.minute % 5, seconds=now.second, microseconds=now.microsecond))
    found = _day_and_time(_SHORTENED.sub(r"\1天\2上", said), now)
    if found is None:
        message = _("“%(typed)s” is not a day with a time.", typed=shown(text))
        raise refused(message, code="not_a_moment", value=text, field=field)
    return found


def _day_and_time(said: str, now: datetime) -> Moment | None:
    """The longest beginning that is a day and leaves a time behind it; else the whole as a day, or as a time today."""
    if len(said) > LONGEST:  # each of its beginnings is read
        return None
    for end in range(len(said) - 1, 0, -1):
        rest = said[end:].strip(_GLUE)
        day = _day(said[:end].strip(_GLUE), now.date()) if rest else None
        times = _times(rest) if day else None
        if day and times:
            return Moment(day, *times)
    day = _day(said, now.date())
    if day is not None:
        return _half_day(day, now)
    times = _times(said) if said and not said.isdigit() else None
    return Moment(now.date(), *times) if times else None


def _day(said: str, today: date) -> date | None:
    if match := _OF_MONTH.fullmatch(said):
        return _next_of_month(int(match[1]), today)
    try:
        return parse_day(said, today=today)
    except Invalid:
        return None


def _next_of_month(number: int, today: date) -> date | None:
    """The next day of that number, today included; a month without it is passed over."""
    for offset in range(366):
        day = today + timedelta(days=offset)
        if day.day == number:
            return day
    return None


def _times(said: str) -> tuple[time, time] | None:
    if said in HALF_DAYS:
        return HALF_DAYS[said]
    parts = _BETWEEN.split(said)
    try:
        start = parse_time(parts[0])
        if len(parts) == 1:
            return start, _later(start, USUAL_LENGTH)
        end = parse_time(parts[1])
    except Invalid:
        return None
    if end <= start and end.hour < 12 <= start.hour:  # 下午2点到4点
        end = end.replace(hour=end.hour + 12)
    return (start, end) if len(parts) == 2 and end > start else None


def _half_day(day: date, now: datetime) -> Moment:
    halves = (MORNING, AFTERNOON)
    ahead = (half for half in halves if datetime.combine(day, half[0]) > now)
    return Moment(day, *(next(ahead, AFTERNOON) if day == now.date() else MORNING))


def _from(start: datetime) -> Moment:
    return Moment(start.date(), start.time(), _later(start.time(), USUAL_LENGTH))


def _later(start: time, length: timedelta) -> time:
    return (datetime.combine(date.min, start) + length).time()
