"""How the rules of campaigns are said on pages and in the history."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from outreach.schedule.campaigns.rules import Recurrence
from outreach.schedule.rules import DayRule
from outreach.web.filters import day_of_year, month_name

RULES: dict[DayRule, Any] = {
    DayRule.NOTICE: _("By each year's notice only"),
    DayRule.FIXED: _("The same days each year"),
    DayRule.MONTH: _("A whole month"),
    DayRule.AROUND_SPRING_FESTIVAL: _("Around Spring Festival"),
    DayRule.UNTIL_SPRING_FESTIVAL: _("Until the day before Spring Festival"),
}
#: the fields of the history, as `record_change` names them
FIELDS: dict[str, Any] = {
    "name": _("Name"),
    "name_en": _("English name"),
    "aliases": _("Other names"),
    "rule": _("Days by rule"),
    "laws": _("Laws to be explained"),
    "retired": _("No longer used"),
    "year": _("Year"),
    "first_day": _("First day"),
    "last_day": _("Last day"),
    "is_proposed": _("Not confirmed yet"),
    "document": _("This year's notice"),
}


def rule_words(recurrence: Recurrence) -> str:
    """The rule in a few words, such as "Every year from 1 Dec to 7 Dec"."""
    first, last = (day_of_year(day) if day else "" for day in (recurrence.first, recurrence.last))
    said = _WORDS[recurrence.rule](first, last, recurrence)
    if recurrence.from_year:
        said = _("%(rule)s, since %(year)s", rule=said, year=recurrence.from_year)
    return str(said)


def _same_days(first: str, last: str, _recurrence: Recurrence) -> Any:
    if first == last:
        return gettext("Every year on %(day)s", day=first)
    return gettext("Every year from %(first)s to %(last)s", first=first, last=last)


def _month(_first: str, _last: str, recurrence: Recurrence) -> Any:
    return gettext("The whole of %(month)s", month=month_name(int(str(recurrence.first)[:2])))


def _around(first: str, last: str, _recurrence: Recurrence) -> Any:
    return gettext(
        "From %(first)s, or a week before Spring Festival where that is earlier, to %(last)s", first=first, last=last
    )


def _until(first: str, _last: str, _recurrence: Recurrence) -> Any:
    return gettext("From %(first)s to the day before Spring Festival", first=first)


def _by_notice(first: str, last: str, _recurrence: Recurrence) -> Any:
    if first and last:
        return gettext("By each year's notice; usually from %(first)s to %(last)s", first=first, last=last)
    return gettext("By each year's notice")


_WORDS: dict[DayRule, Callable[[str, str, Recurrence], Any]] = {
    DayRule.FIXED: _same_days,
    DayRule.MONTH: _month,
    DayRule.AROUND_SPRING_FESTIVAL: _around,
    DayRule.UNTIL_SPRING_FESTIVAL: _until,
    DayRule.NOTICE: _by_notice,
}
