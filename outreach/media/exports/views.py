"""The pages of the files that came into the online ledger, and what a person says of one that waits."""

import io
import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from outreach import clock
from outreach.errors import Conflict, NotFound
from outreach.evidence.originals import MEDIA_TYPE, original
from outreach.jobs import run_views
from outreach.jobs.actions import chosen_of, kind_of
from outreach.jobs.imports import importer
from outreach.jobs.models import Job
from outreach.jobs.queries import job_of
from outreach.jobs.reading import match
from outreach.jobs.rules import State
from outreach.media.exports import asking, panels, queries, reread
from outreach.media.exports.forms import SoItIsForm, VoidForm
from outreach.media.exports.labels import shape_said
from outreach.media.exports.saying import say
from outreach.media.exports.voiding import brought_by, void_file
from outreach.media.labels import said
from outreach.web.access import Permission, acting_person, permit
from outreach.web.fields import file_name
from outreach.web.forms import submitted
from outreach.web.paging import page_number

blueprint = Blueprint("media_files", __name__, url_prefix="/media/files")


@blueprint.get("")
@permit(Permission.READ)
def index() -> str:
    """The files that came in, the newest first."""
    page = queries.page_of_files(page_number())
    names = queries.names_of_people(each.brought_by_id for each in page)
    return render_template("media/files/index.html", page=page, names=names, shape_said=shape_said)


@blueprint.get("/<uuid:file_id>")
@permit(Permission.READ)
def file(file_id: uuid.UUID) -> str:
    """One file: who brought it, its rows as they stand in it, and the items and numbers that came with them."""
    found = queries.file_of(file_id)
    row = request.args.get("row", "")
    lines = reread.page_of_lines(found, page_number(), row=int(row) if row.isdecimal() and len(row) < 8 else None)
    names = queries.names_of_people([found.brought_by_id, found.voided_by_id])
    said_of = {"said": said, "shape_said": shape_said}
    return render_template("media/files/file.html", file=found, lines=lines, names=names, row=row, **said_of)


@blueprint.get("/<uuid:file_id>/original")
@permit(Permission.READ)
def download(file_id: uuid.UUID) -> Any:
    """The file as it came; never opened by the browser itself."""
    found = queries.file_of(file_id)
    content = original(found.sha256)
    if content is None:
        raise NotFound(_("The file is not on the disk any more."))
    name = file_name(found.name) if found.name else "rows.txt"
    return send_file(io.BytesIO(content), mimetype=MEDIA_TYPE, as_attachment=True, download_name=name)


@blueprint.route("/<uuid:file_id>/void", methods=["GET", "POST"])
@permit(Permission.PUBLISH)
def void(file_id: uuid.UUID) -> Any:
    """Void a file as a whole, with the reason."""
    form = VoidForm()

    def act(form: VoidForm) -> Any:
        confirmed = [code for code in ("built_on",) if form.confirmed(code)]
        found = queries.file_of(file_id, lock=True)
        reason = form.reason.data or ""
        return void_file(found, reason=reason, by=acting_person(), now=clock.now(), confirmed=confirmed)

    if submitted(form, act) is not None:
        flash(_("The file is voided: its numbers count no longer. It can be brought in again."), "good")
        return redirect(url_for(".file", file_id=file_id))
    found = queries.file_of(file_id)
    return render_template("media/files/void.html", file=found, form=form, brought=brought_by(found)), form.status


@blueprint.post("/said/<uuid:job_id>")
@permit(Permission.PUBLISH)
def answer(job_id: uuid.UUID) -> Any:
    """Keep what a person says of a file that waits: whose account, whose close, which team."""
    job = _own_job(job_id)
    kind, today = importer("articles"), clock.today()
    if job.content is None:
        raise Conflict(_("This list is not waiting any more: it was imported or put aside."), code="not_waiting")
    matched = match(kind, job.content, job.name, chosen_of(job))
    form = asking.form_for(matched, chosen_of(job).same, by=acting_person(), today=today)

    def act(_form: Any) -> Job:
        return run_views.judge_if_long(say(_own_job(job_id, lock=True), asking.said_in(form)))

    if (told := submitted(form, act)) is not None:
        run_views.start_if_begun(kind, told)
        return redirect(url_for("imports.preview", key=kind.key, job_id=job_id))
    return Markup(panels.ask_page(_own_job(job_id), matched, form)), form.status  # noqa: S704 (a whole page)


@blueprint.post("/so-it-is/<uuid:job_id>")
@permit(Permission.PUBLISH)
def so_it_is(job_id: uuid.UUID) -> Any:
    """Keep of which rows a person says that the numbers are so indeed."""
    kind, form = importer("articles"), SoItIsForm()
    rows = (
        "all" if request.form.get("all") else " ".join(each for each in request.form.getlist("row") if each.isdigit())
    )

    def act(_form: Any) -> Job:
        return run_views.judge_if_long(say(_own_job(job_id, lock=True), {"so_it_is": rows}))

    if rows and (told := submitted(form, act)) is not None:
        run_views.start_if_begun(kind, told)
    return redirect(url_for("imports.preview", key=kind.key, job_id=job_id) + "#rows")


def _own_job(job_id: uuid.UUID, *, lock: bool = False) -> Job:
    job = job_of(job_id, kind=kind_of(importer("articles")), by_id=acting_person().id, lock=lock)
    if lock and job.state != State.PREPARED:
        raise Conflict(_("This list is not waiting any more: it was imported or put aside."), code="not_waiting")
    return job
