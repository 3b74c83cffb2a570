"""Days as people type them: 2026年11月3日, 20220329, 11/3, 明天, 下周三, and the serial numbers of a spreadsheet."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.sheets import numerals
from outreach.sheets.typed import Value, plain, refused, shown

FIRST_YEAR, LAST_YEAR = 1900, 2199
SERIAL_ZERO = date(1899, 12, 30)  # the spreadsheets' day 0 for every day after February 1900
SERIALS = range(18_264, 73_051)  # 1950 to 2099: smaller numbers are far more likely to be something else
NEAR = timedelta(days=300)

WORDS = {"大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2}
WORDS |= {"大后天": 3, "yesterday": -1, "today": 0, "tomorrow": 1}
WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6} | {
    str(n): n - 1 for n in range(1, 8)
}
WEEKS = {"上上": -2, "上": -1, "": 0, "本": 0, "这": 0, "下": 1, "下下": 2}

_WEEKDAY = re.compile(r"(上上|下下|上|下|本|这)?个?(?:周|星期|礼拜)([一二三四五六日天1-7])")
_NUMERAL = "[0-9零〇一二三四五六七八九十]"
_BEHIND = r"(?:[日号]? ?[(\[]? ?(?:周|星期|礼拜)[一二三四五六日天] ?[)\]]?)?(?:[ t] ?[0-9]{1,2}:[0-9]{2}(?::[0-9.]+)?)?"
_WRITTEN = re.compile(rf"({_NUMERAL}{{2,4}})年({_NUMERAL}{{1,3}})月({_NUMERAL}{{1,3}})[日号]?{_BEHIND}")
_SHORT = re.compile(rf"({_NUMERAL}{{1,3}})月({_NUMERAL}{{1,3}})[日号]?{_BEHIND}")
_DIGITS = re.compile(rf"([0-9]{{4}})([-/.])([0-9]{{1,2}})\2([0-9]{{1,2}}){_BEHIND}")
_SHORT_DIGITS = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})")
_EIGHT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")


def parse_day(value: Value, *, today: date, field: str | None = None) -> date:
    """The local day that a cell or a form field says; Invalid, with what was typed, for anything else.

    A day without its year is this year's, or the neighbour year's where that is nearer and this year's lies more than
    300 days off (in January 12月28日 is last year's). Weeks begin on Monday, 周三 is this week's and may be past.
    """
    try:
        day = _day(value, today)
    except (ValueError, OverflowError):  # the 30th of February, serial number 10**9
        day = None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        message = _("“%(typed)s” is not a day.", typed=shown(value))
        raise refused(message, code="not_a_day", value=value, field=field)
    if isinstance(value, str) and (weekday := _WEEKDAY.search(plain(value))) and WEEKDAYS[weekday[2]] != day.weekday():
        message = _("“%(typed)s” names another weekday than that day has.", typed=shown(value))
        raise refused(message, code="wrong_weekday", value=value, field=field)
    return day


def _day(value: Value, today: date) -> date | None:
    if isinstance(value, datetime):
        return clock.local_day(value) if value.tzinfo else value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = plain(value).casefold()
    return _relative(text, today) or _written(text, today) or _serial(text)


def _relative(text: str, today: date) -> date | None:
    if text in WORDS:
        return today + timedelta(days=WORDS[text])
    if match := _WEEKDAY.fullmatch(text):
        monday = today - timedelta(days=today.weekday())
        return monday + timedelta(days=7 * WEEKS[match[1] or ""] + WEEKDAYS[match[2]])
    return None


def _written(text: str, today: date) -> date | None:
    text = re.sub(" ?([年月日号]) ?", r"\1", text) if "月" in text else text
    if match := _WRITTEN.fullmatch(text):
        return date(_year(match[1]), numerals.whole(match[2]), numerals.whole(match[3]))
    if match := _DIGITS.fullmatch(text):
        return date(int(match[1]), int(match[3]), int(match[4]))
    if match := _EIGHT.fullmatch(text):
        return date(*map(int, match.groups()))
    if match := _SHORT.fullmatch(text) or _SHORT_DIGITS.fullmatch(text):
        month, day = numerals.whole(match[1]), numerals.whole(match[2])
        return _nearest(lambda year: date(year, month, day), today)
    return None


def _serial(text: str) -> date | None:
    """The day of a spreadsheet's serial number; what follows the point is the time of day."""
    if not re.fullmatch(r"[0-9]{5}(?:\.[0-9]+)?", text) or int(float(text)) not in SERIALS:
        return None
    return SERIAL_ZERO + timedelta(days=int(float(text)))


def _nearest(in_year: Callable[[int], date], today: date) -> date:
    """The day in this year, or in the one before or after where that is nearer and this year's is far."""
    here = in_year(today.year)
    if abs(here - today) <= NEAR:
        return here
    return in_year(today.year + (1 if here < today else -1))


def _year(text: str) -> int:
    """The year of 2026, of 26 and of 二〇二六."""
    year = numerals.whole(text)
    return year + 2000 if year < 100 else year
