"""Reports that were published: their list, each number beside the ledger's, and what is behind a gap."""

import io
import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from outreach import clock
from outreach.db import transaction
from outreach.db.snapshot import snapshot
from outreach.errors import NotFound
from outreach.evidence.originals import MEDIA_TYPE, original
from outreach.evidence.views import LARGEST_REQUEST
from outreach.reports.actions import note_export
from outreach.reports.chips import file_name as export_name
from outreach.reports.drawings import queries as drawings
from outreach.reports.drawings.models import Drawing
from outreach.reports.filters import Filters
from outreach.reports.published import actions, queries
from outreach.reports.published.comparing import compared, counts
from outreach.reports.published.export import write_comparison
from outreach.reports.published.forms import PasteForm, ReportForm
from outreach.reports.published.labels import VERDICTS
from outreach.web.access import Permission, acting_person, permit
from outreach.web.fields import file_name
from outreach.web.forms import submitted
from outreach.web.years import check_year

pages = Blueprint("published", __name__, url_prefix="/reports/<int:year>/published")


@pages.get("")
@permit(Permission.READ)
def index(year: int) -> str:
    """The published reports of a year, and how their numbers stand to the ledger."""
    check_year(year)
    with snapshot():
        reports = queries.reports_of(year)
        numbers = queries.numbers_of([report.id for report in reports])
        stands = {report.id: counts(compared(report, numbers[report.id])) for report in reports}
        page = {"reports": reports, "stands": stands, "verdicts": VERDICTS}
        return render_template("reports/published/index.html", year=year, **page)


@pages.route("/new", methods=["GET", "POST"])
@permit(Permission.CLOSE)
def new(year: int) -> Any:
    """Enter a published report."""
    check_year(year)
    request.max_content_length = LARGEST_REQUEST
    form = ReportForm()
    made = submitted(form, lambda f: actions.enter_report(year, f.facts, by=acting_person(), now=clock.now()))
    if made is not None:
        flash(_("Now its numbers: paste its text, and the program finds them."), "good")
        return redirect(url_for(".paste", year=year, report_id=made.id))
    return render_template("reports/published/edit.html", year=year, form=form, report=None), form.status


@pages.get("/<uuid:report_id>")
@permit(Permission.READ)
def report(year: int, report_id: uuid.UUID) -> str:
    """Each number beside that of today's ledger, or of `?drawing=`."""
    with snapshot():
        found = queries.report_of(year, report_id)
        against = asked_drawing(year)
        rows = compared(found, queries.numbers_of([found.id])[found.id], against)
        return render_template(
            "reports/published/report.html",
            year=year,
            report=found,
            rows=rows,
            counts=counts(rows),
            verdicts=VERDICTS,
            against=against,
            drawings=drawings.drawings_of(year),
            guesses=sum(row.number.is_guess for row in rows),
        )


@pages.get("/<uuid:report_id>.xlsx")
@permit(Permission.READ)
def report_xlsx(year: int, report_id: uuid.UUID) -> Response:
    """The same as a workbook."""
    found, now, file = queries.report_of(year, report_id), clock.now(), io.BytesIO()
    name = export_name(Filters.of_year(year), "xlsx", _("Published and ledger"), found.title)
    with transaction():
        note_export(Filters.of_year(year), file=name, by=acting_person(), now=now)
    with snapshot():
        found, against = queries.report_of(year, report_id), asked_drawing(year)
        rows = compared(found, queries.numbers_of([found.id])[found.id], against)
        write_comparison(file, found, rows, against, created=now)
    file.seek(0)
    return send_file(file, as_attachment=True, download_name=name)


@pages.route("/<uuid:report_id>/edit", methods=["GET", "POST"])
@permit(Permission.CLOSE)
def edit(year: int, report_id: uuid.UUID) -> Any:
    """Change what is known of the report."""
    request.max_content_length = LARGEST_REQUEST
    found = queries.report_of(year, report_id)
    form = ReportForm(found)

    def act(form: ReportForm) -> Any:
        to_change = queries.report_of(year, report_id)
        return actions.change_report(to_change, form.facts, by=acting_person(), now=clock.now())

    if submitted(form, act, over=lambda: ReportForm(queries.report_of(year, report_id))) is not None:
        flash(_("The changes are saved."), "good")
        return redirect(url_for(".report", year=year, report_id=report_id))
    return render_template("reports/published/edit.html", year=year, form=form, report=found), form.status


@pages.post("/<uuid:report_id>/remove")
@permit(Permission.CLOSE)
def remove(year: int, report_id: uuid.UUID) -> Any:
    """Take the report off the list; the list brings it back."""
    with transaction():
        actions.remove_report(queries.report_of(year, report_id), by=acting_person(), now=clock.now())
    flash(_("It is off the list, and you can bring it back."), "good")
    return redirect(url_for(".index", year=year))


@pages.post("/<uuid:report_id>/restore")
@permit(Permission.CLOSE)
def restore(year: int, report_id: uuid.UUID) -> Any:
    """Bring it back."""
    with transaction():
        actions.restore_report(queries.report_of(year, report_id), by=acting_person(), now=clock.now())
    flash(_("It is on the list again."), "good")
    return redirect(url_for(".index", year=year))


@pages.get("/<uuid:report_id>/file")
@permit(Permission.READ)
def report_file(year: int, report_id: uuid.UUID) -> Any:
    """The file as it was published; never opened by the browser itself."""
    found = queries.report_of(year, report_id)
    content = original(found.sha256) if found.sha256 else None
    if content is None:
        raise NotFound(_("The file is not on the disk any more."))
    name = file_name(found.file_name)
    return send_file(io.BytesIO(content), mimetype=MEDIA_TYPE, as_attachment=True, download_name=name)


@pages.route("/<uuid:report_id>/paste", methods=["GET", "POST"])
@permit(Permission.CLOSE)
def paste(year: int, report_id: uuid.UUID) -> Any:
    """Find the numbers in its text, or in a table."""
    found = queries.report_of(year, report_id)
    form = PasteForm()

    def act(form: PasteForm) -> int:
        to_fill = queries.report_of(year, report_id)
        return actions.add_numbers(to_fill, form.found, by=acting_person(), now=clock.now())

    count = submitted(form, act)
    if count is not None:
        found_words = ngettext("%(num)s number was found.", "%(num)s numbers were found.", count)
        flash(f"{found_words} " + _("Look whether each is tied to the right figure."), "good")
        return redirect(url_for(".report", year=year, report_id=report_id))
    return render_template("reports/published/paste.html", year=year, form=form, report=found), form.status


@pages.post("/<uuid:report_id>/confirm")
@permit(Permission.CLOSE)
def confirm(year: int, report_id: uuid.UUID) -> Any:
    """Say that all figures that the program proposed are right."""
    with transaction():
        numbers = queries.numbers_of([queries.report_of(year, report_id).id])[report_id]
        count = actions.confirm_guesses(numbers, by=acting_person(), now=clock.now())
    flash(ngettext("%(num)s proposal is confirmed.", "%(num)s proposals are confirmed.", count), "good")
    return redirect(url_for(".report", year=year, report_id=report_id))


def asked_drawing(year: int) -> Drawing | None:
    """The drawing of `?drawing=`, None for today; raises NotFound for one that is none of the year."""
    asked = request.args.get("drawing", "").strip()
    if not asked:
        return None
    try:
        return drawings.drawing_of(year, uuid.UUID(asked))
    except ValueError:
        raise NotFound(code="no_such_drawing", id=asked) from None
