"""A desk of the example that nobody planned: made at the gate, logged at once, waiting for the lead's word."""

from datetime import date, datetime, timedelta

from outreach import clock
from outreach.db import new_id
from outreach.demo.around import NOT_BEFORE
from outreach.demo.happenings import instant, working_day
from outreach.demo.lists import Lists
from outreach.logbook.actions import record_all
from outreach.logbook.rules import Line
from outreach.materials.rules import CountKind
from outreach.schedule.on_the_spot.actions import make_events
from outreach.schedule.on_the_spot.rules import SpotFacts
from outreach.schedule.rules import Form

MAKER, GATE = "staff.2", "工业园区北门夜市口"


def make_on_the_spot(lists: Lists, *, holidays: frozenset[date], now: datetime) -> None:
    """Write it on the last day of work before `now`; nothing where that lies in a year that prints as published."""
    day = working_day(clock.local_day(now) - timedelta(days=1), holidays, -1)
    if day < NOT_BEFORE:
        return
    by, start = lists.people[MAKER], instant(day, "17:20")
    spot = SpotFacts(new_id(), None, None, GATE, start, start + timedelta(minutes=80), form=Form.DESK)
    make_events([spot], sender=by, now=start)
    lines = [
        Line(new_id(), spot.id, CountKind.HANDOUT, None, 40, start + timedelta(minutes=70)),
        Line(new_id(), spot.id, CountKind.CONSULTATION, None, 11, start + timedelta(minutes=72)),
    ]
    record_all(lines, sender=by, now=start + timedelta(minutes=75))
