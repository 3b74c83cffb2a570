"""The pages on which lists come in: paste or choose a file, look at the preview, import."""

import uuid
from contextlib import nullcontext
from io import BytesIO

from flask import Blueprint, Response, flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from outreach import clock
from outreach.audit.actions import record_act
from outreach.db import transaction
from outreach.errors import Forbidden, Refusal
from outreach.jobs import actions, kept, previews, progress, queries, run_actions, run_views
from outreach.jobs.forms import CURABLE, BringForm, ConfirmForm, PreviewFilters
from outreach.jobs.imports import Importer, all_importers, heading_of, importer
from outreach.jobs.models import Job
from outreach.jobs.reading import Reading, judged, match
from outreach.jobs.rules import LONG, Aim, State
from outreach.jobs.templates import list_csv, list_workbook, template_csv, template_workbook
from outreach.jobs.verdicts import Verdict
from outreach.sheets.limits import MAX_BYTES
from outreach.web.access import Permission, acting_person, may, permit
from outreach.web.forms import submitted
from outreach.web.paging import page_number

blueprint = Blueprint("imports", __name__)
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/imports")
@permit(Permission.LISTS)
def index():
    """Every list that this person can bring in."""
    return render_template("jobs/index.html", importers=_open_importers())


@blueprint.route("/imports/<string:key>", methods=["GET", "POST"])
@permit(Permission.SIGNED_IN)
def bring(key: str):
    """Take a list and show what would become of it."""
    kind = _allowed(key)
    form = BringForm(kind)

    def act(form: BringForm):
        return actions.prepare_import(
            importer=kind,
            content=form.content,
            name=form.filename,
            rows=form.rows,
            by=acting_person(),
            now=clock.now(),
        )

    if (job := submitted(form, act)) is not None:
        if _asked_first(kind, job) is None:
            run_views.judge_now(kind, job)
        return redirect(url_for(".preview", key=key, job_id=job.id))
    return _bring_page(kind, form), form.status


@blueprint.get("/imports/<string:key>/template.<any(xlsx, csv):kind>")
@permit(Permission.SIGNED_IN)
def template(key: str, kind: str) -> Response:
    """The file to fill in."""
    wanted = _allowed(key)
    content = template_csv(wanted) if kind == "csv" else template_workbook(wanted, now=clock.now())
    return _file(content, f"{key}.{kind}")


@blueprint.get("/imports/<string:key>/list.<any(xlsx, csv):kind>")
@permit(Permission.SIGNED_IN)
def listed(key: str, kind: str) -> Response:
    """The list as it is now, in the columns of the file to fill in."""
    wanted, now = _allowed(key), clock.now()
    content = list_csv(wanted) if kind == "csv" else list_workbook(wanted, now=now)
    name = f"{wanted.label}-{clock.local_day(now).isoformat()}.{kind}"
    with transaction():
        record_act("list.exported", by=acting_person(), now=now, file=name)
    return _file(content, name)


@blueprint.route("/imports/<string:key>/<uuid:job_id>", methods=["GET", "POST"])
@permit(Permission.SIGNED_IN)
def preview(key: str, job_id: uuid.UUID):
    """Show each row with its verdict; import on the owner's word; afterwards what came of it."""
    kind = _allowed(key)
    job = _own_job(kind, job_id)
    if job.state == State.RUNNING:
        return run_views.shown(kind, job)
    if (asked := _asked_first(kind, job)) is not None:
        return _html(asked)
    form = ConfirmForm()
    confirmed = _confirm_long(kind, job, form) if job.total >= LONG else _confirm_short(kind, job, form)
    if confirmed is not None:
        run_views.start_if_begun(kind, confirmed)
        return redirect(url_for(".preview", key=key, job_id=job_id))
    job = _own_job(kind, job_id)
    if job.state != State.PREPARED:
        more = _html(kind.ended_panel(job) if kind.ended_panel and job.state == State.DONE else "")
        page = render_template("jobs/ended.html", importer=kind, job=job, verdicts=previews.VERDICTS, panel=more)
        return page, form.status
    return _shown_preview(kind, job, form)


@blueprint.post("/imports/<string:key>/<uuid:job_id>/drop")
@permit(Permission.SIGNED_IN)
def drop(key: str, job_id: uuid.UUID):
    """Put the list aside; what was pasted stands in the box again."""
    kind = _allowed(key)
    if run_views.is_busy(_own_job(kind, job_id)):
        return redirect(url_for(".preview", key=key, job_id=job_id))
    with transaction():
        job = _own_job(kind, job_id, lock=True)
        pasted = "" if job.name else (job.content or b"").decode("utf-8")
        now = clock.now()
        actions.drop_import(job=job, now=now, has_fallen=queries.is_fallen(job, now=now))
    progress.forget(job_id)
    kept.forget(job_id)
    flash(_("The list is put aside. Nothing was imported."))
    if not pasted:
        return redirect(url_for(".bring", key=key))
    form = BringForm(kind, formdata=None, text=pasted)  # to be corrected and brought again
    return _bring_page(kind, form)


def admin_panel() -> str:
    """The part of the administrator's page that leads to the lists; nothing for a post that brings none in."""
    found = _open_importers()
    return render_template("jobs/admin_panel.html", importers=found) if found else ""


def _open_importers() -> list[Importer]:
    return [each for each in all_importers() if may(each.permission)]


def _asked_first(kind: Importer, job: Job) -> str | None:
    """The page that asks what the list does not say; None where its rows can be judged, or are."""
    if kind.asking is None or job.state != State.PREPARED or "reading" in job.facts:
        return None
    return kind.asking(job)


def _bring_page(kind: Importer, form: BringForm) -> str:
    waiting = [
        (job, queries.is_fallen(job, now=clock.now()))
        for job in queries.open_jobs(actions.kind_of(kind), acting_person().id)
    ]
    return render_template(
        "jobs/bring.html", form=form, importer=kind, heading_of=heading_of, waiting=waiting, largest=MAX_BYTES
    )


def _confirm_short(kind: Importer, job: Job, form: ConfirmForm) -> Job | None:
    """Store a list within this request; None where it must be shown first, or again."""
    if not form.validate_on_submit():
        return None
    matched = actions.waiting_table(kind, job)
    before = actions.judged_before(kind, matched, today=clock.today())

    def act(form: ConfirmForm) -> Job:
        return actions.confirm_import(
            job=_own_job(kind, job.id, lock=True),
            importer=kind,
            matched=matched,
            before=before,
            seen=form.seen.data or "",
            leave_refused_out=form.leave_out.data,
            by=acting_person(),
            now=clock.now(),
            today=clock.today(),
        )

    with nullcontext() if job.content is None else kind.beside(actions.new_source(job.name, job.content)):
        return submitted(form, act)


def _confirm_long(kind: Importer, job: Job, form: ConfirmForm) -> Job | None:
    """Let a run store a long list; what can be said without judging it anew is said at once."""

    def act(form: ConfirmForm) -> Job:
        held = _own_job(kind, job.id, lock=True)
        seen, leaves_out = form.seen.data or "", form.leave_out.data
        if held.state == State.RUNNING:  # the second of two clicks
            return held
        reading = kept.kept(held.id, held.facts.get("reading", ""))
        if reading is not None:
            actions.check_seen(reading, seen=seen, leave_refused_out=leaves_out)
        return run_actions.begin_run(job=held, aim=Aim.STORE, now=clock.now(), seen=seen, leave_refused_out=leaves_out)

    return submitted(form, act)


def _reading_of(kind: Importer, job: Job) -> Reading | None:
    """The rows with their verdicts: judged now, or of a long list as its run judged them, None where that is gone."""
    if job.total >= LONG:
        return kept.kept(job.id, job.facts.get("reading", ""))
    matched = match(kind, job.content or b"", job.name, actions.chosen_of(job))
    return judged(kind, matched, today=clock.today())


def _refused_since(kind: Importer, job: Job, refusal: Refusal):
    """Where a list leads that could be read when it came, or whose columns have still to be named."""
    flash(refusal.message, "bad")
    if kind.made_by_hand and refusal.code in CURABLE:
        return redirect(url_for("headings.choose", key=kind.key, job_id=job.id))
    return redirect(url_for(".bring", key=kind.key))


def _shown_preview(kind: Importer, job: Job, form: ConfirmForm):
    told = job.facts.get("told", {})
    try:
        reading = _reading_of(kind, job)
        if reading is None and told:
            raise Refusal(told["message"], code=told["code"])
    except Refusal as refusal:
        return _refused_since(kind, job, refusal)
    if reading is None:
        return run_views.shown(kind, job)
    chosen = PreviewFilters().verdict.data
    chosen = chosen if chosen in reading.counts else None
    form.seen.data = reading.digest
    return render_template(
        "jobs/preview.html",
        importer=kind,
        job=job,
        form=form,
        reading=reading,
        told=told.get("message"),
        refused=reading.counts[Verdict.REFUSED],
        counts=reading.counts,
        headings=previews.headings(kind, reading),
        columns=previews.columns_shown(kind, reading),
        row_chips=previews.chips(reading, chosen),
        page=previews.page_of(kind, reading.rows, chosen, page_number()),
        verdicts=previews.VERDICTS,
        before=queries.done_before(job.kind, job.facts["sha256"]),
        panel=_html(kind.panel(reading, job) if kind.panel else ""),
    ), form.status


def _allowed(key: str) -> Importer:
    kind = importer(key)
    if not may(kind.permission):
        raise Forbidden(_("Your role does not include this. Ask the administrator if you need it."))
    return kind


def _own_job(kind: Importer, job_id: uuid.UUID, *, lock: bool = False) -> Job:
    return queries.job_of(job_id, kind=actions.kind_of(kind), by_id=acting_person().id, lock=lock)


def _html(panel: str) -> Markup:
    return Markup(panel)  # noqa: S704 (a panel gives HTML)


def _file(content: bytes, name: str) -> Response:
    kind = "text/csv" if name.endswith(".csv") else WORKBOOK
    return send_file(BytesIO(content), mimetype=kind, as_attachment=True, download_name=name)
