"""What waits on a phone, what a colleague's phone takes over, and the office's way in for a file."""

import uuid
from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from outreach import clock
from outreach.db import transaction
from outreach.jobs.actions import drop_import
from outreach.jobs.models import Job
from outreach.jobs.queries import done_before, job_of
from outreach.jobs.rules import State
from outreach.logbook.carried.actions import KIND, Answered, bring_in, counted, prepare, rehearse
from outreach.logbook.carried.forms import BringInForm, CarriedForm
from outreach.logbook.carried.queries import stored_line
from outreach.logbook.carried.rules import parse_file
from outreach.logbook.carried.words import ANSWERS
from outreach.logbook.described import STORED_LINE
from outreach.web.access import Permission, acting_person, permit
from outreach.web.describing import described
from outreach.web.forms import submitted
from outreach.web.paging import page_number, page_of

pages = Blueprint("carried", __name__)

ROWS_SHOWN = 100


@pages.get("/log/queue")
@permit(Permission.PUBLIC, phones=True)
def queue():
    """What waits on this phone, drawn by the phone itself: the page holds nobody's data, so anybody may open it."""
    return render_template("logbook/carried/queue.html")


@pages.get("/log/carry")
@permit(Permission.PUBLIC, phones=True)
def carry():
    """Where a colleague's picture leads: the lines stand in the address behind the #, which no server sees."""
    return render_template("logbook/carried/carry.html")


@pages.get("/api/tallies/<uuid:line_id>")
@permit(Permission.LOG, tokens="log")
@described(STORED_LINE)
def line(line_id: uuid.UUID) -> ResponseReturnValue:
    """The line that is stored under an id, to be seen beside another one."""
    return jsonify(line=stored_line(line_id))


@pages.route("/log/carried", methods=["GET", "POST"])
@permit(Permission.LOG)
def bring() -> Any:
    """Take a phone's file and show what would become of it."""
    form = CarriedForm()

    def act(form: CarriedForm) -> Job:
        return prepare(content=form.content, name=form.filename, by=acting_person(), now=clock.now())

    if (job := submitted(form, act)) is not None:
        return redirect(url_for(".preview", job_id=job.id))
    return render_template("logbook/carried/page.html", form=form), form.status


@pages.route("/log/carried/<uuid:job_id>", methods=["GET", "POST"])
@permit(Permission.LOG)
def preview(job_id: uuid.UUID) -> Any:
    """Show what would become of each line; bring them in on the button; afterwards say what came of it."""
    form = BringInForm()

    def act(_form: BringInForm) -> Job:
        return bring_in(job=_own(job_id, lock=True), sender=acting_person(), clock_now=clock.now)

    if submitted(form, act) is not None:
        return redirect(url_for(".preview", job_id=job_id))
    job = _own(job_id)
    if job.state == State.DONE:
        return render_template("logbook/carried/ended.html", job=job, answers=ANSWERS), form.status
    if job.content is None:
        flash(_("This file is not waiting any more: it was imported or put aside."))
        return redirect(url_for(".bring"))
    return _shown(job.content, job_id, form)


@pages.post("/log/carried/<uuid:job_id>/drop")
@permit(Permission.LOG)
def drop(job_id: uuid.UUID) -> ResponseReturnValue:
    """Put the file aside."""
    with transaction():
        drop_import(job=_own(job_id, lock=True), now=clock.now())
    flash(_("The file is put aside. Nothing was imported."))
    return redirect(url_for(".bring"))


def _shown(content: bytes, job_id: uuid.UUID, form: BringInForm) -> Any:
    carried = parse_file(content)
    answered: list[Answered] = rehearse(carried, sender=acting_person(), now=clock.now())
    job = _own(job_id)
    return render_template(
        "logbook/carried/preview.html",
        form=form,
        job=job,
        carried=carried,
        counts=counted(answered),
        page=page_of(answered, page_number(), ROWS_SHOWN),
        answers=ANSWERS,
        before=done_before(KIND, job.facts["sha256"]),
    ), form.status


def _own(job_id: uuid.UUID, *, lock: bool = False) -> Job:
    return job_of(job_id, kind=KIND, by_id=acting_person().id, lock=lock)
