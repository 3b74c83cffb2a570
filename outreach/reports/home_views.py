"""The home board at `/`."""

from flask import Blueprint, render_template

from outreach import clock
from outreach.logbook.labels import KINDS
from outreach.reports.board import board_for
from outreach.reports.snapshot import snapshot
from outreach.web.access import Permission, acting_person, permit

pages = Blueprint("home", __name__)


@pages.get("/")
@permit(Permission.READ)
def board() -> str:
    """What concerns the person who opens it: today, what is owed, and the year so far."""
    with snapshot():
        return render_template("reports/home.html", board=board_for(acting_person(), clock.today()), kinds=KINDS)
