"""The part of the administrator's page that tells what the program did by itself, and when."""

from flask import current_app, render_template

from outreach.jobs.chores.queries import turns_of
from outreach.web.chores import chores


def chores_panel() -> str:
    """Each chore with its last turn."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    last = [(chore, next(iter(turns_of(chore.name, 1)), None)) for chore in chores(app)]
    return render_template("jobs/chores.html", chores=last)
