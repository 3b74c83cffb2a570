"""The example's series: every second Tuesday at the job market, without one of the days."""

from datetime import datetime

from outreach.demo.content.ahead import LEFT_OUT, TIMES
from outreach.demo.happenings import not_after
from outreach.people.models import Person
from outreach.schedule.clashes.asking import Anyway
from outreach.schedule.models import Event
from outreach.schedule.series.actions import make_series
from outreach.schedule.series.models import Series
from outreach.schedule.series.preview import days_for
from outreach.schedule.series.rules import Pattern, Repeat


def repeat_fortnightly(event: Event, *, by: Person, now: datetime) -> Series:
    """The series that begins with the event, made as late as can be before the instant `now`."""
    pattern = Pattern(Repeat.WEEKS, event.day, interval=2, weekdays=frozenset({event.day.isoweekday()}))
    shown = days_for(event, pattern, now=now, until=None, count=TIMES)
    offered = [each.occasion for each in shown if each.occasion.left_out is None]
    return make_series(
        event,
        pattern=pattern,
        occasions=[each.occasion for each in shown],
        wanted=[each.slot for number, each in enumerate(offered) if number != LEFT_OUT],
        by=by,
        now=not_after(event.made_at, now),
        anyway=Anyway("示例"),
    ).series
