"""The home board at `/`."""

from flask import Blueprint, render_template

from outreach import clock
from outreach.db.snapshot import snapshot
from outreach.logbook.labels import KINDS
from outreach.reports.boards.board import board_for
from outreach.reports.boards.early import logged_before_their_day
from outreach.reports.rules import wording
from outreach.reports.values import Drawn
from outreach.web.access import Permission, acting_person, permit

pages = Blueprint("home", __name__)


@pages.get("/")
@permit(Permission.READ)
def board() -> str:
    """What concerns the person who opens it: today, what is owed, and the year so far."""
    with snapshot():
        person, today = acting_person(), clock.today()
        page = {"kinds": KINDS, "early": logged_before_their_day(person, today), "said_as": said_as}
        return render_template("reports/boards/home.html", board=board_for(person, today), **page)


def said_as(drawn: Drawn, value: int) -> str:
    """Another `value` of a figure in the same words, so that the two can be compared."""
    return wording(value, drawn.figure.unit, rounded=drawn.figure.rounded)
