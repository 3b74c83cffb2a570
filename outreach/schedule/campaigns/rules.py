"""On which days a campaign runs in a year, before this year's notice comes (FIELD.md, yearly calendar)."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid
from outreach.schedule.rules import DayRule

_DAY = timedelta(days=1)
#: A drive around Spring Festival begins a week before it at the latest: by then people are home.
_BEFORE_FESTIVAL = timedelta(days=7)
_MONTH_AND_DAY = re.compile(r"(\d\d)-(\d\d)")


@dataclass(frozen=True)
class Recurrence:
    """How a campaign's days are found; `first` and `last` are days that every year has, as MM-DD.

    02-29 is the last day of February. A `last` before the `first` is next year's.
    """

    rule: DayRule
    first: str | None = None
    last: str | None = None
    from_year: int | None = None

    def days_in(self, year: int) -> tuple[date, date] | None:
        """The first and last day that the rule proposes for the edition of `year`; None where only a notice says."""
        if self.from_year is not None and year < self.from_year:
            return None
        proposed = _DAYS.get(self.rule)
        return None if proposed is None else proposed(self, year)


def check_recurrence(recurrence: Recurrence) -> Recurrence:
    """The rule with only what it uses; Invalid at `rule_first` or `rule_last` where a needed day is missing."""
    for field, value in (("rule_first", recurrence.first), ("rule_last", recurrence.last)):
        if value is not None:
            _check_day_of_year(value, field)
    if recurrence.rule in _NEEDS_FIRST and recurrence.first is None:
        raise Invalid(_("This rule needs the first day."), field="rule_first", code="rule_first")
    if recurrence.rule in _NEEDS_LAST and recurrence.last is None:
        raise Invalid(_("This rule needs the last day."), field="rule_last", code="rule_last")
    last = recurrence.last if recurrence.rule in _NEEDS_LAST | {DayRule.NOTICE} else None
    return Recurrence(recurrence.rule, recurrence.first, last, recurrence.from_year)


@lru_cache(maxsize=512)
def spring_festival(year: int) -> date:
    """Spring Festival 春节, the first day of the first lunar month, in the solar `year`."""
    from lunar_python import Lunar  # late: few pages need it

    day = Lunar.fromYmd(year, 1, 1).getSolar()
    return date(day.getYear(), day.getMonth(), day.getDay())


def day_of_year(year: int, month_and_day: str) -> date:
    """The day MM-DD of `year`; 02-29 is the last day of February in every year."""
    month, day = (int(part) for part in month_and_day.split("-"))
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _same_days(recurrence: Recurrence, year: int) -> tuple[date, date]:
    first, last = str(recurrence.first), str(recurrence.last)
    return day_of_year(year, first), day_of_year(year + (last < first), last)


def _whole_month(recurrence: Recurrence, year: int) -> tuple[date, date]:
    month = int(str(recurrence.first)[:2])
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _around_festival(recurrence: Recurrence, year: int) -> tuple[date, date]:
    first, last = _same_days(recurrence, year)
    return min(first, spring_festival(year) - _BEFORE_FESTIVAL), last


def _until_festival(recurrence: Recurrence, year: int) -> tuple[date, date]:
    first = day_of_year(year, str(recurrence.first))
    festivals = (spring_festival(each) for each in (year, year + 1))
    return first, next(festival for festival in festivals if festival > first) - _DAY


def _check_day_of_year(value: str, field: str) -> None:
    match = _MONTH_AND_DAY.fullmatch(value)
    month, day = (int(match[1]), int(match[2])) if match else (0, 0)
    if not (1 <= month <= 12 and 1 <= day <= calendar.monthrange(2000, month)[1]):
        raise Invalid(_("No year has this day."), field=field, code="not_a_day")


_DAYS = {
    DayRule.FIXED: _same_days,
    DayRule.MONTH: _whole_month,
    DayRule.AROUND_SPRING_FESTIVAL: _around_festival,
    DayRule.UNTIL_SPRING_FESTIVAL: _until_festival,
}
_NEEDS_FIRST = frozenset(_DAYS)
_NEEDS_LAST = frozenset({DayRule.FIXED, DayRule.AROUND_SPRING_FESTIVAL})
