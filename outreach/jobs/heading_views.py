"""The page on which a person says which heading of a list made by hand is which."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from outreach.db import transaction
from outreach.errors import NotFound, Refusal
from outreach.jobs import actions, queries
from outreach.jobs.forms import HeadingsForm
from outreach.jobs.imports import Importer, importer
from outreach.jobs.models import Job
from outreach.jobs.reading import table_in
from outreach.jobs.run_views import judge_if_long, start_if_begun
from outreach.sheets.columns import Chosen, match_columns, recognised, titles_of
from outreach.sheets.tables import Table
from outreach.sheets.typed import shown
from outreach.web.access import Permission, acting_person, may, permit
from outreach.web.fields import clean_text
from outreach.web.forms import submitted

blueprint = Blueprint("headings", __name__)


@blueprint.route("/imports/<string:key>/<uuid:job_id>/headings", methods=["GET", "POST"])
@permit(Permission.SIGNED_IN)
def choose(key: str, job_id: uuid.UUID) -> Any:
    """Show which heading was taken for which column, and take another choice."""
    kind = importer(key)
    job = queries.job_of(job_id, kind=actions.kind_of(kind), by_id=acting_person().id)
    if not kind.made_by_hand or not may(kind.permission) or job.content is None:
        raise NotFound
    table = table_in(kind, job.content, job.name, actions.chosen_of(job).sheet)
    form = HeadingsForm()

    def act(_form: HeadingsForm) -> Job:
        said = _said(kind)
        match_columns(table, kind.columns, said)  # says what is missing, at the top of the form
        locked = queries.job_of(job_id, kind=job.kind, by_id=acting_person().id, lock=True)
        actions.choose_headings(job=locked, chosen=said, rows=len(table.rows))
        return judge_if_long(locked)

    if (chosen_for := submitted(form, act)) is not None:
        start_if_begun(kind, chosen_for)
        return redirect(url_for("imports.preview", key=key, job_id=job_id))
    job = queries.job_of(job_id, kind=actions.kind_of(kind), by_id=acting_person().id)
    said = _said(kind) if request.method == "POST" else _known(kind, table, job)
    return render_template(
        "jobs/headings.html",
        form=form,
        importer=kind,
        job=job,
        titles=titles_of(table),
        samples=_samples(table),
        chosen=said.headings,
        same=said.same,
    ), form.status


@blueprint.post("/imports/<string:key>/<uuid:job_id>/sheet")
@permit(Permission.SIGNED_IN)
def sheet(key: str, job_id: uuid.UUID) -> Any:
    """Read another sheet of the workbook."""
    kind = importer(key)
    if not kind.made_by_hand or not may(kind.permission):
        raise NotFound
    try:
        with transaction():
            job = queries.job_of(job_id, kind=actions.kind_of(kind), by_id=acting_person().id, lock=True)
            actions.choose_sheet(job=job, importer=kind, sheet=request.form.get("sheet", ""))
            judge_if_long(job)
        start_if_begun(kind, job)
    except Refusal as refusal:
        flash(refusal.message, "bad")
    return redirect(url_for("imports.preview", key=key, job_id=job_id))


def _said(kind: Importer) -> Chosen:
    """What the form says, for every column."""
    headings = {column.key: request.form.get(f"heading-{column.key}", "") for column in kind.columns}
    same = {
        column.key: text
        for column in kind.columns
        if column.may_be_same and (text := clean_text(request.form.get(f"same-{column.key}", ""))[:60])
    }
    return Chosen(headings, same)


def _known(kind: Importer, table: Table, job: Job) -> Chosen:
    """What was chosen before, else what each column was recognised as by its name."""
    chosen = actions.chosen_of(job)
    return Chosen(recognised(table, kind.columns) | dict(chosen.headings), chosen.same)


def _samples(table: Table) -> dict[str, str]:
    """The first value of each column, by what the column is called."""
    firsts = {}
    for place, title in enumerate(titles_of(table)):
        value = next((row.values[place] for row in table.rows if row.values[place] is not None), None)
        firsts[title] = shown(value)[:20] if value is not None else ""
    return firsts
