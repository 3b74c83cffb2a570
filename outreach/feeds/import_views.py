"""The pages on which a calendar file from Outlook or a phone comes in: choose it, look at each entry, bring it in."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from outreach import clock
from outreach.db import transaction
from outreach.errors import Conflict
from outreach.feeds.bringing import KIND, Row, Wanted, bring_in, digest_of, judged, prepare
from outreach.feeds.import_forms import CalendarFileForm, TakeForm
from outreach.jobs.actions import drop_import
from outreach.jobs.models import Job
from outreach.jobs.previews import VERDICTS
from outreach.jobs.queries import done_before, job_of
from outreach.jobs.verdicts import Verdict
from outreach.people.models import Person
from outreach.schedule import choices
from outreach.web.access import Permission, acting_person, permit
from outreach.web.fields import file_name
from outreach.web.forms import submitted

blueprint = Blueprint("calendar_files", __name__)


@blueprint.route("/calendar/import", methods=["GET", "POST"])
@permit(Permission.PLAN)
def bring() -> Any:
    """Take a calendar file and show what would become of it."""
    form = CalendarFileForm()

    def act(form: CalendarFileForm) -> Job:
        file = form.file.data
        return prepare(content=file.read(), name=file_name(file.filename), by=acting_person(), now=clock.now())

    if (job := submitted(form, act)) is not None:
        return redirect(url_for(".preview", job_id=job.id))
    return render_template("feeds/import.html", form=form), form.status


@blueprint.route("/calendar/import/<uuid:job_id>", methods=["GET", "POST"])
@permit(Permission.PLAN)
def preview(job_id: uuid.UUID) -> Any:
    """Show each entry with its verdict; bring in those that were chosen."""
    person: Person = acting_person()
    job = _own(job_id)
    if job.content is None:
        flash(_("This file is not waiting any more: it was imported or put aside."))
        return redirect(url_for(".bring"))
    form = TakeForm(person, clock.today())
    stored = submitted(form, lambda form: _bring_in(form, job_id))
    if stored is not None:
        new, changed = stored
        flash(_("From your calendar: %(new)d new events, %(changed)d changed.", new=new, changed=changed), "success")
        return redirect(url_for("calendar.page"))
    return _shown(form, _own(job_id))


@blueprint.post("/calendar/import/<uuid:job_id>/drop")
@permit(Permission.PLAN)
def drop(job_id: uuid.UUID) -> AnyResponse:
    """Put the file aside."""
    with transaction():
        drop_import(job=_own(job_id, lock=True), now=clock.now())
    flash(_("The file is put aside. Nothing was imported."))
    return redirect(url_for(".bring"))


def _bring_in(form: TakeForm, job_id: uuid.UUID) -> tuple[int, int]:
    person, now = acting_person(), clock.now()
    job = _own(job_id, lock=True)
    rows = judged(job, by=person, now=now)
    if digest_of(rows) != form.seen.data:
        raise Conflict(_("Something has changed since this page was shown. Look at the rows again, then import."))
    chosen = [row for row in rows if row.writes and str(row.entry.number) in request.form.getlist("take")]
    if not chosen:
        raise Conflict(_("Tick the entries that are to come in."))
    places = {row.entry.number: request.form.get(f"place-{row.entry.number}", "") for row in chosen}
    wanted = Wanted(form.team.data, form.track.data, places, form.anyway_reason.data)
    return bring_in(job, chosen, wanted, by=person, now=now)


def _shown(form: TakeForm, job: Job) -> Any:
    rows = judged(job, by=acting_person(), now=clock.now())
    form.seen.data = digest_of(rows)
    sent = request.form if request.method == "POST" else None
    return render_template(
        "feeds/import_preview.html",
        form=form,
        job=job,
        rows=rows,
        taken={row.entry.number for row in rows if row.writes and _is_taken(row, sent)},
        typed={row.entry.number: _typed(row, sent) for row in rows},
        counts={verdict: sum(row.verdict is verdict for row in rows) for verdict in Verdict},
        verdicts=VERDICTS,
        places=[label for _id, label in choices.places()],
        before=done_before(KIND, job.facts["sha256"]),
    ), form.status


def _is_taken(row: Row, sent: Any) -> bool:
    return sent is None or str(row.entry.number) in sent.getlist("take")


def _typed(row: Row, sent: Any) -> str:
    return row.place if sent is None else str(sent.get(f"place-{row.entry.number}", row.place))


def _own(job_id: uuid.UUID, *, lock: bool = False) -> Job:
    return job_of(job_id, kind=KIND, by_id=acting_person().id, lock=lock)
