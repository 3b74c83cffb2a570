"""The part of the confirming page that offers the events which it may have been."""

from collections.abc import Sequence

from flask import render_template

from outreach.logbook.queries import logged_among
from outreach.schedule.models import Event


def merge_panel(event: Event, others: Sequence[Event]) -> str:
    """The other events of that team and day, those likely first; nothing where there is none."""
    if not others:
        return ""
    logged = logged_among({event.id})
    return render_template("logbook/merging/panel.html", event=event, others=others, has_lines=bool(logged))
