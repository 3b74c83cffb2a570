"""The day that a chat line names, on the calendar of whoever wrote it."""

import re
from datetime import date, timedelta

from outreach.errors import Invalid
from outreach.sheets.days import parse_day

_WEEKDAY = r"(?:\s*[(\[]?(?:周|星期)[一二三四五六日天][)\]]?)?"
_DAY = re.compile(
    rf"(?<![0-9])(?P<whole>(?:(?P<year>(?:20)?[0-9]{{2}})年)?[0-9]{{1,2}}月[0-9]{{1,2}}[日号]?{_WEEKDAY}"
    rf"|(?P<full>20[0-9]{{2}})(?P<joint>[-/.])[0-9]{{1,2}}(?P=joint)[0-9]{{1,2}}(?![0-9]){_WEEKDAY})"
    r"|(?P<short>(?<![0-9.])[0-9]{1,2}[./][0-9]{1,2}(?=[日号]?(?:\s|,|，|:|$)))"
    r"|(?P<word>大前天|前天|昨天|昨日|今天|今日)"
    r"|(?P<weekday>(?:上上|上|本|这)?个?(?:周|星期|礼拜)[一二三四五六日天])"
    r"|(?P<number>(?<![0-9第])[0-9]{1,2}[日号](?![楼栋幢]))"
)
#: What lies further ahead is of last year: messages tell what has been.
AHEAD = timedelta(days=14)
_BARE_WEEKDAY = re.compile(r"(?:周|星期|礼拜)")


def find_day(text: str, today: date) -> tuple[int, int, date | None] | None:
    """Where `text` names its first day, and the day, None where there is no such day; None where it names none.

    A bare weekday, and a number of the month, are the last one that has come; a day without a year is never far ahead.
    """
    match = _DAY.search(text)
    return None if match is None else (match.start(), match.end(), _day(match, today))


def _day(match: re.Match[str], today: date) -> date | None:
    if match["number"]:
        return _latest(int(match["number"][:-1]), today)
    try:
        day = parse_day(match[0].replace("(", "").replace(")", ""), today=today)
    except Invalid:
        return None
    if not (match["year"] or match["full"]) and day - today > AHEAD:
        return _last_year(day)
    if match["weekday"] and _BARE_WEEKDAY.match(match[0]) and day > today:
        return day - timedelta(days=7)
    return day


def _last_year(day: date) -> date | None:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # the 29th of February
        return None


def _latest(number: int, today: date) -> date | None:
    days = (today - timedelta(days=back) for back in range(62))
    return next((day for day in days if day.day == number), None)
