"""What the feeds show and for how long (docs/design.md, section 6), and what a subscriber chooses."""

import re
from datetime import date, datetime, time, timedelta
from enum import StrEnum

MOVED_SHOWN_FOR = timedelta(days=7)
CANCELLED_SHOWN_FOR = timedelta(days=60)
EVE = time(18)
"""When the reminder of the evening before rings."""

#: RFC 5545 3.1 allows no control characters in a text but the tab; icalendar lets them through.
#: Some clients take U+0085, U+2028 and U+2029 for line ends, at which a line of somebody's own would begin.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")

#: A mobile number of mainland China, with or without its country code, blanks and hyphens; \d is full-width too.
_MOBILE = re.compile(r"(?<!\d)((?:[+＋]?(?:86|８６)[ -]?)?[1１][3-9３-９]\d)[ -]?\d{4}[ -]?(\d{4})(?!\d)")


class Alarm(StrEnum):
    """When a calendar reminds of an event; the word stands in the link."""

    HALF_HOUR = "30"
    HOUR = "60"
    TWO_HOURS = "120"
    EVE = "eve"


def first_day_shown(today: date) -> date:
    """A feed begins with last year's first day, so that its bytes do not change from one midnight to the next."""
    return date(today.year - 1, 1, 1)


def minutes_before(alarm: Alarm, start: datetime) -> int:
    """How many minutes before the wall-clock `start` the reminder rings."""
    if alarm is not Alarm.EVE:
        return int(alarm)
    eve = datetime.combine(start.date() - timedelta(days=1), EVE, start.tzinfo)
    return int((start - eve) / timedelta(minutes=1))


def plain(text: str) -> str:
    """`text` as it may leave in a feed: no control characters, no mobile number, no backslash.

    A literal backslash-n in a title would come back as a line break; the full-width one reads the same.
    """
    return _MOBILE.sub(r"\1****\2", _CONTROL.sub("", text.replace("\r\n", "\n"))).replace("\\", "\uff3c")
