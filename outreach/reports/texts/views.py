"""The pages of texts: what is written of a year, and its text as today's figures make it."""

from flask import Blueprint, render_template

from outreach import clock
from outreach.db.snapshot import snapshot
from outreach.reports.filters import Filters
from outreach.reports.texts import queries
from outreach.reports.texts.copying import copy_of_today
from outreach.reports.texts.numbers import href_of
from outreach.web.access import Permission, permit

pages = Blueprint("report_texts", __name__, url_prefix="/reports/<int:year>/texts")


@pages.get("")
@permit(Permission.READ)
def index(year: int) -> str:
    """The texts of a year, and what today's figures would say."""
    filters = Filters.of_year(year)
    with snapshot():
        copy = copy_of_today(year, today=clock.today())
        hrefs = {each.number: href_of(each.key, filters) for each in copy.references}
        drawn = queries.drawn_texts_of(year)
        return render_template("reports/texts/index.html", filters=filters, copy=copy, hrefs=hrefs, drawn=drawn)
