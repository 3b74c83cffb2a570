"""The year's responsibility list, as a page and as a workbook."""

from io import BytesIO
from typing import Any

from flask import Blueprint, render_template, send_file
from flask_babel import gettext as _

from outreach import clock, periods
from outreach.audit.actions import record_act
from outreach.db import transaction
from outreach.errors import NotFound, Refusal
from outreach.people.queries import the_bureau
from outreach.schedule.campaigns.responsibility import responsibility_list
from outreach.schedule.campaigns.responsibility_xlsx import headings, write_responsibility
from outreach.web.access import Permission, acting_person, permit

blueprint = Blueprint("responsibility", __name__)


@blueprint.get("/campaigns/<int:year>/responsibility-list")
@permit(Permission.READ)
def page(year: int) -> str:
    """The list to look at."""
    _check_year(year)
    shown = {"year": year, "lines": responsibility_list(year), "headings": headings()}
    return render_template("schedule/campaigns/responsibility.html", **shown)


@blueprint.get("/campaigns/<int:year>/responsibility-list.xlsx")
@permit(Permission.READ)
def workbook(year: int) -> Any:
    """The list to fill in, print and send."""
    _check_year(year)
    bureau, now, file = the_bureau(), clock.now(), BytesIO()
    title = _(
        "%(bureau)s: responsibility list of legal outreach %(year)s", bureau=bureau.name if bureau else "", year=year
    )
    write_responsibility(file, responsibility_list(year), title=title, created=now)
    name = f"{_('Responsibility list')}-{year}.xlsx"
    with transaction():
        record_act("list.exported", by=acting_person(), now=now, file=name)
    file.seek(0)
    return send_file(file, as_attachment=True, download_name=name)


def _check_year(year: int) -> None:
    try:
        periods.year(year)
    except Refusal as refusal:
        raise NotFound(refusal.message, code="no_such_year", year=year) from None
