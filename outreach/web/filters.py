"""How days, times and numbers are printed; None is always "—", which says: not recorded."""

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_compact_decimal, format_decimal
from flask import Flask
from flask_babel import get_locale, gettext

from outreach import clock

NOTHING = "—"
_DAY = {"zh": "y年M月d日 EEE", "en": "EEE d MMM y"}
_SHORT_DAY = {"zh": "M月d日", "en": "d MMM"}
_SHORT_DAY_OF_ANOTHER_YEAR = {"zh": "y年M月d日", "en": "d MMM y"}
_WEEKDAY = {"zh": "EEE", "en": "EEE"}
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_KEPT_DAYS = re.compile(rf"(?<![\d-])({_ISO_DAY.pattern})/({_ISO_DAY.pattern}|…)(?![\dT-])")
_MONTH = {"zh": "M月", "en": "LLLL"}


def init_filters(app: Flask) -> None:
    """Give templates the filters of this module."""
    days = (day, days_in_words, short_day, month_day, day_of_year, weekday, month_name)
    chosen = (*days, moment, number, compact, size, named)
    app.jinja_env.filters.update({function.__name__: function for function in chosen}, clock=clock_time)


def day(value: date | datetime | None) -> str:
    """2026年11月23日 周一, Mon 23 Nov 2026; an instant counts by its local day."""
    return _formatted(value, _DAY)


def days_in_words(text: str | None) -> str:
    """A text of a history, its stretches of days (2024-01-01/2025-11-30, 2024-01-01/…) said as pages say them.

    So is a text that is a day and nothing else; one in a title or the name of a file stays as somebody wrote it.
    """

    def said(found: re.Match[str]) -> str:
        began, ended = _kept_day(found[1]), _kept_day(found[2])
        if began is None:
            return found[0]
        if ended is None:
            return str(gettext("since %(first)s", first=day(began)))
        return str(gettext("%(first)s to %(last)s", first=day(began), last=day(ended)))

    if not text:
        return NOTHING
    alone = _kept_day(text)
    return day(alone) if alone else _KEPT_DAYS.sub(said, text)


def _kept_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _ISO_DAY.fullmatch(text) else None
    except ValueError:
        return None


def short_day(value: date | datetime | None) -> str:
    """11月23日, 23 Nov; 2025年11月23日, 23 Nov 2025, when it is not of this year."""
    if isinstance(value, datetime):
        value = _local(value).date()
    is_of_this_year = value is None or value.year == clock.today().year
    return _formatted(value, _SHORT_DAY if is_of_this_year else _SHORT_DAY_OF_ANOTHER_YEAR)


def month_day(value: date | datetime | None) -> str:
    """11月23日, 23 Nov, where the year is said beside it."""
    return _formatted(value, _SHORT_DAY)


def weekday(value: date | datetime | None) -> str:
    """周一, Mon."""
    return _formatted(value, _WEEKDAY)


def day_of_year(value: str) -> str:
    """12月1日, 1 Dec, of a day that every year has, written MM-DD."""
    month, number = (int(part) for part in value.split("-"))
    return _formatted(date(2000, month, number), _SHORT_DAY)


def month_name(value: date | int | None) -> str:
    """11月, November, of a day or of a month's number (1 to 12)."""
    if isinstance(value, int):
        value = date(2000, value, 1)
    return _formatted(value, _MONTH)


def clock_time(value: time | datetime | None) -> str:
    """08:30; an instant shows the bureau's wall clock."""
    if value is None:
        return NOTHING
    if isinstance(value, datetime):
        value = _local(value).time()
    return f"{value.hour:02d}:{value.minute:02d}"


def moment(value: datetime | None) -> str:
    """An instant as local day and time."""
    return NOTHING if value is None else f"{day(value)} {clock_time(value)}"


def number(value: int | float | Decimal | None) -> str:
    """12,700."""
    return NOTHING if value is None else format_decimal(value, locale=_locale())


def size(count: int | None) -> str:
    """How large a file is, as people say it: 48 KB, 3.2 MB, 1.4 GB."""
    if count is None:
        return NOTHING
    if count < 1_000_000:
        return f"{number(max(1, round(count / 1000)))} KB"
    amount, unit = (count / 1_000_000, "MB") if count < 1_000_000_000 else (count / 1_000_000_000, "GB")
    return f"{number(round(amount, 1))} {unit}"


def compact(value: int | None) -> str:
    """36万, 360K: for headlines, where the exact number stands near."""
    return NOTHING if value is None else format_compact_decimal(value, locale=_locale(), fraction_digits=1)


def named(thing: Any) -> str:
    """The name of a team, campaign or item in the page's language: its English one where it has one and it is asked."""
    english = getattr(thing, "name_en", None) if _locale().language == "en" else None
    return str(english or thing.name)


def _formatted(value: date | datetime | None, patterns: dict[str, str]) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, datetime):
        value = _local(value).date()
    locale = _locale()
    return format_date(value, patterns.get(locale.language, "y-MM-dd"), locale=locale)


def _local(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError(f"an instant has a zone: {value!r}")
    return clock.local(value)


def _locale() -> Locale:
    chosen: Any = get_locale()
    return chosen or Locale.parse("zh")
