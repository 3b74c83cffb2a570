"""Market days 赶集日: 逢三逢八 are the days whose number ends in 3 or 8, by the solar or the lunar calendar."""

import re
from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid
from outreach.places.rules import MarketCalendar

_DIGITS = {character: number % 10 for number, character in enumerate("〇一二三四五六七八九十")} | {"零": 0}
_DIGITS |= {str(number): number for number in range(10)}
_CHINESE = "十一二三四五六七八九"
_CALENDARS = {"农历": MarketCalendar.LUNAR, "阴历": MarketCalendar.LUNAR, "lunar": MarketCalendar.LUNAR}
_CALENDARS |= {"公历": MarketCalendar.SOLAR, "阳历": MarketCalendar.SOLAR, "solar": MarketCalendar.SOLAR}
#: the longest that a market can be away: the tenth digit of a lunar month of 29 days comes twice in it
_LOOK_AHEAD = 60
_BETWEEN = re.compile(r"[逢、，,;；\s和及与/]+")


def parse_market_days(text: str) -> frozenset[int]:
    """The last digits that `text` names: 逢三逢八, 三八, 3,8, 逢５、１０ (0 for the tenth, twentieth and thirtieth).

    Raises Invalid for anything else; an empty text has none.
    """
    plain = text.strip().removesuffix("集").removesuffix("赶").removesuffix("日")
    found: set[int] = set()
    for part in filter(None, _BETWEEN.split(plain.translate(str.maketrans("０１２３４５６７８９", "0123456789")))):
        digits = ["0"] if part == "10" else list(part)
        if not set(digits) <= _DIGITS.keys():
            message = _("Write market days by their last digits, such as 逢三逢八 or 3,8.")
            raise Invalid(message, field="market_days", code="market_days")
        found |= {_DIGITS[digit] for digit in digits}
    return frozenset(found)


def written_market_days(digits: Collection[int]) -> str | None:
    """The digits as the table of places keeps them: "3,8"; None for none."""
    return ",".join(str(digit) for digit in sorted(digits)) or None


def parse_market(text: str) -> tuple[str | None, MarketCalendar | None]:
    """The days as the table keeps them, and the calendar where `text` names one: 农历逢三逢八, 逢一、六（公历）.

    Raises Invalid as `parse_market_days` does.
    """
    calendar = None
    for word, meant in _CALENDARS.items():
        if word in text.lower():
            calendar, text = meant, re.sub(rf"[(（]?{word}[)）]?", "", text, flags=re.IGNORECASE)
    return written_market_days(parse_market_days(text)), calendar


def chinese_market_days(market_days: str) -> str:
    """逢三逢八, of days as the table keeps them."""
    return "".join(f"逢{_CHINESE[int(digit)]}" for digit in market_days.split(","))


def next_market_days(
    first: date, market_days: str | None, calendar: MarketCalendar | None, *, most: int = 3
) -> list[date]:
    """The next days from `first` on, it included, on which there is a market; [] where there is none."""
    days = (first + timedelta(days=number) for number in range(_LOOK_AHEAD if market_days else 0))
    return [day for day in days if is_market_day(day, market_days, calendar)][:most]


def is_market_day(day: date, market_days: str | None, calendar: MarketCalendar | None) -> bool:
    """Whether there is a market on the local `day` at a place with these two fields."""
    if not market_days or calendar is None:
        return False
    number = day.day if calendar is MarketCalendar.SOLAR else lunar_day(day)
    return str(number % 10) in market_days.split(",")


@lru_cache(maxsize=4096)
def lunar_day(day: date) -> int:
    """The day's number in its lunar month, 1 to 30."""
    from lunar_python import Solar  # late: few pages need it

    number: int = Solar.fromYmd(day.year, day.month, day.day).getLunar().getDay()
    return number
