"""What the home board says of figures that are owed."""

from datetime import date, timedelta

from flask import render_template

from outreach import clock
from outreach.people.models import Person
from outreach.reports.typed import queries
from outreach.web.access import Permission, acting_person

#: A figure is told of so many days before it is due.
AHEAD = timedelta(days=21)
_MOST, _FETCHED = 3, 50


def owed_panel() -> str:
    """A person's own figures that are due soon or overdue; for the office those of everybody."""
    person, today = acting_person(), clock.today()
    owner_id = None if person.may(Permission.CLOSE) else person.id
    owed = queries.owed(today + AHEAD, owner_id, most=_FETCHED)
    if not owed:
        return ""
    return render_template("reports/typed/owed_panel.html", owed=owed[:_MOST], count=len(owed), today=today)


def leaving_panel(person: Person) -> str:
    """The blank figures that the person is to say, on the page before the account is disabled."""
    found = queries.owed(date.max, person.id, most=_FETCHED)
    return render_template("reports/typed/leaving_panel.html", found=found) if found else ""
