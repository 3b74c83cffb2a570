"""How a series is said: its pattern in words, and the words of its forms."""

from typing import Any

from babel.lists import format_list
from flask_babel import get_locale, gettext
from flask_babel import lazy_gettext as _

from outreach.places.rules import MarketCalendar
from outreach.schedule.series.rules import LAST_OF_MONTH, DayOff, Left, LeftOut, Pattern, Repeat, Scope

REPEATS: dict[Repeat, Any] = {
    Repeat.WEEKS: _("By weeks"),
    Repeat.MONTH_WEEKDAY: _("By a weekday of the month"),
    Repeat.MONTH_DAY: _("By a day of the month"),
    Repeat.MARKET: _("On the market days of the place"),
}
DAYS_OFF: dict[DayOff, Any] = {
    DayOff.LEAVE_OUT: _("Leave it out"),
    DayOff.NEXT_WORKING: _("Move it to the next working day"),
    DayOff.KEEP: _("Keep it"),
}
LEFT_OUT: dict[LeftOut, Any] = {
    LeftOut.DAY_OFF: _("Day off, left out"),
    LeftOut.BEFORE: _("Left out so far"),
    LeftOut.SAME_DAY: _("Falls on another day of the series"),
}
SCOPES: dict[Scope, Any] = {
    Scope.THIS: _("Only this one"),
    Scope.LATER: _("This one and later ones"),
    Scope.ALL: _("All of the series"),
}
LEFT: dict[Left, Any] = {
    Left.CANCELLED: _("cancelled"),
    Left.HELD: _("held already"),
    Left.PASSED: _("begun or over"),
    Left.OTHER_TEAM: _("of another team"),
}
WEEKDAYS: dict[int, Any] = {
    1: _("Monday"),
    2: _("Tuesday"),
    3: _("Wednesday"),
    4: _("Thursday"),
    5: _("Friday"),
    6: _("Saturday"),
    7: _("Sunday"),
}
NTHS: dict[int, Any] = {
    1: _("first"),
    2: _("second"),
    3: _("third"),
    4: _("fourth"),
    5: _("fifth"),
    LAST_OF_MONTH: _("last"),
}


def pattern_words(pattern: Pattern) -> str:
    """The pattern as a part of a sentence: "every 2 weeks on Tuesday"."""
    return str(_WORDS[pattern.repeat](pattern))


def _by_weeks(pattern: Pattern) -> Any:
    if pattern.interval == 1:
        return gettext("every week on %(days)s", days=_days(pattern))
    return gettext("every %(number)d weeks on %(days)s", number=pattern.interval, days=_days(pattern))


def _by_weekday_of_month(pattern: Pattern) -> Any:
    said = {"months": _months(pattern), "nth": NTHS[pattern.nth or 1], "days": _days(pattern)}
    return gettext("%(months)s on the %(nth)s %(days)s", **said)


def _by_day_of_month(pattern: Pattern) -> Any:
    return gettext("%(months)s on day %(day)d", months=_months(pattern), day=pattern.month_day)


def _by_market(pattern: Pattern) -> Any:
    digits = listed((pattern.market_days or "").split(","))
    if pattern.market_calendar is MarketCalendar.LUNAR:
        return gettext("on lunar market days with %(digits)s", digits=digits)
    return gettext("on market days with %(digits)s", digits=digits)


def _months(pattern: Pattern) -> Any:
    if pattern.interval == 1:
        return gettext("every month")
    return gettext("every %(number)d months", number=pattern.interval)


def _days(pattern: Pattern) -> str:
    return listed([str(WEEKDAYS[each]) for each in sorted(pattern.weekdays)])


def listed(words: list[str]) -> str:
    """The words with commas and an "and" between them."""
    return format_list(words, locale=get_locale() or "zh")


_WORDS = {
    Repeat.WEEKS: _by_weeks,
    Repeat.MONTH_WEEKDAY: _by_weekday_of_month,
    Repeat.MONTH_DAY: _by_day_of_month,
    Repeat.MARKET: _by_market,
}
