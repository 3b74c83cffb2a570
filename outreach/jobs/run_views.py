"""The page of a list that is being worked on: how far it is, stopping it, and beginning again after a fall."""

import uuid
from typing import Any

from flask import Blueprint, Response, jsonify, redirect, render_template, url_for
from flask_babel import gettext as _

from outreach import clock
from outreach.db import transaction
from outreach.errors import Forbidden
from outreach.jobs import actions, progress, queries, run_actions, runs
from outreach.jobs.imports import Importer, importer
from outreach.jobs.models import Job
from outreach.jobs.progress import Progress
from outreach.jobs.rules import LONG, Aim, Phase, State
from outreach.web.access import Permission, acting_person, may, permit
from outreach.web.describing import PROGRESS, Operation, described
from outreach.web.filters import number
from outreach.web.language import chosen_language

blueprint = Blueprint("runs", __name__)
#: Who stops a run looks on for so long; most end within a row.
STOP_SECONDS = 3.0


def judge_if_long(job: Job) -> Job:
    """Begin to judge a list that is too long for a request, within the transaction that made it what it is."""
    if job.total >= LONG:
        run_actions.begin_run(job=job, aim=Aim.JUDGE, now=clock.now())
    return job


def judge_now(kind: Importer, job: Job) -> None:
    """Begin to judge a list that is too long for a request, in a transaction of its own."""
    if job.total >= LONG:
        with transaction():
            judge_if_long(job)
        start_if_begun(kind, job)


def start_if_begun(kind: Importer, job: Job) -> None:
    """Let the run of a job work, where one was begun; behind that transaction."""
    if job.state == State.RUNNING:
        runs.start(job, key=kind.key, by=acting_person(), language=chosen_language())


def is_busy(job: Job) -> bool:
    """Whether a run works on the list just now: who wants to write to it would wait for its end."""
    return job.state == State.RUNNING and not queries.is_fallen(job, now=clock.now())


def shown(kind: Importer, job: Job) -> str:
    """The page of a list that is being worked on, or of a long one whose verdicts are not there any more."""
    return render_template("jobs/progress.html", importer=kind, job=job, told=_told(job))


@blueprint.get("/imports/<string:key>/<uuid:job_id>/progress.json")
@permit(Permission.SIGNED_IN)
@described(Operation("How far a long list is on its way in.", gives=PROGRESS))
def how_far(key: str, job_id: uuid.UUID) -> Response:
    """How far the run of a list is."""
    _kind, job = _own(key, job_id)
    answer = jsonify(_told(job))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.post("/imports/<string:key>/<uuid:job_id>/stop")
@permit(Permission.SIGNED_IN)
def stop(key: str, job_id: uuid.UUID) -> Any:
    """Stop a run: a list that is being judged is put aside, one that is being stored waits again."""
    _kind, job = _own(key, job_id)
    if job.state == State.RUNNING:
        progress.ask_to_stop(job.id, job.facts["run"]["token"])
        runs.wait_for(job.id, STOP_SECONDS)
    return redirect(url_for("imports.preview", key=key, job_id=job_id))


@blueprint.post("/imports/<string:key>/<uuid:job_id>/again")
@permit(Permission.SIGNED_IN)
def again(key: str, job_id: uuid.UUID) -> Any:
    """Begin again after a fall, or judge anew what nobody knows any more; a second click finds the first one's run."""
    kind, job = _own(key, job_id)
    if _may_begin(job) and _begun(key, job_id):
        start_if_begun(kind, job)
    return redirect(url_for("imports.preview", key=key, job_id=job_id))


def _may_begin(job: Job) -> bool:
    """Whether nobody works on the list; not asked in a transaction first, which waits while the list is stored."""
    return job.state == State.PREPARED or queries.is_fallen(job, now=clock.now())


def _begun(key: str, job_id: uuid.UUID) -> bool:
    with transaction():
        _kind, job = _own(key, job_id, lock=True)
        if not _may_begin(job):
            return False
        if job.state == State.PREPARED:
            judge_if_long(job)
        else:
            run_actions.begin_again(job=job, now=clock.now())
    return True


def _own(key: str, job_id: uuid.UUID, *, lock: bool = False) -> tuple[Importer, Job]:
    kind = importer(key)
    if not may(kind.permission):
        raise Forbidden(_("Your role does not include this. Ask the administrator if you need it."))
    return kind, queries.job_of(job_id, kind=actions.kind_of(kind), by_id=acting_person().id, lock=lock)


def _told(job: Job) -> dict[str, Any]:
    """What the page and its module tell of a job: `state` is running, fallen, waiting or over."""
    if job.state != State.RUNNING:
        state = "waiting" if job.state == State.PREPARED else "over"
        return {"state": state, "phase": None, "done": 0, "total": 0, "said": ""}
    if queries.is_fallen(job, now=clock.now()):
        return {"state": "fallen", "phase": None, "done": 0, "total": 0, "said": _("Nothing was stored.")}
    said = queries.said_of(job) or Progress(Phase.WAITING, 0, 0, clock.now())
    return {
        "state": "running",
        "phase": said.phase.value,
        "done": said.done,
        "total": said.total,
        "said": _said(said),
    }


def _said(said: Progress) -> str:
    of = {"done": number(said.done), "total": number(said.total)}
    told = {
        Phase.WAITING: _("It begins as soon as there is room for it."),
        Phase.READING: _("The table is being read."),
        Phase.JUDGING: _("Row %(done)s of %(total)s is being checked.", **of),
        Phase.STORING: _("Row %(done)s of %(total)s is being stored.", **of),
    }
    return str(told[said.phase])
