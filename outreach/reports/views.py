"""The report of a year, the page of a figure, and what goes out as files."""

import uuid
from io import BytesIO
from typing import Any
from urllib.parse import quote

from flask import (
    Blueprint,
    Response,
    redirect,
    render_template,
    request,
    send_file,
    stream_with_context,
    url_for,
)
from flask_babel import gettext as _

from outreach import clock
from outreach.db import transaction
from outreach.db.snapshot import snapshot
from outreach.errors import NotFound, Refusal
from outreach.logbook.labels import said as said_basis
from outreach.media.labels import said as said_metric
from outreach.reports import as_json, queries, xlsx
from outreach.reports.actions import note_export
from outreach.reports.asked import absolute, address, asked_filters, printed
from outreach.reports.behind import page_of_lines
from outreach.reports.chips import chips_of, file_name, said_file_name
from outreach.reports.described import LINES, YEAR
from outreach.reports.divided.places import ON_THE_YEAR, place_page
from outreach.reports.divided.tables import part_tables
from outreach.reports.doubts import late_lines, unconfirmed_behind
from outreach.reports.drawings.forms import DrawingForm
from outreach.reports.drawings.models import Drawing
from outreach.reports.drawings.queries import drawing_json, drawing_of
from outreach.reports.drawings.xlsx import write_drawing
from outreach.reports.figures import figure as figure_named
from outreach.reports.filters import Filters
from outreach.reports.forms import ReportFilterForm
from outreach.reports.inside import LINES_STAY, is_withheld, settle
from outreach.reports.online import UNBASED
from outreach.reports.picking import PICKING_FIELDS, PickingAsked
from outreach.reports.report import draw_from, year_report
from outreach.reports.stated import filters_in_force, rules_of
from outreach.reports.sums import whole_sums
from outreach.reports.tables import figure_href
from outreach.reports.values import draw
from outreach.web.access import Permission, acting_person, permit
from outreach.web.describing import described
from outreach.web.paging import page_number

pages = Blueprint("reports", __name__, url_prefix="/reports")

LINES_ON_A_PAGE = 50


def unbased_of(key: str, filters: Filters) -> tuple[int, str] | None:
    """How many readings a figure of views can't count, and the address of their list; None where there are none."""
    beside = next((name for name, views in UNBASED.items() if views == key), None)
    if beside is None:
        return None
    count = queries.count_of(figure_named(beside).lines(filters))
    return (count, figure_href(beside, filters)) if count else None


@pages.get("")
@permit(Permission.READ)
def this_year() -> Any:
    """The year of today."""
    return redirect(url_for("reports.year", year=clock.today().year))


@pages.get("/<int:year>")
@permit(Permission.READ)
def year(year: int) -> str:
    """The year's report."""
    with snapshot():
        filters = asked_filters(year)
        report = year_report(filters, today=clock.today())
        page = {
            "report": report,
            "places": place_page(filters, report.drawn, 1, ON_THE_YEAR),
            "form": ReportFilterForm(filters),
            "keeping": DrawingForm(),
            "chips": chips_of(filters, "reports.year"),
            "years": queries.years(),
            **printed(filters),
        }
        return render_template("reports/year.html", filters=filters, **page)


@pages.get("/<int:year>/places")
@permit(Permission.READ)
def places(year: int) -> str:
    """The figures by place, a level of the tree at a time."""
    with snapshot():
        filters = asked_filters(year, "page")
        page = {
            "found": place_page(filters, draw_from(whole_sums(filters), filters), page_number()),
            "form": ReportFilterForm(filters),
            "chips": chips_of(filters, "reports.places"),
            **printed(filters),
        }
        return render_template("reports/places.html", filters=filters, **page)


@pages.get("/<int:year>/figures/<string:key>")
@permit(Permission.READ)
def figure(year: int, key: str) -> str:
    """One figure: what it means, its value, and its lines."""
    with snapshot():
        filters = asked_filters(year, "page")
        found = figure_named(key)
        drawn, number = draw(found, filters), page_number()
        is_closed = is_withheld(key)
        has_lines = drawn.value is not None and not is_closed
        page = {
            "parts": part_tables(drawn, filters) if number == 1 else None,
            "form": ReportFilterForm(filters),
            "rules": rules_of(found),
            "in_force": filters_in_force(found, filters),
            "lines": page_of_lines(found, filters, number, LINES_ON_A_PAGE, drawn.lines) if has_lines else None,
            "lines_stay": LINES_STAY if is_closed else None,
            "unbased": unbased_of(key, filters),
            "late": late_lines(filters) if found.of == "tally" else None,
            "unconfirmed": unconfirmed_behind(found, filters) if found.of in ("event", "tally") else 0,
            "chips": chips_of(filters, "reports.figure", key=key),
            "said_basis": said_basis,
            "said_metric": said_metric,
            **printed(filters),
        }
        return render_template("reports/figure.html", filters=filters, drawn=drawn, figure=found, **page)


@pages.get("/<int:year>/look-up")
@permit(Permission.READ)
def look_up(year: int) -> str:
    """Any figure and any part of one; only its value, for a form in which it is being picked, with `piece=1`."""
    with snapshot():
        filters = asked_filters(year, "piece", "looks", *PICKING_FIELDS)
        form = PickingAsked()
        form.offer_figures(filters)
        template = "reports/picked.html" if request.args.get("piece") else "reports/look_up.html"
        return render_template(template, form=form, filters=filters, picked=form.picked)


@pages.get("/<int:year>/figures/<string:key>/lines.<any(xlsx, csv, json):kind>")
@permit(Permission.READ)
@described(LINES)
def lines(year: int, key: str, kind: str) -> Any:
    """The lines of a figure as a file."""
    filters = asked_filters(year)
    found = figure_named(key)
    name = file_name(filters, kind, str(found.label))
    _note_export(filters, name)
    if kind == "json":
        pieces = stream_with_context(as_json.json_of_figure(found, filters, address=absolute))
        return Response(pieces, mimetype="application/json", headers=_attached(name))
    if kind == "csv":
        content = xlsx.lines_csv(found, filters, created=clock.now(), address=absolute)
        return send_file(BytesIO(content), mimetype="text/csv", as_attachment=True, download_name=name)
    file = BytesIO()
    xlsx.write_lines(file, found, filters, created=clock.now(), address=absolute)
    file.seek(0)
    return send_file(file, as_attachment=True, download_name=name)


@pages.get("/<int:year>.xlsx")
@permit(Permission.READ)
def year_xlsx(year: int) -> Response:
    """The totals and the lines of every figure as a workbook; today's, or those of a drawing."""
    file = BytesIO()
    if request.args.get("drawing"):
        kept = _asked_drawing(year)
        name = said_file_name(str(year), kept.title, kind="xlsx")
        _note_export(Filters.of_year(year), name)
        write_drawing(file, kept, address=absolute)
    else:
        filters = asked_filters(year)
        name = file_name(filters, "xlsx")
        _note_export(filters, name)
        xlsx.write_report(file, filters, created=clock.now(), address=absolute)
    file.seek(0)
    return send_file(file, as_attachment=True, download_name=name)


@pages.get("/<int:year>.json")
@permit(Permission.READ, tokens="read")
@described(YEAR)
def year_json(year: int) -> Response:
    """All figures with their lines, streamed; today's, or those of a drawing."""
    with_lines = _with_lines()
    if request.args.get("drawing"):
        pieces = drawing_json(_asked_drawing(year), with_lines=with_lines, address=address)
    else:
        pieces = as_json.json_of_today(asked_filters(year, "lines"), with_lines=with_lines, address=address)
    return Response(stream_with_context(pieces), mimetype="application/json")


def _attached(name: str) -> dict[str, str]:
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}


def _with_lines() -> bool:
    text = request.args.get("lines", "1")
    if text not in ("0", "1"):
        raise Refusal(_("The argument lines is 0 or 1."), code="bad_filter", filter="lines")
    return text == "1"


def _asked_drawing(year: int) -> Drawing:
    """A drawing has its own filters, so that none can be asked for beside it."""
    settle()
    for name in request.args:
        if name not in ("drawing", "lines", "lang"):
            raise Refusal(_("A drawing has filters of its own; leave the others out."), code="bad_filter", filter=name)
    try:
        return drawing_of(year, uuid.UUID(request.args["drawing"]))
    except (ValueError, NotFound):
        raise Refusal(_("There is no such drawing of this year."), code="bad_filter", filter="drawing") from None


def _note_export(filters: Filters, name: str) -> None:
    with transaction():
        note_export(filters, file=name, by=acting_person(), now=clock.now())
