"""Times of day as people type them: 下午2点半, 14:30, 1430, 8点."""

import re
from datetime import datetime, time, timedelta

from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.sheets import numerals
from outreach.sheets.typed import Value, plain, refused, shown

#: words for a part of the day -> the hours that can be typed after them, and which of those get 12 added
PARTS: dict[str, tuple[frozenset[int], range]] = {
    "凌晨": (frozenset({*range(7), 12}), range(0)),
    **dict.fromkeys(("清晨", "清早", "早上", "早晨", "上午", "am"), (frozenset(range(13)), range(0))),
    **dict.fromkeys(("中午", "正午"), (frozenset(range(1, 15)), range(1, 4))),
    **dict.fromkeys(("下午", "午后", "傍晚"), (frozenset(range(1, 20)), range(1, 8))),
    **dict.fromkeys(("晚上", "晚间", "夜里", "晚"), (frozenset({*range(5, 12), *range(17, 24)}), range(5, 12))),
    "pm": (frozenset(range(1, 24)), range(1, 12)),
}
MIDNIGHT_AT_12 = ("am", "凌晨")
QUARTERS = {"半": 30, "一刻": 15, "三刻": 45, "整": 0, "钟": 0, "": 0}

_NUMERAL = "[0-9零〇一二两三四五六七八九十]"
_PART = rf"(?P<part>{'|'.join(word for word in PARTS if word.isalpha() and not word.isascii())})?"
_CHINESE = re.compile(
    rf"{_PART}(?P<hour>{_NUMERAL}{{1,3}})[点时](?:(?P<quarter>半|一刻|三刻|整|钟)|(?P<minute>{_NUMERAL}{{1,3}})分?)?"
)
_DIGITS = re.compile(
    rf"{_PART}(?P<hour>[0-9]{{1,2}})[:.](?P<minute>[0-9]{{2}})(?::[0-9]{{2}}(?:\.0*)?)?(?P<half>[ap]m)?"
)
_BARE = re.compile(rf"{_PART}(?P<hour>[0-9]{{1,2}}?)(?P<minute>[0-9]{{2}})?(?P<half>[ap]m)?")


def parse_time(value: Value, *, field: str | None = None) -> time:
    """The local time of day that a cell or a form field says; Invalid, with what was typed, for anything else.

    Hours run from 0 to 23: 24:00 belongs to the next day, and 晚上12点 could be either, so both are refused.
    """
    try:
        at = _time(value)
    except (ValueError, OverflowError):
        at = None
    if at is None:
        message = _("“%(typed)s” is not a time of day.", typed=shown(value))
        raise refused(message, code="not_a_time", value=value, field=field)
    return at


def _time(value: Value) -> time | None:
    if isinstance(value, datetime):
        return (clock.local(value) if value.tzinfo else value).time().replace(second=0, microsecond=0)
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0, tzinfo=None)
    if isinstance(value, timedelta):
        return _of_day(value / timedelta(days=1))
    if isinstance(value, float) and not value.is_integer():
        return _of_day(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return _typed(plain(value).casefold().replace(" ", ""))


def _of_day(fraction: float) -> time | None:
    """The time of a spreadsheet's part of a day, 0.5 for noon, to the minute."""
    if not 0 <= fraction < 1:
        return None
    hours, minutes = divmod(round(fraction * 24 * 60), 60)
    return time(hours, minutes)


def _typed(text: str) -> time | None:
    match = _CHINESE.fullmatch(text) or _DIGITS.fullmatch(text) or _BARE.fullmatch(text)
    if match is None:
        return None
    words = match.groupdict()
    hour = _hour(numerals.whole(words["hour"]), words.get("part") or words.get("half"))
    if hour is None:
        return None
    return time(hour, numerals.whole(words["minute"]) if words["minute"] else QUARTERS[words.get("quarter") or ""])


def _hour(hour: int, part: str | None) -> int | None:
    """The hour of 24 that `hour` means in its part of the day, None where the two contradict each other."""
    if part is None:
        return hour
    possible, of_twelve = PARTS[part]
    if hour not in possible:
        return None
    if hour == 12 and part in MIDNIGHT_AT_12:
        return 0
    return hour + 12 if hour in of_twelve else hour
