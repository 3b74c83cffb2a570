"""The page of coverage, and its export."""

from typing import Any

from flask import Blueprint, Response, render_template, request, send_file, url_for

from outreach import clock
from outreach.coverage import exports, queries
from outreach.coverage.forms import CoverageFilters
from outreach.coverage.labels import said_since
from outreach.coverage.tables import lines_of
from outreach.places.labels import KINDS
from outreach.schedule.choices import teams_to_plan_for
from outreach.web.access import Permission, acting_person, permit
from outreach.web.paging import page_number

blueprint = Blueprint("coverage", __name__)


@blueprint.get("/coverage")
@permit(Permission.READ)
def page() -> str:
    """Places by teams, the most neglected first: visits, the last, the next planned."""
    filters = CoverageFilters()
    asked = filters.asked
    places = queries.page_of_places(asked, page_number())
    return render_template(
        "coverage/coverage.html",
        filters=filters,
        asked=asked,
        places=places,
        teams=(teams := _teams(filters)),
        lines=lines_of(places, teams, asked),
        kinds=KINDS,
        href=_href,
        planned_for={team.id for team in teams_to_plan_for(acting_person(), clock.today())},
        said_since=said_since,
    )


@blueprint.get("/coverage.csv")
@permit(Permission.READ)
def as_csv() -> Response:
    """The table as it is asked for, as CSV."""
    filters = CoverageFilters()
    response = Response(exports.coverage_csv(_teams(filters), filters.asked), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="coverage.csv"'
    return response


@blueprint.get("/coverage.xlsx")
@permit(Permission.READ)
def as_xlsx() -> Response:
    """The table as it is asked for, as a workbook."""
    filters = CoverageFilters()
    file = exports.coverage_xlsx(_teams(filters), filters.asked, created=clock.now())
    return send_file(file, as_attachment=True, download_name="coverage.xlsx")


def _teams(filters: CoverageFilters) -> list[Any]:
    teams = queries.teams_of(filters.asked.period)
    return [team for team in teams if filters.team_id in (None, team.id)]


def _href(endpoint: str = ".page", **changes: Any) -> str:
    """This table's address with other arguments, from its first page."""
    kept = {name: value for name, value in request.args.items() if name != "page" and value}
    return url_for(endpoint, **{name: value for name, value in {**kept, **changes}.items() if value is not None})
