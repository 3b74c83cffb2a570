"""The part of the administrator's page that tells what the program did by itself, and when."""

from flask import current_app, render_template

from outreach.db import db
from outreach.jobs.chores.models import ChoreTurn
from outreach.web.chores import chores


def chores_panel() -> str:
    """Each chore with its last turn."""
    turns = {turn.name: turn for turn in db.session.scalars(db.select(ChoreTurn).order_by(ChoreTurn.name))}
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    return render_template("jobs/chores.html", chores=chores(app), turns=turns)
