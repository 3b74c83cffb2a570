"""The page of five years."""

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from outreach import clock
from outreach.db.snapshot import snapshot
from outreach.errors import Refusal
from outreach.reports.asked import asked_filters, printed
from outreach.reports.chips import chips_of
from outreach.reports.five_years.comparing import five_years
from outreach.reports.forms import ReportFilterForm
from outreach.web.access import Permission, permit

pages = Blueprint("five_years", __name__, url_prefix="/reports/<int:year>/five-years")


@pages.get("")
@permit(Permission.READ)
def page(year: int) -> str:
    """The year and the four before it; `?days=same` only up to the day that today is."""
    same_days = _same_days()
    with snapshot():
        filters = asked_filters(year, "days")
        facts = {
            "found": five_years(filters, today=clock.today(), same_days=same_days),
            "same_days": same_days,
            "today": clock.today(),
            "form": ReportFilterForm(filters),
            "chips": chips_of(filters, "five_years.page"),
            **printed(filters),
        }
        return render_template("reports/five_years/page.html", filters=filters, **facts)


def _same_days() -> bool:
    text = request.args.get("days", "")
    if text not in ("", "same"):
        raise Refusal(_("The argument days is “same” or absent."), code="bad_filter", filter="days")
    return text == "same"
