"""What the example bureau hands in each year, the past of it sent in time."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from outreach import periods
from outreach.demo.happenings import instant
from outreach.people.models import Person
from outreach.schedule.deadlines.actions import add_usual_deadlines, mark_sent
from outreach.schedule.deadlines.queries import deadlines_in

_BEFORE = timedelta(days=3)


def write_deadlines(years: Iterable[int], *, by: Person, founded: datetime, today: date) -> None:
    """Write the usual deadlines of the years; those before `today` were sent some days earlier."""
    for year in years:
        add_usual_deadlines(year, by=by, now=founded)
        for deadline in deadlines_in(periods.year(year)):
            if deadline.day < today:
                sent_on = deadline.day - _BEFORE
                mark_sent(deadline, sent_on=sent_on, by=by, now=instant(sent_on, "16:00"))
