"""The closings of a year."""

from flask import Blueprint, render_template

from outreach.db.snapshot import snapshot
from outreach.reports.closings import queries
from outreach.reports.filters import Filters
from outreach.web.access import Permission, permit

pages = Blueprint("closings", __name__, url_prefix="/reports/<int:year>/closings")


@pages.get("")
@permit(Permission.READ)
def index(year: int) -> str:
    """What was closed in a year, and what was restated."""
    with snapshot():
        filters = Filters.of_year(year)
        holding = {each.id for each in queries.closings_in_force(year)}
        page = {"closings": queries.closings_of(year), "holding": holding}
        return render_template("reports/closings/index.html", filters=filters, **page)
