"""The ways to logging for a colleague."""

from typing import Any

from flask import render_template

from outreach.people.models import Person
from outreach.web.access import Permission


def field_panel(field: Any) -> str:
    """From the log of the day."""
    return render_template("logbook/on_behalf/panel.html", person=None)


def person_panel(person: Person) -> str:
    """From the page of a person who has an account that is open and logs."""
    logs = person.is_active and person.may(Permission.LOG)
    return render_template("logbook/on_behalf/panel.html", person=person) if logs else ""
