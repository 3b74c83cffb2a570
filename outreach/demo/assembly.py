"""Joins the feature to the app."""

from datetime import datetime

from flask import Flask
from flask_babel import gettext as _

from outreach.demo.commands import demo
from outreach.people.actions.founding import EXAMPLE
from outreach.people.models import Person
from outreach.people.passwords import temporary_password


def join(app: Flask) -> None:
    """Add the feature's pages, panels, navigation and commands to `app`."""
    app.cli.add_command(demo)
    app.extensions[EXAMPLE] = load_into_new_bureau


def load_into_new_bureau(*, now: datetime, by: Person) -> str:
    """Load the example for who founds a bureau on the set-up page; gives how to sign in as its people."""
    from outreach.demo.actions import fill  # late: a year's content, which no other start reads

    password = temporary_password()
    fill(by=by, password=password, now=now)
    said: str = _(
        "The example year is loaded. Its people, such as lead.employment, staff.1 and viewer, sign in with the "
        "password %(password)s. Write it down: it is shown only now.",
        password=password,
    )
    return said
