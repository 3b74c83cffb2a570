"""The score sheets' part of other pages."""

from flask import render_template

from outreach.people.models import Person
from outreach.reports.scores.queries import open_items_of


def leaving_panel(person: Person) -> str:
    """The items that the person is to fill in, on the page before the account is disabled."""
    found = open_items_of(person.id)
    return render_template("reports/scores/leaving_panel.html", person=person, found=found) if found else ""
