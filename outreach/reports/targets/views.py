"""The page "targets, plan, done", and its part of the home board."""

from io import BytesIO
from typing import Any

from flask import Blueprint, render_template, send_file
from flask_babel import gettext as _

from outreach import clock
from outreach.db import transaction
from outreach.db.snapshot import snapshot
from outreach.people.rules import EVERY_TEAM
from outreach.reports.actions import note_export
from outreach.reports.chips import file_name
from outreach.reports.filters import Filters
from outreach.reports.targets.files import targets_csv, write_targets
from outreach.reports.targets.labels import OUTLOOKS
from outreach.reports.targets.queries import warnings, year_of_targets
from outreach.schedule.targets.labels import MEASURES, scope_name
from outreach.web.access import Permission, acting_person, permit

pages = Blueprint("targets", __name__, url_prefix="/reports")


@pages.get("/targets")
@permit(Permission.READ)
def this_year() -> str:
    """The year of today, at an address of its own, so that the navigation knows the page."""
    return page(clock.today().year)


@pages.get("/<int:year>/targets")
@permit(Permission.READ)
def page(year: int) -> str:
    """What the year shall bring, what is planned, what is done, and where this pace leads."""
    Filters.of_year(year)  # refuses what is no year
    with snapshot():
        shown = {"year": year, "targets": year_of_targets(year, clock.today())}
        return render_template("reports/targets/index.html", **shown, **_words())


@pages.get("/<int:year>/targets.<any(xlsx, csv):kind>")
@permit(Permission.READ)
def export(year: int, kind: str) -> Any:
    """The same as a file."""
    filters = Filters.of_year(year)
    name = file_name(filters, kind, _("Targets, plan, done"))
    with transaction():
        note_export(filters, file=name, by=acting_person(), now=clock.now())
    with snapshot():
        targets = year_of_targets(year, clock.today())
        file = BytesIO()
        if kind == "csv":
            file.write(targets_csv(targets, created=clock.now()))
        else:
            write_targets(file, targets, created=clock.now())
    file.seek(0)
    return send_file(file, as_attachment=True, download_name=name)


def home_panel() -> str:
    """For the office the targets in danger; nothing before June, and where none is. A lead's board has its own."""
    today = clock.today()
    if acting_person().role not in EVERY_TEAM:
        return ""
    told = warnings(year_of_targets(today.year, today).rows, today, None)
    if not told:
        return ""
    return render_template("reports/targets/panel.html", rows=told, year=today.year, **_words())


def _words() -> dict[str, Any]:
    return {"measures": MEASURES, "scope_name": scope_name, "outlooks": OUTLOOKS}
