"""Run inside of the parsers' environment: `python read_with.py NAME` reads a list of calendars from standard input.

Prints what that reader understood of each: for each event its uid, its title, its status, and start and end as instants
in UTC, or as days for whole days.
"""

import json
import sys
from datetime import UTC, date, datetime


def told(moment: date) -> str:
    """A day as it is, an instant in UTC."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return moment.strftime("%Y%m%d")


def by_vobject(text: str) -> list[list[str]]:
    import vobject

    return [
        [each.uid.value, each.summary.value, each.status.value, told(each.dtstart.value), told(each.dtend.value)]
        for each in vobject.readOne(text).vevent_list
    ]


def by_ics(text: str) -> list[list[str]]:
    import ics

    def moment(event: ics.Event, at: object) -> str:
        return told(at.datetime.date() if event.all_day else at.datetime)  # type: ignore[attr-defined]

    return [
        [each.uid, each.name, each.status, moment(each, each.begin), moment(each, each.end)]
        for each in ics.Calendar(text).events
    ]


def by_ical(text: str) -> list[list[str]]:
    from ical.calendar_stream import IcsCalendarStream

    return [
        [each.uid, each.summary, str(each.status.value), told(each.dtstart), told(each.dtend)]
        for each in IcsCalendarStream.calendar_from_ics(text).events
    ]


if __name__ == "__main__":
    read = {"vobject": by_vobject, "ics": by_ics, "ical": by_ical}[sys.argv[1]]
    print(json.dumps([sorted(read(text)) for text in json.load(sys.stdin)]))
